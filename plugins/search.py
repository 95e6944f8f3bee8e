"""Lets readers search: writes a page for it in each language, and beside the pages an index for their browsers to ask.

Loaded by Pelican. The index is Pagefind's (https://pagefind.app/docs/); in it is what theme/templates/base.html marks
as published. Nothing asks a server, so nobody learns what somebody looked for.
"""

import json
import logging
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

from pelican.plugins import signals

from plugins.site_contents import listed_pages

log = logging.getLogger(__name__)

PAGE: Final = "search/"
INDEX: Final = "pagefind"
# All that is there without the interface that it brings, which is not ours: what a device keeps to search without a
# connection.
LIST: Final = "files.json"
MARK: Final = "data-pagefind-body"
_MISSING: Final = (
    "The search index cannot be made: Pagefind is not installed here. Install what requirements/run.txt names "
    "(`make setup` does, where there is a build of it for this system), or build without search: SEARCH = False in "
    "pelicanconf.py."
)
# What stands on a page and is not of it: where it leads, when it was written, what a browser shows only sometimes.
_LEFT_OUT: Final = ", ".join(
    (
        *(".kicker", ".crumbs", ".story-meta", ".course-facts", ".notice-kept", ".house-rules", ".button"),
        *(
            ".discussion",
            ".in-series",
            ".related",
            ".baked-place",
            ".tags",
            ".steps",
            ".course-outline",
            ".lesson-outline",
            "[hidden]",
        ),
    )
)
_OURS: Final = ("pagefind.js", "pagefind-entry.json", "*.pf_meta", "wasm.*.pagefind", "index/*", "fragment/*")


def address(lang: str, default: str) -> str:
    """Where one searches in a language, relative to the site."""
    return PAGE if lang == default else f"{lang}/{PAGE}"


def languages(generators: list[Any], default: str) -> list[str]:
    """In which languages there is something to find, the site's own first."""
    spoken = {page.lang for page in listed_pages(generators)} - {default}
    return [default, *sorted(spoken)]


def tell_templates(generators: list[Any]) -> None:
    context, settings = generators[0].context, generators[0].settings
    found = languages(generators, settings["DEFAULT_LANG"]) if settings.get("SEARCH") else []
    context["searched"] = {lang: address(lang, settings["DEFAULT_LANG"]) for lang in found}


def write_pages(generator: Any, writer: Any) -> None:
    """Write the search page of each language."""
    template = generator.get_template("search") if generator.context["searched"] else None
    for lang, path in generator.context["searched"].items():
        name = f"{path}index.html"
        writer.write_file(name, template, generator.context, page_lang=lang, page_name=name, url=path)


def write_index(pelican: Any) -> None:
    output = Path(pelican.output_path)
    if pelican.settings.get("SEARCH") and any(_findable(output)):
        make_index(output)


def _findable(site: Path) -> Iterator[Path]:
    """Pages that are to be found; where there is none Pagefind would take every page."""
    return (page for page in sorted(site.rglob("*.html")) if MARK in page.read_text(encoding="utf-8"))


def make_index(site: Path) -> None:
    """Write the index of a built site into it; says as an error, on which the build fails, why it cannot."""
    if find_spec("pagefind_bin") is None:
        log.error(_MISSING)
        return
    command = [sys.executable, "-m", "pagefind", "--site", str(site), "--output-subdir", INDEX, "--quiet"]
    command += ["--exclude-selectors", _LEFT_OUT]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - ours
    if ended.returncode != 0:
        log.error("The search index cannot be made. Pagefind said: %s", (ended.stderr or ended.stdout).strip())
        return
    _tidy(site / INDEX)


def _tidy(index: Path) -> None:
    """Leave what our page asks for, in the same bytes each time, and a list of it."""
    ours = sorted(path for pattern in _OURS for path in index.glob(pattern))
    for path in index.rglob("*"):
        if path.is_file() and path not in ours:
            path.unlink()
    entry = index / "pagefind-entry.json"
    # Its languages stand in another order each time.
    entry.write_text(json.dumps(json.loads(entry.read_text("utf-8")), sort_keys=True), encoding="utf-8")
    told = {
        "bytes": sum(path.stat().st_size for path in ours),
        "files": [path.relative_to(index).as_posix() for path in ours],
    }
    (index / LIST).write_text(json.dumps(told), encoding="utf-8")


def register() -> None:
    signals.all_generators_finalized.connect(tell_templates)
    signals.article_writer_finalized.connect(write_pages)
    signals.finalized.connect(write_index)
