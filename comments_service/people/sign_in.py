"""Beginning and recognising sessions.

A session is a row; the browser holds a random token, the row its hash.
"""

import hashlib
import secrets
from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime, timedelta
from uuid import UUID

from comments_service.events import SIGNED_IN, Ledger
from comments_service.people.openid.tie import Tie
from comments_service.records import Person, Session
from comments_service.refusals import FieldIsWrong
from comments_service.storage import mailboxes, people, provider_sessions, sessions

# The ways to sign in, as a session notes them.
DEMO, PROXY, OPENID = "demo", "proxy", "openid"
# A session is marked as used at most this often: one write an hour, not one a request.
_TOUCH_AFTER = timedelta(hours=1)
# A session that lives for minutes only is marked this many times in its idle time.
_TOUCHES = 10
# How long a token that was replaced still serves: requests that were sent together do not all know the new one.
_GRACE = timedelta(minutes=1)


async def begin(
    person: Person, *, ledger: Ledger, new_id: Callable[[], UUID], way: str = DEMO, tied: Tie | None = None
) -> str:
    """Begin a session and return the token for the browser's cookie: 256 random bits, kept nowhere else.

    Args:
        tied: the session at the company's provider that it began with, if it did.
    """
    token = secrets.token_urlsafe(32)
    roles = sorted(person.roles)
    async with ledger.note() as change:
        session_id = new_id()
        await sessions.add(
            id=session_id, token_hash=_hash(token), person_id=person.id, way=way, roles=roles, now=change.now
        )
        if tied:
            await provider_sessions.add(session_id, **asdict(tied))
        change.record(SIGNED_IN, person=person.id)
    return token


async def recognise(token: str, *, now: datetime, idle: timedelta, lifetime: timedelta) -> Session | None:
    """Return the session of a token, unless it has ended or its person has been deactivated.

    Args:
        idle: how long a session lives unused.
        lifetime: how long it lives at all.
    """
    session = await sessions.by_token_hash(_hash(token), rotated_since=now - _GRACE)
    if session is None or not _lives(session, now=now, idle=idle, lifetime=lifetime):
        return None
    if now - session.seen > min(_TOUCH_AFTER, idle / _TOUCHES):
        await sessions.touch(session.id, now=now)
    return session


async def still_lives(id: UUID, *, now: datetime, idle: timedelta, lifetime: timedelta) -> Session | None:
    """Return a session that was recognised before as it is now: for what lasts longer than an answer does.

    Whoever leaves a page open does not use it: that keeps no session alive.
    """
    session = await sessions.by_id(id)
    return session if session and _lives(session, now=now, idle=idle, lifetime=lifetime) else None


def _lives(session: Session, *, now: datetime, idle: timedelta, lifetime: timedelta) -> bool:
    return session.person.active and now - session.seen <= idle and now - session.created <= lifetime


async def rotated(session: Session, token: str, *, now: datetime) -> str | None:
    """Return another token for a session whose person's roles have changed since its token was made, or None.

    Whoever got hold of the old one has it for a minute longer, and no longer.
    """
    roles = sorted(session.person.roles)
    if session.roles_then is not None and list(session.roles_then) == roles:
        return None
    fresh = secrets.token_urlsafe(32)
    # Of several requests that come at once, one replaces it; the others go on with what they have.
    done = await sessions.replace_token(session.id, before=_hash(token), after=_hash(fresh), roles=roles, now=now)
    return fresh if done else None


async def demo_person(handle: str, *, gets_mail: bool = False) -> Person:
    """Find one of the demo people; the caller has made sure that this is a development service.

    Args:
        gets_mail: they have an address, of a domain that is nobody's (RFC 2606).

    Raises:
        FieldIsWrong: there is nobody of that name.
    """
    person = await people.by_handle(handle.strip().lower())
    if person is None or not person.active:
        known = [one.handle for one in await people.everybody() if one.active]
        raise FieldIsWrong("person", f"There is nobody called “{handle[:40]}” here.", allowed=known)
    if gets_mail:
        await mailboxes.put_address(person.id, f"{person.handle}@example.com")
    return person


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


async def demo_people() -> list[Person]:
    """The people whom a development service offers to sign in as."""
    return [one for one in await people.everybody() if one.active]
