"""Signed-in browsers as the database keeps them."""

from datetime import datetime
from uuid import UUID

from comments_service.records import Session
from comments_service.storage import tables
from comments_service.storage.connection import fetch
from comments_service.storage.people import COLUMNS, person_in
from comments_service.storage.values import as_moment, as_uuid

_SESSION = f"""
SELECT s.id, s.person_id, s.created, s.seen, {COLUMNS}
FROM session s JOIN person p ON p.id = s.person_id
WHERE s.token_hash = ?
"""


async def add(*, id: UUID, token_hash: str, person_id: UUID, now: datetime) -> None:
    """Begin a session."""
    await tables.Session.create(id=id, token_hash=token_hash, person_id=person_id, created=now, seen=now)


async def by_token_hash(token_hash: str) -> Session | None:
    """Find the session of a token's hash, with its person."""
    rows = await fetch(_SESSION, token_hash)
    if not rows:
        return None
    row = rows[0]
    person = person_in(row, as_uuid(row["person_id"]))
    return Session(as_uuid(row["id"]), person, created=as_moment(row["created"]), seen=as_moment(row["seen"]))


async def touch(id: UUID, *, now: datetime) -> None:
    """Note that a session was used."""
    await tables.Session.filter(id=id).update(seen=now)


async def remove(id: UUID) -> None:
    """End a session; its cookie signs nobody in from now on."""
    await tables.Session.filter(id=id).delete()
