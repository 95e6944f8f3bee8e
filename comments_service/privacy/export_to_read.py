"""Everybody's own copy as people read it: pages by their titles, times as times, codes as words. Pure but for titles.

The file for programs has every id and time as it is kept; here ids are only where a link leads to.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from comments_service.privacy.export_mine import IN_WORDS
from comments_service.records import Thread
from comments_service.storage import comments, threads

_WHEN: Final = "When"
# What a column is called, where its name says too little; "" is not shown, because it is where a link leads to.
_LABELS: Final[Mapping[str, str]] = {
    "id": "", "comment_id": "", "parent_id": "", "thread_id": "", "thread_uid": "", "subject": "",
    "at": _WHEN, "created": _WHEN, "added": _WHEN, "body": "Words", "quote": "What the page said",
    "detail": "Said beside it", "way": "How",
    "seen": "Last used", "issuer": "Where", "facts": "About it", "guidelines_seen": "Guidelines shown, version",
    "active": "Works here", "language": "Language chosen", "sessions": "Sessions ended",
}  # fmt: skip
# Codes of ours; everything else is what somebody wrote, and stays as it is.
_CODES: Final = frozenset(
    {"kind", "state", "reason", "action", "way", "before", "after", "sanction", "roles", "outcome", "reaction"}
)
_TIMES: Final = frozenset(
    {"created", "edited", "at", "until", "ended", "decided", "seen", "added", "expires", "turned_on"}
)
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that is said of a row: a time, text, or a page and which comment on it (in other words, if there is
    text)."""

    label: str
    text: str = ""
    at: datetime | None = None
    thread: Thread | None = None
    comment: str = ""


async def to_read(found: Mapping[str, Any]) -> Mapping[str, Sequence[Sequence[Line]]]:
    """Return somebody's copy, section by section and row by row."""
    rows = {name: [found[name]] if name == "person" else found[name] for name in IN_WORDS}
    everywhere = [row for some in rows.values() for row in some]
    ids = {UUID(row[name]) for row in everywhere for name in ("comment_id", "parent_id") if row.get(name)}
    uid_of = {str(one): uid for one, uid in (await comments.threads_of(sorted(ids))).items()}
    uids = {uid for row in everywhere if (uid := _uid(row, uid_of))}
    known = await threads.some(uids)
    return {
        name: [_lines(row, known.get(_uid(row, uid_of) or ""), of_comments=name == "comments") for row in some]
        for name, some in rows.items()
    }


def _uid(row: Row, uid_of: Mapping[str, str]) -> str | None:
    return row.get("thread_id") or row.get("thread_uid") or uid_of.get(row.get("comment_id") or "")


def _lines(row: Row, thread: Thread | None, *, of_comments: bool) -> list[Line]:
    lines = []
    if thread:
        comment = row.get("id" if of_comments else "comment_id") or ""
        lines.append(Line("On", thread=thread, comment=comment))
        if row.get("parent_id"):
            lines.append(Line("In answer to", "a comment there", thread=thread, comment=row["parent_id"]))
    for name, value in row.items():
        label = _LABELS.get(name, name.replace("_", " ").capitalize())
        if label and value not in ("", None, [], {}):
            lines.append(_line(label, name, value))
    return lines


def _line(label: str, name: str, value: Any) -> Line:
    if name in _TIMES and (at := _moment(value)):
        return Line(label, at=at)
    return Line(label, _text(value, code=name in _CODES))


def _moment(value: object) -> datetime | None:
    try:
        return datetime.fromisoformat(str(value))
    except ValueError:
        return None


def _text(value: Any, *, code: bool) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Mapping):
        return ", ".join(f"{name.replace('_', ' ')}: {_text(one, code=code)}" for name, one in value.items())
    if isinstance(value, list | tuple):
        return ", ".join(_text(one, code=code) for one in value)
    return str(value).replace(".", " ").replace("-", " ").replace(":", ": ") if code else str(value)
