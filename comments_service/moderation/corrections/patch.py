"""What an accepted correction is for who edits the page: a line of its front matter, and a patch that adds it. Pure.

Where the line goes was worked out by the build and stands in the manifest (plugins/updates_place.py): the service never
reads a page. Formats: docs/WRITING.md for the line, the unified format of GNU diffutils for the patch.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from comments_service.people.leavers import NAME as FORMER
from comments_service.records import Mark, Person, Thread


@dataclass(frozen=True, slots=True)
class Place:
    """Where a new line of `Updates` goes in a page's source: from which line on, and what stands around it.

    `goes_on`: the page has such lines already, and the new one stands under them.
    """

    path: str
    line: int
    before: tuple[str, ...]
    after: tuple[str, ...]
    goes_on: bool


def place_in(thread: Thread) -> Place | None:
    """Where the line goes, as the last build says; None where it says nothing."""
    source: Mapping[str, Any] | None = thread.facts.get("source")
    if not source:
        return None
    around = (tuple(source["before"]), tuple(source["after"]))
    return Place(str(source["path"]), int(source["line"]), *around, goes_on=bool(source["goes_on"]))


def record_of(accepted: Mark, author: Person) -> str:
    """The record: day, kind, words, and whom the page thanks; nobody who left their name out, or left."""
    credit = [] if author.unnamed or author.name == FORMER else [_short(author.name)]
    return " | ".join([str(accepted.facts["day"]), "correction", str(accepted.facts["text"]), *credit])


def line_of(record: str, place: Place | None) -> str:
    """The record as it stands in the front matter of this page."""
    return f"    {record}" if place and place.goes_on else f"Updates: {record}"


def patch_of(record: str, place: Place) -> str:
    """A patch that adds it, for `git apply` or `patch -p1`.

    It fails where somebody has meanwhile changed what stands around it, rather than put the line somewhere else.
    """
    old, new = len(place.before) + len(place.after), len(place.before) + len(place.after) + 1
    first = place.line - len(place.before)
    lines = [
        f"--- a/{place.path}",
        f"+++ b/{place.path}",
        f"@@ -{first},{old} +{first},{new} @@",
        *(f" {one}" for one in place.before),
        f"+{line_of(record, place)}",
        *(f" {one}" for one in place.after),
    ]
    return "\n".join(lines) + "\n"


def _short(name: str) -> str:
    """As pages thank readers: by the first name, and the letter of the last."""
    first, *others = name.replace("|", " ").split() or [""]
    return f"{first} {others[-1][0]}." if others else first
