"""“I have read this”: a page asks its readers to say so. Its owner sees who did; everybody else who looks after it sees
numbers alone (insight/coverage.py)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from comments_service.discussion import thread_rules
from comments_service.events import Ledger
from comments_service.languages import N_
from comments_service.people.roles import require_somebody
from comments_service.records import Person, Thread
from comments_service.refusals import Refusal
from comments_service.storage import receipts, threads
from comments_service.storage.receipts import Reader


class NothingToConfirm(Refusal):
    """The page does not ask its readers to say that they have read it, or not any more."""

    code = "nothing-to-confirm"


@dataclass(frozen=True, slots=True)
class Asked:
    """That somebody is asked to say that they have read a page: until when, and when they did if they did."""

    until: date | None
    confirmed: date | None


async def asked(thread: Thread, person: Person | None, *, today: date) -> Asked | None:
    """Say what a page asks of somebody; None where it asks nothing. What they said they are shown afterwards too."""
    if person is None or not thread.facts.get("acknowledge"):
        return None
    until, confirmed = _until(thread), await receipts.of(person.id, thread.uid)
    return Asked(until, confirmed) if confirmed or _is_asking(thread, today) else None


async def confirm(uid: str, *, by: Person | None, ledger: Ledger, new_id: Callable[[], UUID], now: datetime) -> Asked:
    """Say that one has read a page. A second time changes nothing.

    Raises:
        SignInRequired, ThreadIsUnknown, NothingToConfirm.
    """
    person, thread = require_somebody(by), thread_rules.require_known(await threads.get(uid), uid)
    if (before := await asked(thread, person, today=now.date())) and before.confirmed:
        return before
    if before is None:
        raise NothingToConfirm(N_("This page does not ask its readers to say that they have read it."))
    # No event, and nobody's page changes: that somebody read it is theirs and the owner's to know.
    async with ledger.note():
        await receipts.add(new_id(), person.id, uid, day=now.date())
    return Asked(before.until, now.date())


async def readers(thread: Thread, by: Person | None) -> Sequence[Reader] | None:
    """Everybody who is asked, for the owner of the page; None for anybody else."""
    if by is None or not by.active or thread.facts.get("owner") != by.handle or not thread.facts.get("acknowledge"):
        return None
    return await receipts.readers(thread.uid)


def _is_asking(thread: Thread, today: date) -> bool:
    until = _until(thread)
    return until is None or today <= until


def _until(thread: Thread) -> date | None:
    said = thread.facts.get("acknowledge_until")
    return date.fromisoformat(said) if said else None
