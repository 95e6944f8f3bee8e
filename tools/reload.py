"""Makes the pages of a development build reload themselves when it was rebuilt. Called by tools/development.py alone.

A published site has none of this. Words half typed are safe: the widget keeps drafts in the browser.
"""

from pathlib import Path

SCRIPT = "reload.js"
MARK = "reload.txt"
TAG = f'<script type="module" src="/{SCRIPT}"></script>'

# Asks while the page is being looked at, and not before a second has passed since the last answer.
SOURCE = f"""// Reloads this page when `make run` has rebuilt the site. Not part of a published site.
const built = async () => {{
  const answer = await fetch("/{MARK}", {{ cache: "no-store" }});
  return answer.ok ? answer.text() : null;
}};
let first = null;
setInterval(async () => {{
  if (document.hidden) return;
  const now = await built().catch(() => null);
  first ??= now;
  if (now !== null && now !== first) location.reload();
}}, 1000);
"""


def add(site: Path, mark: str) -> None:
    """Add the script to every page of a built site; `mark` is what changes with each build."""
    (site / SCRIPT).write_text(SOURCE, encoding="utf-8")
    (site / MARK).write_text(mark, encoding="utf-8")
    for page in site.rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        head, close, tail = text.rpartition("</body>")
        if close:
            page.write_text(f"{head}{TAG}\n{close}{tail}", encoding="utf-8")
