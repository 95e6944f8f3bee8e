"""Which of their comments somebody is told of that two people learned who wrote them."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from comments_service.storage import unsealings
from comments_service.storage.unsealings import Unsealing

# For how long the law may forbid to tell an author.
LONGEST_UNTOLD: Final = timedelta(days=366)


async def told(comment_ids: Sequence[UUID], *, today: date) -> dict[UUID, list[Unsealing]]:
    """Return what was opened and may be told, by comment, the oldest first; comments of which nothing is are left out.

    Args:
        comment_ids: whose author asks.
        today: on the day that a law named, its author is told.
    """
    asked = await unsealings.of_comments(comment_ids)
    found = {about: [one for one in each if _may_be_told(one, today)] for about, each in asked.items()}
    return {about: each for about, each in found.items() if each}


def _may_be_told(one: Unsealing, today: date) -> bool:
    return one.outcome == "opened" and (one.untold_until is None or one.untold_until <= today)
