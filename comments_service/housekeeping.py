"""What must be done from time to time, whoever asks: each chore by one of any number of processes, in turn.

app.py says which chores there are, and runs this beside the application.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from comments_service.storage import turns

log = logging.getLogger(__name__)

# A process that has only just started answers requests first; and one that was started for a moment tidies nothing.
LOOK_EVERY = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Chore:
    """Something to be done every so often. To do it twice, or to be stopped in its middle, must be harmless."""

    name: str
    every: timedelta
    do: Callable[[], Awaitable[object]]


async def keep_house(chores: Sequence[Chore], *, now: Callable[[], datetime], look: timedelta = LOOK_EVERY) -> None:
    """Do each chore when its time has come, until cancelled.

    Args:
        look: the time from one look at the clock to the next.
    """
    while True:
        await asyncio.sleep(look.total_seconds())
        for chore in chores:
            await _do(chore, now=now)


async def _do(chore: Chore, *, now: Callable[[], datetime]) -> None:
    """Do a chore if it is this process's turn. What fails is tried again at its next time: nobody waits for it."""
    try:
        if await turns.take(chore.name, every=chore.every, now=now()):
            await chore.do()
    except Exception as error:  # noqa: BLE001 (a database that is gone, a fault of ours: the next look is a new chance)
        # The kind of error only: a driver's message can hold what somebody wrote.
        log.warning("the chore %s failed: %s", chore.name, type(error).__name__)
