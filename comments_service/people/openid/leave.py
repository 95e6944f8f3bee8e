"""Signing out of the provider as well: where the browser goes when its session here has ended."""

from datetime import datetime, timedelta
from uuid import UUID

from comments_service.people.openid.failures import ProviderIsUnreachable
from comments_service.people.openid.tie import Tie
from comments_service.people.openid.way import Way
from comments_service.storage import provider_sessions

_HINTS_LIVE = timedelta(days=366)  # a session ends long before; the provider takes old hints (RP-Initiated Logout, 2)
_GOING = timedelta(hours=1)


async def tie_of(session_id: UUID) -> Tie | None:
    """What a session is tied to; to be asked before it ends."""
    found = await provider_sessions.of_session(session_id)
    return Tie(**found) if found else None


async def way_out(tied: Tie, way: Way, *, back: str, next_page: str, now: datetime) -> str | None:
    """Return where to sign out of the provider, which leads `back` here; None where it has no such place or is down."""
    hint = way.hints.open(tied.hint, now=now, within=_HINTS_LIVE) or ""
    try:
        return await way.provider.way_out(hint, back=back, state=way.going.close(next_page, now=now))
    except ProviderIsUnreachable:
        return None


def where_to(state: str, way: Way, *, now: datetime) -> str | None:
    """Return the page that somebody was going to when they signed out, if the provider brought that back unharmed."""
    return way.going.open(state, now=now, within=_GOING)
