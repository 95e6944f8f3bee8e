"""Which comment to go on with after one was decided about: for every form at the desk that leads on."""

from datetime import datetime
from uuid import UUID

from comments_service.moderation.queue import next_open
from comments_service.records import Person


async def next_in_line(queue: str, *, after_case: UUID | None, by: Person, now: datetime) -> UUID | None:
    """The next one behind a case that nobody else is looking at; behind the last comes the first again."""
    behind = await next_open(queue, after_case=after_case, by=by, now=now)
    return behind or await next_open(queue, after_case=None, by=by, now=now)
