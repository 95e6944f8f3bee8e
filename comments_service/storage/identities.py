"""Who people are at the company's provider, as the database keeps it."""

from datetime import datetime
from uuid import UUID

from comments_service.records import Person
from comments_service.storage import tables
from comments_service.storage.connection import execute, is_postgres
from comments_service.storage.people import person_from
from comments_service.storage.sign_in_tables import Identity

_NEWCOMERS = 7_406_212_001  # any number that nothing else locks


async def person_of(issuer: str, subject: str) -> Person | None:
    """Find the person whom an issuer calls by this subject."""
    row = await tables.Person.get_or_none(identitys__issuer=issuer, identitys__subject=subject)
    return person_from(row) if row else None


async def is_known_to(issuer: str, person_id: UUID) -> bool:
    """Say whether somebody has signed in through this issuer before."""
    return await Identity.filter(issuer=issuer, person_id=person_id).exists()


async def take_turns() -> None:
    """Let newcomers in one after the other, until this transaction ends: two of them may want one handle."""
    if is_postgres():  # SQLite's transactions take turns anyway
        await execute("SELECT pg_advisory_xact_lock(?)", _NEWCOMERS)


async def add(*, id: UUID, issuer: str, subject: str, person_id: UUID, now: datetime) -> None:
    """Note whom an issuer calls by a subject."""
    await Identity.create(id=id, issuer=issuer, subject=subject, person_id=person_id, created=now)
