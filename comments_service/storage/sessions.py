"""Signed-in browsers as the database keeps them."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from comments_service.records import Session
from comments_service.storage import tables
from comments_service.storage.connection import execute, fetch
from comments_service.storage.people import COLUMNS, person_in
from comments_service.storage.values import as_json, as_moment, as_uuid

_SESSION = f"""
SELECT s.id, s.person_id, s.created, s.seen, s.way, s.roles AS roles_then, {COLUMNS}, p.language
FROM session s JOIN person p ON p.id = s.person_id
"""


def _session(row: Mapping[str, Any]) -> Session:
    then = row["roles_then"]
    return Session(
        as_uuid(row["id"]),
        person_in(row, as_uuid(row["person_id"])),
        created=as_moment(row["created"]),
        seen=as_moment(row["seen"]),
        way=row["way"],
        roles_then=None if then is None else tuple(as_json(then)),
    )


async def add(
    *, id: UUID, token_hash: str, person_id: UUID, now: datetime, way: str = "", roles: Sequence[str] = ()
) -> None:
    """Begin a session."""
    await tables.Session.create(
        id=id, token_hash=token_hash, person_id=person_id, way=way, roles=list(roles), created=now, seen=now
    )


async def by_token_hash(token_hash: str, *, rotated_since: datetime) -> Session | None:
    """Find the session of a token's hash, with its person.

    Args:
        rotated_since: a token that was replaced before this is nobody's any more.
    """
    rows = await fetch(f"{_SESSION} WHERE s.token_hash = ?", token_hash)
    # Asked second, and not by OR: nearly always the first has found it.
    rows = rows or await fetch(f"{_SESSION} WHERE s.previous_hash = ? AND s.rotated > ?", token_hash, rotated_since)
    return _session(rows[0]) if rows else None


async def by_id(id: UUID) -> Session | None:
    """Find a session as it is now, whatever its token is by now."""
    rows = await fetch(f"{_SESSION} WHERE s.id = ?", id)
    return _session(rows[0]) if rows else None


async def of_person(person_id: UUID) -> list[Session]:
    """All sessions of somebody, the one used last first."""
    return [
        _session(row)
        for row in await fetch(f"{_SESSION} WHERE s.person_id = ? ORDER BY s.seen DESC, s.created DESC", person_id)
    ]


async def replace_token(id: UUID, *, before: str, after: str, roles: Sequence[str], now: datetime) -> bool:
    """Give a session another token, unless somebody has done so meanwhile; say whether it was done."""
    rows = await fetch(
        "UPDATE session SET token_hash = ?, previous_hash = ?, rotated = ?, roles = ?"
        " WHERE id = ? AND token_hash = ? RETURNING id",
        after,
        before,
        now,
        list(roles),
        id,
        before,
    )
    return bool(rows)


async def touch(id: UUID, *, now: datetime) -> None:
    """Note that a session was used."""
    await tables.Session.filter(id=id).update(seen=now)


async def remove(id: UUID) -> None:
    """End a session; its cookie signs nobody in from now on."""
    await tables.Session.filter(id=id).delete()


async def remove_of(person_id: UUID) -> int:
    """End all sessions of somebody, and say how many there were."""
    return await tables.Session.filter(person_id=person_id).delete()


async def remove_over(*, unused_since: datetime, begun_before: datetime) -> None:
    """Delete the sessions that are over, and those of people who are no longer active."""
    await execute(
        "DELETE FROM session WHERE seen < ? OR created < ? OR person_id IN (SELECT id FROM person WHERE NOT active)",
        unused_since,
        begun_before,
    )
