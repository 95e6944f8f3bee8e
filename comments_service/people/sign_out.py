"""Ending sessions: this one, another of one's own, all of them; and seeing where one is signed in."""

from datetime import datetime, timedelta
from uuid import UUID

from comments_service.events import SIGNED_OUT, Ledger
from comments_service.records import Person, Session
from comments_service.storage import sessions


async def end(session: Session, *, ledger: Ledger) -> None:
    """End a session at once, wherever its token is."""
    async with ledger.note() as change:
        await sessions.remove(session.id)
        change.record(SIGNED_OUT, person=session.person.id)


async def signed_in_at(person: Person, *, now: datetime, idle: timedelta, lifetime: timedelta) -> list[Session]:
    """The sessions of somebody that would be recognised, the one used last first."""
    found = await sessions.of_person(person.id)
    return [one for one in found if now - one.seen <= idle and now - one.created <= lifetime]


async def end_one(id: UUID, *, of: Person, ledger: Ledger) -> None:
    """End one of one's own sessions. Where there is none of that id, nothing happens: it has ended already."""
    found = await sessions.by_id(id)
    if found and found.person.id == of.id:
        await end(found, ledger=ledger)


async def end_everywhere(person: Person, *, ledger: Ledger) -> None:
    """End every session of somebody."""
    async with ledger.note() as change:
        ended = await sessions.remove_of(person.id)
        change.record(SIGNED_OUT, person=person.id, sessions=ended)
