"""Beginning, recognising and ending sessions.

A session is a row; the browser holds a random token, the row its hash.
"""

import hashlib
import secrets
from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

from comments_service.events import SIGNED_IN, SIGNED_OUT, Ledger
from comments_service.records import Person, Session
from comments_service.refusals import FieldIsWrong
from comments_service.storage import people, sessions

# A session is marked as used at most this often: one write an hour, not one a request.
_TOUCH_AFTER = timedelta(hours=1)


async def begin(person: Person, *, ledger: Ledger, new_id: Callable[[], UUID]) -> str:
    """Begin a session and return the token for the browser's cookie: 256 random bits, kept nowhere else."""
    token = secrets.token_urlsafe(32)
    async with ledger.note() as change:
        await sessions.add(id=new_id(), token_hash=_hash(token), person_id=person.id, now=change.now)
        change.record(SIGNED_IN, person=person.id)
    return token


async def recognise(
    token: str, *, now: datetime, idle: timedelta, lifetime: timedelta, is_use: bool = True
) -> Session | None:
    """Return the session of a token, unless it has ended or its person has been deactivated.

    Args:
        idle: how long a session lives unused.
        lifetime: how long it lives at all.
        is_use: somebody does something; a page that only stays open does not keep its session alive.
    """
    session = await sessions.by_token_hash(_hash(token))
    if session is None or not session.person.active:
        return None
    if now - session.seen > idle or now - session.created > lifetime:
        return None
    if is_use and now - session.seen > _TOUCH_AFTER:
        await sessions.touch(session.id, now=now)
    return session


async def end(session: Session, *, ledger: Ledger) -> None:
    """End a session at once, wherever its token is."""
    async with ledger.note() as change:
        await sessions.remove(session.id)
        change.record(SIGNED_OUT, person=session.person.id)


async def demo_person(handle: str) -> Person:
    """Find one of the demo people; the caller has made sure that this is a development service.

    Raises:
        FieldIsWrong: there is nobody of that name.
    """
    person = await people.by_handle(handle.strip().lower())
    if person is None or not person.active:
        known = [one.handle for one in await people.everybody() if one.active]
        raise FieldIsWrong("person", f"There is nobody called “{handle[:40]}” here.", allowed=known)
    return person


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


async def demo_people() -> list[Person]:
    """The people whom a development service offers to sign in as."""
    return [one for one in await people.everybody() if one.active]
