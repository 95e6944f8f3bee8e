"""How much one person may say in a while: anywhere, or in a discussion that is slowed. Pure; asked by post, edit and
report, and by the composer."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from comments_service.records import Thread
from comments_service.refusals import Refusal


@dataclass(frozen=True, slots=True)
class Limit:
    """So many of something within so long, for one person.

    Attributes:
        rule: the same as a sentence, for whoever comes too soon.
        thread_uid: the discussion that it counts in; None counts in all.
    """

    most: int
    within: timedelta
    rule: str
    thread_uid: str | None = None


class TooSoon(Refusal):
    """This person has said as much as one may for now."""

    code = "too-soon"

    def __init__(self, limit: Limit, until: datetime, *, now: datetime) -> None:
        wait = until - now
        super().__init__(
            f"{limit.rule} You can send this in {spell(wait)}: nothing of it is lost.",
            seconds=-(-wait // timedelta(seconds=1)),
            until=until.isoformat(),
        )


def pace(thread: Thread) -> timedelta:
    """The time between two comments of one person: as a facilitator set it, or as the page asks. Zero is no limit."""
    seconds = thread.switches.get("slow")
    return timedelta(seconds=(thread.facts.get("slow_mode") or 0) if seconds is None else int(seconds))


def slowed(thread: Thread) -> Limit | None:
    """What holds in a discussion that is slowed: one comment of each person in its pace."""
    if not pace(thread):
        return None
    rule = f"Here everybody posts once in {spell(pace(thread))}, so that all get a word in."
    return Limit(1, pace(thread), rule, thread.uid)


def require_pace(limit: Limit, *, first: datetime | None, now: datetime) -> None:
    """Check that somebody does not say more than they may.

    Args:
        first: when they made the first of the last `limit.most`; None if they made fewer.

    Raises:
        TooSoon: it is not yet time.
    """
    if first is not None and now < first + limit.within:
        raise TooSoon(limit, first + limit.within, now=now)


def spell(time: timedelta) -> str:
    """A length of time in words, rounded up to what is worth saying: "20 seconds", "1 minute", "2 hours"."""
    seconds = -(-time // timedelta(seconds=1))
    for size, unit in ((3600, "hour"), (60, "minute")):
        if seconds >= 2 * size or seconds == size:
            return some(-(-seconds // size), unit)
    return some(seconds, "second")


def some(number: int, unit: str) -> str:
    """So many of something: "1 comment", "2 comments"."""
    return f"{number} {unit}" if number == 1 else f"{number} {unit}s"
