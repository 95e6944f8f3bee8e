"""Sealed cases and their notes as the database keeps them. Who may read one is decided in moderation/sealed.py."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from comments_service.records import Note, SealedCase
from comments_service.storage.connection import fetch, insert, places
from comments_service.storage.values import as_moment, as_optional_moment, as_uuid

_CASES = """
SELECT s.*, b.name AS by_name, c.name AS closed_by_name
FROM sealed_case s JOIN person b ON b.id = s.by_id LEFT JOIN person c ON c.id = s.closed_by_id
"""


def _sealed(row: Mapping[str, Any]) -> SealedCase:
    return SealedCase(
        id=as_uuid(row["id"]),
        comment_id=as_uuid(row["comment_id"]),
        role=row["role"],
        why=row["why"],
        body=row["body"],
        by_id=as_uuid(row["by_id"]),
        by_name=row["by_name"],
        opened=as_moment(row["opened"]),
        closed=as_optional_moment(row["closed"]),
        closed_by_name=row["closed_by_name"],
        told=row["told"],
    )


async def add(case: SealedCase) -> None:
    """Open a sealed case."""
    await insert(
        "sealed_case",
        id=case.id,
        comment_id=case.comment_id,
        role=case.role,
        why=case.why,
        body=case.body,
        by_id=case.by_id,
        opened=case.opened,
        told="",
    )


async def get(id: UUID) -> SealedCase | None:
    """One sealed case."""
    rows = await fetch(f"{_CASES} WHERE s.id = ?", id)
    return _sealed(rows[0]) if rows else None


async def of_comments(comment_ids: Sequence[UUID]) -> dict[UUID, list[SealedCase]]:
    """The sealed cases about some comments, the oldest first; those without one are left out."""
    if not comment_ids:
        return {}
    rows = await fetch(f"{_CASES} WHERE s.comment_id IN ({places(comment_ids)}) ORDER BY s.opened, s.id", *comment_ids)
    found: dict[UUID, list[SealedCase]] = {}
    for case in map(_sealed, rows):
        found.setdefault(case.comment_id, []).append(case)
    return found


async def open_of(comment_id: UUID) -> list[SealedCase]:
    """The sealed cases about a comment that are open, the oldest first."""
    return [case for case in (await of_comments([comment_id])).get(comment_id, []) if case.closed is None]


async def of_roles(roles: Sequence[str], *, limit: int) -> list[SealedCase]:
    """What was escalated to some roles: the open ones first, the oldest of them first, then those closed last."""
    if not roles:
        return []
    rows = await fetch(
        f"{_CASES} WHERE s.role IN ({places(roles)})"
        " ORDER BY CASE WHEN s.closed IS NULL THEN 0 ELSE 1 END, CASE WHEN s.closed IS NULL THEN s.opened END,"
        f" s.closed DESC, s.id LIMIT {limit:d}",
        *roles,
    )
    return [_sealed(row) for row in rows]


async def close(id: UUID, *, by_id: UUID, told: str, now: datetime) -> bool:
    """Close a sealed case; say whether it was open until now."""
    rows = await fetch(
        "UPDATE sealed_case SET closed = ?, closed_by_id = ?, told = ? WHERE id = ? AND closed IS NULL RETURNING id",
        now,
        by_id,
        told,
        id,
    )
    return bool(rows)


async def add_note(note: Note, *, case_id: UUID) -> bool:
    """Add a note of the role's own; say whether it was not there yet. The case knows which comment it is about."""
    rows = await fetch(
        "INSERT INTO sealed_note (id, sealed_case_id, by_id, body, at) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT (id) DO NOTHING RETURNING id",
        note.id,
        case_id,
        note.by_id,
        note.body,
        note.at,
    )
    return bool(rows)


async def notes(case: SealedCase) -> list[Note]:
    """The notes in a sealed case, the oldest first."""
    rows = await fetch(
        "SELECT n.*, p.name AS by_name FROM sealed_note n JOIN person p ON p.id = n.by_id"
        " WHERE n.sealed_case_id = ? ORDER BY n.at, n.id",
        case.id,
    )
    return [
        Note(
            id=as_uuid(row["id"]),
            comment_id=case.comment_id,
            by_id=as_uuid(row["by_id"]),
            by_name=row["by_name"],
            body=row["body"],
            at=as_moment(row["at"]),
        )
        for row in rows
    ]
