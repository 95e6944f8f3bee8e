"""Signed-in browsers as the database keeps them."""

from datetime import datetime
from uuid import UUID

from comments_service.records import Session
from comments_service.storage import tables
from comments_service.storage.people import person_from


async def add(*, id: UUID, token_hash: str, person_id: UUID, now: datetime) -> None:
    """Begin a session."""
    await tables.Session.create(id=id, token_hash=token_hash, person_id=person_id, created=now, seen=now)


async def by_token_hash(token_hash: str) -> Session | None:
    """Find the session of a token's hash, with its person."""
    row = await tables.Session.get_or_none(token_hash=token_hash).select_related("person")
    if row is None:
        return None
    return Session(id=row.id, person=person_from(row.person), created=row.created, seen=row.seen)


async def touch(id: UUID, *, now: datetime) -> None:
    """Note that a session was used."""
    await tables.Session.filter(id=id).update(seen=now)


async def remove(id: UUID) -> None:
    """End a session; its cookie signs nobody in from now on."""
    await tables.Session.filter(id=id).delete()
