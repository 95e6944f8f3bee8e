"""Deleting what signing in leaves behind: sessions that are over, failures that nobody counts any more.

Run by app.py beside the application. Any number of processes may: each statement deletes what is over, whoever comes
first.
"""

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from comments_service.storage import failed_sign_ins, sessions

log = logging.getLogger(__name__)

_EVERY = timedelta(minutes=10)
# How long it is kept that signing in failed; the window in which failures are counted is far shorter.
_FAILURES_KEPT = timedelta(hours=12)


async def sweep(*, now: datetime, idle: timedelta, lifetime: timedelta) -> None:
    """Delete what is over now."""
    await sessions.remove_over(unused_since=now - idle, begun_before=now - lifetime)
    await failed_sign_ins.remove_before(now - _FAILURES_KEPT)


async def keep_house(*, now: Callable[[], datetime], idle: timedelta, lifetime: timedelta) -> None:
    """Sweep from time to time, until cancelled."""
    while True:
        try:
            await sweep(now=now(), idle=idle, lifetime=lifetime)
        except Exception as error:  # noqa: BLE001 (a database that is away now is there the next time)
            # The kind of error only: a driver's message can hold the address of the database.
            log.warning("what signing in left behind could not be deleted: %s", type(error).__name__)
        await asyncio.sleep(_EVERY.total_seconds())
