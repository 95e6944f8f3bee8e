"""What was asked and answered about who wrote a comment, as the database keeps it. Never who it was."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from comments_service.storage.connection import execute, fetch, insert, is_postgres, places
from comments_service.storage.values import as_moment, as_optional_moment, as_optional_uuid, as_uuid


@dataclass(frozen=True, slots=True)
class Unsealing:
    """That somebody of one half asked, and what another of the other half answered.

    Attributes:
        half: whose turn it was to ask: see moderation/unseal.py.
        outcome: opened, declined or withdrawn; None while it waits.
        answer: why it was declined.
        untold_until: the day on which its author is told after all, where the law forbids to tell them before.
    """

    id: UUID
    comment_id: UUID
    reason: str
    half: str
    by_id: UUID
    by_name: str
    at: datetime
    outcome: str | None = None
    answer: str = ""
    answered_by_id: UUID | None = None
    answered_by_name: str | None = None
    answered: datetime | None = None
    untold_until: date | None = None
    untold_because: str = ""


_UNSEALINGS = """
SELECT u.*, b.name AS by_name, a.name AS answered_by_name
FROM unsealing u JOIN person b ON b.id = u.by_id LEFT JOIN person a ON a.id = u.answered_by_id
"""


def _unsealing(row: Mapping[str, Any]) -> Unsealing:
    untold = row["untold_until"]
    return Unsealing(
        id=as_uuid(row["id"]),
        comment_id=as_uuid(row["comment_id"]),
        reason=row["reason"],
        half=row["half"],
        by_id=as_uuid(row["by_id"]),
        by_name=row["by_name"],
        at=as_moment(row["at"]),
        outcome=row["outcome"],
        answer=row["answer"],
        answered_by_id=as_optional_uuid(row["answered_by_id"]),
        answered_by_name=row["answered_by_name"],
        answered=as_optional_moment(row["answered"]),
        untold_until=date.fromisoformat(str(untold)) if untold else None,
        untold_because=row["untold_because"],
    )


async def take_turns(comment_id: UUID) -> None:
    """Let nobody else ask about a comment until the transaction ends. SQLite has one writer at a time anyway."""
    if is_postgres():
        await execute("SELECT id FROM comment WHERE id = ? FOR UPDATE", comment_id)


async def add(asked: Unsealing) -> None:
    """Add what somebody asks."""
    await insert(
        "unsealing",
        id=asked.id,
        comment_id=asked.comment_id,
        reason=asked.reason,
        half=asked.half,
        by_id=asked.by_id,
        at=asked.at,
        answer="",
        untold_until=asked.untold_until,
        untold_because=asked.untold_because,
    )


async def get(id: UUID) -> Unsealing | None:
    """One of them."""
    rows = await fetch(f"{_UNSEALINGS} WHERE u.id = ?", id)
    return _unsealing(rows[0]) if rows else None


async def latest(*, limit: int) -> list[Unsealing]:
    """The latest: those that wait first, then the others, the newest of each first."""
    rows = await fetch(
        f"{_UNSEALINGS} ORDER BY CASE WHEN u.outcome IS NULL THEN 0 ELSE 1 END, u.at DESC, u.id DESC LIMIT {limit:d}"
    )
    return [_unsealing(row) for row in rows]


async def of_comments(comment_ids: Sequence[UUID]) -> dict[UUID, list[Unsealing]]:
    """What was asked about some comments, the oldest first; those about which nothing was are left out."""
    if not comment_ids:
        return {}
    rows = await fetch(f"{_UNSEALINGS} WHERE u.comment_id IN ({places(comment_ids)}) ORDER BY u.at, u.id", *comment_ids)
    found: dict[UUID, list[Unsealing]] = {}
    for one in map(_unsealing, rows):
        found.setdefault(one.comment_id, []).append(one)
    return found


async def answer(after: Unsealing) -> bool:
    """Write an answer, if there was none; say whether there was none."""
    rows = await fetch(
        "UPDATE unsealing SET outcome = ?, answer = ?, answered_by_id = ?, answered = ?, untold_until = ?,"
        " untold_because = ? WHERE id = ? AND outcome IS NULL RETURNING id",
        after.outcome,
        after.answer,
        after.answered_by_id,
        after.answered,
        after.untold_until,
        after.untold_because,
        after.id,
    )
    return bool(rows)
