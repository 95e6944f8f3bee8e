"""What must be kept for the law, as the database keeps it, and which comments and people that is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from comments_service.storage.connection import execute, fetch, insert, is_postgres, places
from comments_service.storage.values import as_moment, as_optional_moment, as_optional_uuid, as_uuid


@dataclass(frozen=True, slots=True)
class LegalHold:
    """What must be kept: what a person said, what was said on a page, in a time; None does not matter.

    `before` is the first moment after that time. `review`: the day on which somebody asks whether it is still needed.
    """

    id: UUID
    person_id: UUID | None
    thread_uid: str | None
    since: datetime | None
    before: datetime | None
    reason: str
    review: date
    by_id: UUID
    at: datetime
    person_name: str | None = None
    thread_title: str | None = None
    by_name: str = ""
    ended: datetime | None = None
    ended_by_name: str | None = None


# That a hold is in force for a comment called c. All that touches words for good asks it.
COVERS = """
EXISTS (SELECT 1 FROM legal_hold h WHERE h.ended IS NULL
        AND (h.person_id IS NULL OR h.person_id = c.author_id)
        AND (h.thread_id IS NULL OR h.thread_id = c.thread_id)
        AND (h.since IS NULL OR c.created >= h.since) AND (h.before IS NULL OR c.created < h.before))
"""
_HOLDS = """
SELECT h.*, p.name AS person_name, t.title AS thread_title, b.name AS by_name, e.name AS ended_by_name
FROM legal_hold h LEFT JOIN person p ON p.id = h.person_id LEFT JOIN thread t ON t.uid = h.thread_id
JOIN person b ON b.id = h.by_id LEFT JOIN person e ON e.id = h.ended_by_id
"""


def _hold(row: Mapping[str, Any]) -> LegalHold:
    return LegalHold(
        id=as_uuid(row["id"]),
        person_id=as_optional_uuid(row["person_id"]),
        thread_uid=row["thread_id"],
        since=as_optional_moment(row["since"]),
        before=as_optional_moment(row["before"]),
        reason=row["reason"],
        review=row["review"] if isinstance(row["review"], date) else date.fromisoformat(str(row["review"])),
        by_id=as_uuid(row["by_id"]),
        at=as_moment(row["at"]),
        person_name=row["person_name"],
        thread_title=row["thread_title"],
        by_name=row["by_name"],
        ended=as_optional_moment(row["ended"]),
        ended_by_name=row["ended_by_name"],
    )


async def add(hold: LegalHold) -> None:
    """Put a hold in force."""
    await insert(
        "legal_hold",
        id=hold.id,
        person_id=hold.person_id,
        thread_id=hold.thread_uid,
        since=hold.since,
        before=hold.before,
        reason=hold.reason,
        review=hold.review if is_postgres() else hold.review.isoformat(),
        by_id=hold.by_id,
        at=hold.at,
    )


async def get(id: UUID) -> LegalHold | None:
    """One hold, in force or ended."""
    rows = await fetch(f"{_HOLDS} WHERE h.id = ?", id)
    return _hold(rows[0]) if rows else None


async def every() -> list[LegalHold]:
    """All holds there ever were: those in force first, then those that ended last."""
    rows = await fetch(f"{_HOLDS} ORDER BY CASE WHEN h.ended IS NULL THEN 0 ELSE 1 END, h.ended DESC, h.at, h.id")
    return [_hold(row) for row in rows]


async def end(id: UUID, *, by_id: UUID, now: datetime) -> bool:
    """End a hold; say whether it was in force until now."""
    rows = await fetch(
        "UPDATE legal_hold SET ended = ?, ended_by_id = ? WHERE id = ? AND ended IS NULL RETURNING id", now, by_id, id
    )
    return bool(rows)


async def let_none_begin() -> None:
    """Until this transaction ends, no hold comes into force: what is found free of one stays so."""
    if is_postgres():  # on SQLite one transaction writes at a time
        await execute("LOCK TABLE legal_hold IN SHARE MODE")


async def held(ids: Sequence[UUID]) -> set[UUID]:
    """Those of some comments that must be kept."""
    if not ids:
        return set()
    return {
        as_uuid(row["id"])
        for row in await fetch(f"SELECT c.id FROM comment c WHERE c.id IN ({places(ids)}) AND {COVERS}", *ids)
    }


async def holds_person(person_id: UUID) -> bool:
    """Say whether a hold is on somebody, or on anything that they said."""
    rows = await fetch(
        "SELECT 1 AS found FROM legal_hold h WHERE h.ended IS NULL AND h.person_id = ?"
        f" UNION SELECT 1 FROM comment c WHERE c.author_id = ? AND {COVERS} LIMIT 1",
        person_id,
        person_id,
    )
    return bool(rows)


_KEPT = f"""
SELECT c.id, c.thread_id, t.title, c.state, c.created, p.name, r.number, r.body
FROM comment c JOIN person p ON p.id = c.author_id JOIN revision r ON r.comment_id = c.id
JOIN thread t ON t.uid = c.thread_id
WHERE {COVERS.replace("h.ended IS NULL", "h.id = ?")} ORDER BY c.created, c.id, r.number
"""


@dataclass(frozen=True, slots=True)
class Kept:
    """Words that a hold keeps: one version of a comment."""

    comment_id: UUID
    thread_uid: str
    thread_title: str
    state: str
    created: datetime
    author: str
    number: int
    body: str


async def kept_by(hold: LegalHold, *, limit: int) -> list[Kept]:
    """The words that a hold keeps, the oldest first."""
    return [
        Kept(
            as_uuid(row["id"]),
            row["thread_id"],
            row["title"],
            row["state"],
            as_moment(row["created"]),
            row["name"],
            int(row["number"]),
            row["body"],
        )
        for row in await fetch(f"{_KEPT} LIMIT {limit:d}", hold.id)
    ]
