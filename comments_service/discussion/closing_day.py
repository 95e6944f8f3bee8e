"""Discussions close by themselves when their day ends: nothing changes in the database, and yet what is kept is old.

Run by app.py beside the application; knows neither threads nor fragments.
"""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta


def until_the_day_ends(now: datetime) -> timedelta:
    """How long it is until midnight, UTC."""
    return datetime.combine(now.astimezone(UTC).date() + timedelta(days=1), time.min, UTC) - now


async def at_each_midnight(act: Callable[[], None], *, now: Callable[[], datetime]) -> None:
    """Act at the end of each day, UTC, until cancelled."""
    while True:
        await asyncio.sleep(until_the_day_ends(now()).total_seconds())
        act()
