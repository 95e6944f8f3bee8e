"""Slow discussions: how long it takes until somebody may post there again. Pure; asked by post, and by the composer."""

from datetime import datetime, timedelta

from comments_service.records import Thread
from comments_service.refusals import Refusal


class TooSoon(Refusal):
    """The discussion is slowed, and this person said something in it a moment ago."""

    code = "too-soon"

    def __init__(self, pace: timedelta, until: datetime, *, now: datetime) -> None:
        wait = until - now
        super().__init__(
            f"Here everybody posts once in {spell(pace)}, so that all get a word in. You can send this in"
            f" {spell(wait)}: nothing of it is lost.",
            seconds=-(-wait // timedelta(seconds=1)),
            until=until.isoformat(),
        )


def pace(thread: Thread) -> timedelta:
    """The time between two comments of one person: as a facilitator set it, or as the page asks. Zero is no limit."""
    seconds = thread.switches.get("slow")
    return timedelta(seconds=(thread.facts.get("slow_mode") or 0) if seconds is None else int(seconds))


def require_pace(thread: Thread, *, last: datetime | None, now: datetime) -> None:
    """Check that somebody does not post again too soon.

    Args:
        last: when they last said something here.

    Raises:
        TooSoon: it is not yet time.
    """
    if last is not None and now < last + pace(thread):
        raise TooSoon(pace(thread), last + pace(thread), now=now)


def spell(time: timedelta) -> str:
    """A length of time in words, rounded up to what is worth saying: "20 seconds", "1 minute", "2 hours"."""
    seconds = -(-time // timedelta(seconds=1))
    for size, unit in ((3600, "hour"), (60, "minute")):
        if seconds >= 2 * size or seconds == size:
            return _some(-(-seconds // size), unit)
    return _some(seconds, "second")


def _some(number: int, unit: str) -> str:
    return f"{number} {unit}" if number == 1 else f"{number} {unit}s"
