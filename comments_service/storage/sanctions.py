"""Sanctions as the database keeps them: at most one of a kind is in force for a person, and all that were are kept."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from tortoise.exceptions import IntegrityError

from comments_service.records import Sanction
from comments_service.storage.connection import execute, fetch, insert
from comments_service.storage.values import as_moment, as_optional_moment, as_uuid


class OneIsInForce(Exception):
    """A sanction of this kind is in force for this person; the transaction cannot go on."""


_SANCTIONS = """
SELECT s.*, b.name AS by_name, e.name AS ended_by_name
FROM sanction s JOIN person b ON b.id = s.by_id LEFT JOIN person e ON e.id = s.ended_by_id
"""


def _sanction(row: Mapping[str, Any]) -> Sanction:
    return Sanction(
        id=as_uuid(row["id"]),
        person_id=as_uuid(row["person_id"]),
        kind=row["kind"],
        reason=row["reason"],
        by_id=as_uuid(row["by_id"]),
        by_name=row["by_name"],
        at=as_moment(row["at"]),
        until=as_moment(row["until"]),
        ended=as_optional_moment(row["ended"]),
        ended_by_name=row["ended_by_name"],
    )


async def add(sanction: Sanction) -> None:
    """Put a sanction in force. One of its kind whose time is over makes room for it.

    Raises:
        OneIsInForce: one of its kind is.
    """
    await execute(
        "UPDATE sanction SET ended = until WHERE person_id = ? AND kind = ? AND ended IS NULL AND until <= ?",
        sanction.person_id,
        sanction.kind,
        sanction.at,
    )
    try:
        await insert(
            "sanction",
            id=sanction.id,
            person_id=sanction.person_id,
            kind=sanction.kind,
            reason=sanction.reason,
            by_id=sanction.by_id,
            at=sanction.at,
            until=sanction.until,
        )
    except IntegrityError as error:
        raise OneIsInForce from error


async def get(id: UUID) -> Sanction | None:
    """One sanction."""
    rows = await fetch(f"{_SANCTIONS} WHERE s.id = ?", id)
    return _sanction(rows[0]) if rows else None


async def of_person(person_id: UUID) -> list[Sanction]:
    """All that a person ever had, the newest first."""
    return [_sanction(row) for row in await fetch(f"{_SANCTIONS} WHERE s.person_id = ? ORDER BY s.at DESC", person_id)]


async def current(person_id: UUID, *, now: datetime) -> list[Sanction]:
    """What is in force for a person now, the oldest first. Asked on every post."""
    rows = await fetch(
        f"{_SANCTIONS} WHERE s.person_id = ? AND s.ended IS NULL AND s.until > ? ORDER BY s.at", person_id, now
    )
    return [_sanction(row) for row in rows]


async def in_force(*, now: datetime) -> list[Sanction]:
    """What is in force for anybody now, by whose it is."""
    return [_sanction(row) for row in await fetch(f"{_SANCTIONS} WHERE s.ended IS NULL AND s.until > ?", now)]


async def end(id: UUID, *, by_id: UUID, now: datetime) -> bool:
    """End a sanction before its time; say whether it was in force until now."""
    rows = await fetch(
        "UPDATE sanction SET ended = ?, ended_by_id = ? WHERE id = ? AND ended IS NULL AND until > ? RETURNING id",
        now,
        by_id,
        id,
        now,
    )
    return bool(rows)
