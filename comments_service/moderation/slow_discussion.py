"""Slowing a discussion: everybody posts once in some minutes, so that all get a word in."""

from datetime import timedelta

from comments_service.discussion import thread_rules
from comments_service.events import THREAD_SLOWED, Ledger
from comments_service.languages import N_
from comments_service.people.roles import require
from comments_service.records import Person
from comments_service.refusals import FieldIsWrong
from comments_service.storage import threads

MOST_MINUTES = 24 * 60


async def slow_discussion(uid: str, minutes: int | None, *, by: Person | None, ledger: Ledger) -> None:
    """Set the pace of a discussion. The same twice is once.

    Args:
        minutes: between two comments of one person; 0 for no limit, None for what its page says.

    Raises:
        SignInRequired, NotAllowed, ThreadIsUnknown.
        FieldIsWrong: no such number of minutes.
    """
    facilitator = require(by, "switch-threads")
    if minutes is not None and not 0 <= minutes <= MOST_MINUTES:
        raise FieldIsWrong(
            "minutes",
            N_("Choose between 0 minutes, which is no limit, and %(most)s, a day.", most=format(MOST_MINUTES, ",")),
        )
    seconds = None if minutes is None else minutes * (timedelta(minutes=1) // timedelta(seconds=1))
    thread = thread_rules.require_known(await threads.get(uid), uid)
    if thread.switches.get("slow") == seconds:
        return
    async with ledger.change(uid) as change:
        now = await threads.get(uid)
        await threads.switch(uid, {**(now.switches if now else {}), "slow": seconds})
        change.record(THREAD_SLOWED, person=facilitator.id, seconds=seconds)
