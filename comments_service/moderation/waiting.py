"""How long a held comment usually waits: measured from the cases closed last, promised by a setting until there
are enough."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from comments_service.languages import N_, N_many
from comments_service.storage import cases

_LOOK_BACK = 50
# Fewer than this say more about one morning than about what is usual.
_ENOUGH = 5
_PROMISE = N_("usually read within one working day")


async def usual_wait() -> str:
    """Return how long a held comment usually waits, in words that fit after "It is"."""
    return in_words(await cases.recent_waits(limit=_LOOK_BACK))


def in_words(waits: Sequence[tuple[datetime, datetime]]) -> str:
    """Return the median of some waits in words, rounded up so that most people are pleasantly surprised."""
    if len(waits) < _ENOUGH:
        return _PROMISE
    usual = sorted(closed - opened for opened, closed in waits)[len(waits) // 2]
    if usual <= timedelta(minutes=10):
        return N_("usually read within ten minutes")
    if usual <= timedelta(hours=1):
        return N_("usually read within an hour")
    if usual <= timedelta(hours=23):
        hours = -(-usual // timedelta(hours=1)) + 1
        return N_many("usually read within %(count)s hour", "usually read within %(count)s hours", count=hours)
    if usual < timedelta(days=1):
        return N_("usually read within a day")
    days = usual // timedelta(days=1) + 1
    return N_many("usually read within %(count)s day", "usually read within %(count)s days", count=days)


def how_long(waited: timedelta) -> str:
    """Return a length of time in the unit that says most: "40 minutes", "1 hour 5 minutes", "30 hours", "2 days"."""
    if waited >= timedelta(days=2):
        return N_many("%(count)s day", "%(count)s days", count=waited // timedelta(days=1))
    if waited >= timedelta(hours=2):
        return N_many("%(count)s hour", "%(count)s hours", count=waited // timedelta(hours=1))
    hours, minutes = divmod(max(0, waited // timedelta(minutes=1)), 60)
    if not minutes:
        return N_("1 hour") if hours else N_("less than a minute")
    if hours:
        return N_many("1 hour %(count)s minute", "1 hour %(count)s minutes", count=minutes)
    return N_many("%(count)s minute", "%(count)s minutes", count=minutes)
