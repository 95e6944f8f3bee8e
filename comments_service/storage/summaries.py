"""Summaries of whole discussions as the database keeps them: each version a row that never changes."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from tortoise.exceptions import IntegrityError

from comments_service.records import Summary
from comments_service.storage.connection import execute, fetch, insert
from comments_service.storage.values import as_moment, as_uuid

_SUMMARIES = """
SELECT s.id, s.thread_id, s.number, s.body, s.html, s.by_id, s.at, p.name AS by_name
FROM summary s JOIN person p ON p.id = s.by_id
"""
# Whatever a legal hold is on is kept: all of a page, or all that somebody said.
_HELD = (
    "EXISTS (SELECT 1 FROM legal_hold h WHERE h.ended IS NULL"
    " AND (h.thread_id = summary.thread_id OR h.person_id = summary.by_id))"
)


class SummaryIsThere(Exception):
    """A version of this number was written meanwhile."""


def _summary(row: Mapping[str, Any]) -> Summary:
    return Summary(
        id=as_uuid(row["id"]),
        thread_uid=row["thread_id"],
        number=row["number"],
        body=row["body"],
        html=row["html"],
        by_id=as_uuid(row["by_id"]),
        by_name=row["by_name"],
        at=as_moment(row["at"]),
    )


async def history(uid: str) -> list[Summary]:
    """All versions of a discussion's summary, the newest first; one that was taken back has no words."""
    rows = await fetch(f"{_SUMMARIES} WHERE s.thread_id = ? ORDER BY s.number DESC", uid)
    return [_summary(row) for row in rows]


async def current(uids: Sequence[str]) -> dict[str, Summary]:
    """The summaries that some discussions have now."""
    if not uids:
        return {}
    places = ", ".join("?" * len(uids))
    rows = await fetch(
        f"{_SUMMARIES} WHERE s.thread_id IN ({places}) AND s.body <> ''"
        " AND s.number = (SELECT MAX(n.number) FROM summary n WHERE n.thread_id = s.thread_id)",
        *uids,
    )
    return {row["thread_id"]: _summary(row) for row in rows}


async def summarised() -> list[str]:
    """The uids of all discussions that ever had a summary."""
    return [row["thread_id"] for row in await fetch("SELECT DISTINCT thread_id FROM summary")]


async def add(summary: Summary) -> None:
    """Keep a version.

    Raises:
        SummaryIsThere: one of its number is there; the transaction cannot go on.
    """
    names = ("id", "number", "body", "html", "by_id", "at")
    try:
        await insert("summary", thread_id=summary.thread_uid, **{name: getattr(summary, name) for name in names})
    except IntegrityError as error:
        raise SummaryIsThere from error


async def rewrite(id: UUID, *, body: str, html: str) -> None:
    """Put other words in the place of a version's: for a redaction alone."""
    await execute("UPDATE summary SET body = ?, html = ? WHERE id = ?", body, html, id)


async def count_before(uid: str, cutoff: datetime) -> int:
    """How many versions of a discussion's summary are older than a time, and may go."""
    rows = await fetch(f"SELECT COUNT(*) AS n FROM summary WHERE thread_id = ? AND at < ? AND NOT {_HELD}", uid, cutoff)
    return int(rows[0]["n"])


async def delete_before(uid: str, cutoff: datetime) -> int:
    """Delete them, and return how many they were."""
    rows = await fetch(f"DELETE FROM summary WHERE thread_id = ? AND at < ? AND NOT {_HELD} RETURNING id", uid, cutoff)
    return len(rows)
