"""Deleting what signing in leaves behind: sessions that are over, failures that nobody counts any more.

A chore of app.py's. Any number of processes may do it: each statement deletes what is over, whoever comes first.
"""

from datetime import datetime, timedelta

from comments_service.storage import failed_sign_ins, sessions

# How long it is kept that signing in failed; the window in which failures are counted is far shorter.
_FAILURES_KEPT = timedelta(hours=12)


async def sweep(*, now: datetime, idle: timedelta, lifetime: timedelta) -> None:
    """Delete what is over now."""
    await sessions.remove_over(unused_since=now - idle, begun_before=now - lifetime)
    await failed_sign_ins.remove_before(now - _FAILURES_KEPT)
