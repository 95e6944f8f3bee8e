"""Marks as the database keeps them: at most one of a kind is on a comment, and those that were ended are kept."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from comments_service.records import Mark
from comments_service.storage.connection import fetch, insert, places
from comments_service.storage.values import as_json, as_moment, as_optional_uuid, as_uuid

_MARKS = """
SELECT m.id, m.comment_id, m.kind, m.facts, m.by_id, m.at, m.named_id, b.name AS by_name, n.name AS named
FROM mark m JOIN person b ON b.id = m.by_id LEFT JOIN person n ON n.id = m.named_id
"""


def _mark(row: Mapping[str, Any]) -> Mark:
    return Mark(
        id=as_uuid(row["id"]),
        comment_id=as_uuid(row["comment_id"]),
        kind=row["kind"],
        facts=as_json(row["facts"]),
        by_id=as_uuid(row["by_id"]),
        by_name=row["by_name"],
        at=as_moment(row["at"]),
        named_id=as_optional_uuid(row["named_id"]),
        named=row["named"],
    )


async def of_comments(ids: Sequence[UUID]) -> dict[UUID, list[Mark]]:
    """The marks on some comments, the oldest first; comments without any are left out."""
    if not ids:
        return {}
    rows = await fetch(
        f"{_MARKS} WHERE m.comment_id IN ({places(ids)}) AND m.ended IS NULL ORDER BY m.at, m.id", *map(str, ids)
    )
    found: dict[UUID, list[Mark]] = {}
    for mark in map(_mark, rows):
        found.setdefault(mark.comment_id, []).append(mark)
    return found


async def of_thread(uid: str) -> list[Mark]:
    """All marks in a thread, the oldest first, whatever the state of the comments that they are on."""
    rows = await fetch(
        f"{_MARKS} JOIN comment c ON c.id = m.comment_id WHERE c.thread_id = ? AND m.ended IS NULL ORDER BY m.at, m.id",
        uid,
    )
    return [_mark(row) for row in rows]


async def ever_in_thread(uid: str, kind: str) -> list[Mark]:
    """All marks of a kind that were ever put in a thread, the oldest first, those that were ended as well."""
    rows = await fetch(
        f"{_MARKS} JOIN comment c ON c.id = m.comment_id WHERE c.thread_id = ? AND m.kind = ? ORDER BY m.at, m.id",
        uid,
        kind,
    )
    return [_mark(row) for row in rows]


async def of_kinds(kinds: Sequence[str]) -> list[Mark]:
    """All marks of some kinds, in whatever thread, the oldest first; whatever the state of what they are on."""
    places = ", ".join("?" * len(kinds))
    rows = await fetch(f"{_MARKS} WHERE m.kind IN ({places}) AND m.ended IS NULL ORDER BY m.at, m.id", *kinds)
    return [_mark(row) for row in rows]


async def turns(comment_id: UUID, kind: str) -> int:
    """How often a mark of a kind was put on a comment or taken off it: odd while one is on it."""
    rows = await fetch(
        "SELECT COUNT(*) AS put, COUNT(ended) AS ended FROM mark WHERE comment_id = ? AND kind = ?", comment_id, kind
    )
    return int(rows[0]["put"]) + int(rows[0]["ended"])


async def add(mark: Mark) -> None:
    """Put a mark on a comment.

    Raises:
        IntegrityError: one of its kind is on it.
    """
    await insert(
        "mark",
        id=mark.id,
        comment_id=mark.comment_id,
        kind=mark.kind,
        facts=dict(mark.facts),
        named_id=mark.named_id,
        by_id=mark.by_id,
        at=mark.at,
    )


async def end(comment_id: UUID, kind: str, *, by_id: UUID, now: datetime) -> bool:
    """Take a mark off a comment; say whether one was on it."""
    rows = await fetch(
        "UPDATE mark SET ended = ?, ended_by_id = ? WHERE comment_id = ? AND kind = ? AND ended IS NULL RETURNING id",
        now,
        str(by_id),
        str(comment_id),
        kind,
    )
    return bool(rows)
