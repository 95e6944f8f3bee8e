"""Reactions as the database keeps them: at most one of a name from one person on a comment. A count is counted."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID, uuid5

from comments_service.storage.connection import execute, fetch, places
from comments_service.storage.values import as_uuid

Counts = dict[UUID, dict[str, int]]
_COUNTED = "SELECT r.comment_id, r.name, COUNT(*) AS n FROM reaction r"
_EACH = "GROUP BY r.comment_id, r.name ORDER BY r.name"


async def put(comment_id: UUID, name: str, *, person_id: UUID) -> bool:
    """Keep a reaction; say whether it was not there."""
    # Made of what it says, not of the time: when somebody reacted is nobody's business.
    made = uuid5(comment_id, f"{name} {person_id}")
    rows = await fetch(
        "INSERT INTO reaction (id, comment_id, person_id, name) VALUES (?, ?, ?, ?)"
        " ON CONFLICT DO NOTHING RETURNING id",
        made,
        comment_id,
        person_id,
        name,
    )
    return bool(rows)


async def remove(comment_id: UUID, name: str, *, person_id: UUID) -> bool:
    """Delete a reaction; say whether it was there."""
    rows = await fetch(
        "DELETE FROM reaction WHERE comment_id = ? AND name = ? AND person_id = ? RETURNING id",
        comment_id,
        name,
        person_id,
    )
    return bool(rows)


async def remove_all_of(person_id: UUID) -> None:
    """Delete whatever somebody reacted with."""
    await execute("DELETE FROM reaction WHERE person_id = ?", person_id)


async def of_comments(ids: Sequence[UUID]) -> Counts:
    """How many of each name there are on some comments; what has none is left out."""
    if not ids:
        return {}
    rows = await fetch(f"{_COUNTED} WHERE r.comment_id IN ({places(ids)}) {_EACH}", *ids)
    return _counts(rows)


async def in_branches(root_ids: Sequence[UUID]) -> Counts:
    """The same for all comments under some roots, the roots too."""
    if not root_ids:
        return {}
    rows = await fetch(
        f"{_COUNTED} JOIN comment c ON c.id = r.comment_id WHERE c.root_id IN ({places(root_ids)}) {_EACH}", *root_ids
    )
    return _counts(rows)


async def in_thread(uid: str) -> dict[UUID, int]:
    """How many there are on each comment of a thread, whatever their names."""
    rows = await fetch(
        "SELECT r.comment_id, COUNT(*) AS n FROM reaction r JOIN comment c ON c.id = r.comment_id"
        " WHERE c.thread_id = ? GROUP BY r.comment_id",
        uid,
    )
    return {as_uuid(row["comment_id"]): int(row["n"]) for row in rows}


async def of_person(person_id: UUID, *, thread_uid: str) -> dict[UUID, list[str]]:
    """What somebody reacted with to what is public in a thread."""
    rows = await fetch(
        "SELECT r.comment_id, r.name FROM reaction r JOIN comment c ON c.id = r.comment_id"
        " WHERE r.person_id = ? AND c.thread_id = ? AND c.state = 'published' ORDER BY r.comment_id, r.name",
        person_id,
        thread_uid,
    )
    found: dict[UUID, list[str]] = {}
    for row in rows:
        found.setdefault(as_uuid(row["comment_id"]), []).append(row["name"])
    return found


async def to_in_thread(person_id: UUID, *, thread_uid: str) -> list[tuple[UUID, str, str]]:
    """The same as the root of each comment's branch, its kind, and the reaction."""
    rows = await fetch(
        "SELECT c.root_id, c.kind, r.name FROM reaction r JOIN comment c ON c.id = r.comment_id"
        " WHERE r.person_id = ? AND c.thread_id = ? AND c.state = 'published' ORDER BY r.comment_id, r.name",
        person_id,
        thread_uid,
    )
    return [(as_uuid(row["root_id"]), row["kind"], row["name"]) for row in rows]


async def of_person_on(comment_id: UUID, *, person_id: UUID) -> list[str]:
    """What somebody reacted with to a comment."""
    rows = await fetch(
        "SELECT name FROM reaction WHERE comment_id = ? AND person_id = ? ORDER BY name", comment_id, person_id
    )
    return [row["name"] for row in rows]


async def threads_with(person_id: UUID) -> list[str]:
    """The discussions in which somebody reacted."""
    rows = await fetch(
        "SELECT DISTINCT c.thread_id FROM reaction r JOIN comment c ON c.id = r.comment_id WHERE r.person_id = ?",
        person_id,
    )
    return [row["thread_id"] for row in rows]


def _counts(rows: Sequence[Mapping[str, Any]]) -> Counts:
    found: Counts = {}
    for row in rows:
        found.setdefault(as_uuid(row["comment_id"]), {})[row["name"]] = int(row["n"])
    return found
