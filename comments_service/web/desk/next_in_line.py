"""Which comment to go on with after one was decided about: for every form at the desk that leads on."""

from datetime import datetime
from uuid import UUID

from comments_service.moderation.queue import claim_next
from comments_service.records import Person


async def next_in_line(queue: str, *, after_case: UUID | None, by: Person, now: datetime) -> UUID | None:
    """Claim the next one behind a case that nobody else is looking at; behind the last comes the first again."""
    behind = await claim_next(queue, after_case=after_case, by=by, now=now)
    return behind or await claim_next(queue, after_case=None, by=by, now=now)
