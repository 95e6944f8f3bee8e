"""Where a new line of `Updates` goes in a page's source, so that a patch can add one without anybody reading the file.

Called by threads.py, which puts it into the manifest. Anybody may read that: what is in `Embargo_terms` is never shown.
"""

from pathlib import Path
from typing import Any

from plugins.source_file import Field, SourceFile, parse_source

# Lines that a patch is sure of its place by.
_AROUND = 2


def place_of(page: Any) -> dict[str, Any] | None:
    """The place in the source of a page as Pelican has read it."""
    content = Path(page.settings["PATH"])
    source = Path(page.source_path)
    # As it is in git: universal newlines would hide how its lines end.
    raw = source.read_bytes().decode("utf-8-sig")
    return place_for_update(raw, f"{content.name}/{source.relative_to(content).as_posix()}")


def place_for_update(raw: str, path: str) -> dict[str, Any] | None:
    """The place in a file's text; None where no patch could be sure of it.

    Args:
        raw: the file as it is.
        path: how git names it.
    """
    if "\r" in raw or not raw.endswith("\n"):
        return None
    source, lines = parse_source(raw, path), raw.split("\n")[:-1]
    updates = source.fields.get("updates")
    last = _last_line(updates) if updates else max(map(_last_line, source.fields.values()), default=0)
    hidden = _hidden(source)
    # Lines that go on are told by what follows them alone: so two of them can be put in one after the other. The first
    # needs what is before it as well, so that a second fails rather than begin `Updates` twice.
    before = [] if updates else lines[last - 1 : last]
    after = []
    for number in range(last + 1, min(last + _AROUND, len(lines)) + 1):
        if number in hidden:
            break
        after.append(lines[number - 1])
    if not after or last < 1 or (before and last in hidden):
        return None
    return {"path": path, "line": last + 1, "before": before, "after": after, "goes_on": updates is not None}


def _last_line(field: Field) -> int:
    return field.lines[-1][0]


def _hidden(source: SourceFile) -> set[int]:
    terms = source.fields.get("embargo_terms")
    return {number for number, _ in terms.lines} if terms else set()
