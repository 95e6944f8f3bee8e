"""Claiming a comment: others see who is looking at it now. A courtesy that ends by itself; versions guard decisions."""

from datetime import datetime, timedelta
from uuid import UUID

from comments_service.discussion.edit import CommentIsUnknown
from comments_service.people.roles import require
from comments_service.records import Claim, Person
from comments_service.storage import claims, comments

# Renewed while the page has the focus; whoever went for coffee is in nobody's way for long.
LEASE = timedelta(seconds=90)


async def claim(comment_id: UUID, *, by: Person | None, now: datetime) -> Claim:
    """Claim a comment, or renew one's claim; return the claim that holds, which may be another facilitator's.

    Raises:
        SignInRequired, NotAllowed, CommentIsUnknown.
    """
    facilitator = require(by, "moderate")
    if await comments.get(comment_id) is None:
        raise CommentIsUnknown
    return await claims.take(comment_id, facilitator.id, until=now + LEASE, now=now)


async def give_up(comment_id: UUID, *, by: Person | None, now: datetime) -> None:
    """End one's claim; without one nothing happens.

    Raises:
        SignInRequired, NotAllowed.
    """
    facilitator = require(by, "moderate")
    await claims.give_up(comment_id, facilitator.id, now=now)


async def everybody(*, now: datetime) -> list[Claim]:
    """Who is looking at what now."""
    return await claims.all_now(now)
