"""How much one person may say in a while: anywhere, or in a discussion that is slowed. Pure; asked by post, edit and
report, and by the composer."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from comments_service.languages import N_, N_many
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
        message = self.in_words(limit.rule, spell(wait))
        super().__init__(message, seconds=-(-wait // timedelta(seconds=1)), until=until.isoformat())

    @staticmethod
    def in_words(rule: str, wait: str) -> str:
        """What was too soon, and when it is not any more."""
        return N_("%(rule)s You can send this in %(wait)s: nothing of it is lost.", rule=rule, wait=wait)


def pace(thread: Thread) -> timedelta:
    """The time between two comments of one person: as a facilitator set it, or as the page asks. Zero is no limit."""
    seconds = thread.switches.get("slow")
    return timedelta(seconds=(thread.facts.get("slow_mode") or 0) if seconds is None else int(seconds))


def slowed(thread: Thread) -> Limit | None:
    """What holds in a discussion that is slowed: one comment of each person in its pace."""
    if not pace(thread):
        return None
    rule = N_("Here everybody posts once in %(pace)s, so that all get a word in.", pace=spell(pace(thread)))
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
    hours, minutes = -(-seconds // 3600), -(-seconds // 60)
    if seconds >= 2 * 3600 or seconds == 3600:
        return N_many("%(count)s hour", "%(count)s hours", count=hours)
    if seconds >= 2 * 60 or seconds == 60:
        return N_many("%(count)s minute", "%(count)s minutes", count=minutes)
    return N_many("%(count)s second", "%(count)s seconds", count=seconds)
