"""Keeping words for the law: whatever retention says, and whoever withdraws or redacts them, they stay for this role.

Nobody else is told whose they are. Their author, and everybody, sees what they would see without it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from comments_service.discussion.remarks import require_remark
from comments_service.events import HOLD_ENDED, HOLD_PLACED, HOLD_READ, Ledger
from comments_service.languages import N_
from comments_service.people.roles import require
from comments_service.records import Person
from comments_service.refusals import FieldIsWrong, Refusal
from comments_service.storage import legal_holds, people, threads
from comments_service.storage.legal_holds import Kept, LegalHold

LONGEST_REASON = 1000
LONGEST_UNTIL_REVIEW = timedelta(days=366)
MOST_SHOWN = 500  # versions of comments on the page of a hold


class HoldIsUnknown(Refusal):
    """There is no such hold."""

    code = "hold-is-unknown"

    def __init__(self) -> None:
        super().__init__(N_("There is no such legal hold."))


class HeldForLegal(Refusal):
    """Words that must be kept for the law would be deleted. Nothing was changed."""

    code = "held-for-legal"

    def __init__(self) -> None:
        super().__init__(
            N_("This must be kept as it is for now, so nothing was changed. Human resources or legal know why.")
        )


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be kept, as somebody typed it: whose (a handle), on which page (a uid), said from when to when (days,
    both included); "" does not matter, but one of them must. Why, and when to look whether it is still needed."""

    person: str = ""
    page: str = ""
    since: str = ""
    until: str = ""
    reason: str = ""
    review: str = ""


@dataclass(frozen=True, slots=True)
class Opened:
    """A hold, and the words that it keeps; `is_cut`: there are more than are shown."""

    hold: LegalHold
    kept: Sequence[Kept]
    is_cut: bool


async def require_no_hold(comment_id: UUID) -> None:
    """Check, within a change, that a comment's words may go.

    Raises:
        HeldForLegal: they may not.
    """
    await legal_holds.let_none_begin()
    if await legal_holds.held([comment_id]):
        raise HeldForLegal


async def every(by: Person | None) -> list[LegalHold]:
    """All holds, those in force first.

    Raises:
        SignInRequired, NotAllowed: this is for the roles that may hold.
    """
    require(by, "hold-for-legal")
    return await legal_holds.every()


async def read(id: UUID, *, by: Person | None, ledger: Ledger) -> Opened:
    """Open a hold, with what it keeps. That somebody read it is an event.

    Raises:
        SignInRequired, NotAllowed, HoldIsUnknown.
    """
    reader = require(by, "hold-for-legal")
    hold = await _known(id)
    kept = await legal_holds.kept_by(hold, limit=MOST_SHOWN + 1)
    async with ledger.note() as change:
        change.record(HOLD_READ, person=reader.id, hold=str(id))
    return Opened(hold, kept[:MOST_SHOWN], is_cut=len(kept) > MOST_SHOWN)


async def place(id: UUID, wanted: Wanted, *, by: Person | None, ledger: Ledger) -> LegalHold:
    """Put a hold in force; sent again, it is the same one.

    Raises:
        SignInRequired, NotAllowed.
        FieldIsWrong: nothing says what is to be kept, or something that is not there.
    """
    holder = require(by, "hold-for-legal")
    if there := await legal_holds.get(id):
        return there
    async with ledger.note() as change:
        hold = await _wanted(id, wanted, holder, now=change.now)
        await legal_holds.add(hold)
        change.record(HOLD_PLACED, person=holder.id, hold=str(id), review=hold.review.isoformat())
    return hold


async def end(id: UUID, *, by: Person | None, ledger: Ledger) -> None:
    """End a hold: what it alone kept goes when housekeeping next comes by. Ending it twice is ending it once.

    Raises:
        SignInRequired, NotAllowed, HoldIsUnknown.
    """
    holder = require(by, "hold-for-legal")
    await _known(id)
    async with ledger.note() as change:
        if await legal_holds.end(id, by_id=holder.id, now=change.now):
            change.record(HOLD_ENDED, person=holder.id, hold=str(id))


async def _known(id: UUID) -> LegalHold:
    if (hold := await legal_holds.get(id)) is None:
        raise HoldIsUnknown
    return hold


async def _wanted(id: UUID, wanted: Wanted, by: Person, *, now: datetime) -> LegalHold:
    if not any((wanted.person, wanted.page, wanted.since, wanted.until)):
        raise FieldIsWrong("person", N_("Say what is to be kept: whose words, on which page, or from when to when."))
    since, until = _day("since", wanted.since), _day("until", wanted.until)
    if since and until and until < since:
        raise FieldIsWrong("until", N_("The last day is before the first."))
    return LegalHold(
        id=id,
        person_id=await _person_id(wanted.person),
        thread_uid=await _page(wanted.page),
        since=_midnight(since) if since else None,
        before=_midnight(until) + timedelta(days=1) if until else None,
        reason=_reason(wanted.reason),
        review=_review(wanted.review, today=now.date()),
        by_id=by.id,
        at=now,
    )


async def _person_id(handle: str) -> UUID | None:
    if not handle:
        return None
    if (person := await people.by_handle(handle.lower())) is None:
        raise FieldIsWrong(
            "person", N_("There is nobody of that handle. Look at the end of the address of their page.")
        )
    return person.id


async def _page(uid: str) -> str | None:
    if uid and await threads.get(uid) is None:
        raise FieldIsWrong(
            "page", N_("There is no discussion of that uid. It stands in the address of the discussion.")
        )
    return uid or None


def _reason(text: str) -> str:
    if not text.strip():
        raise FieldIsWrong("reason", N_("Say why: it is read by human resources and legal alone."))
    require_remark("reason", text.strip(), longest=LONGEST_REASON)
    return text.strip()


def _review(text: str, *, today: date) -> date:
    day = _day("review", text)
    if day is None or not today < day <= today + LONGEST_UNTIL_REVIEW:
        raise FieldIsWrong("review", N_("Say on which day you look whether it is still needed: within a year."))
    return day


def _day(field: str, text: str) -> date | None:
    try:
        day = date.fromisoformat(text) if text else None
        return day and day + timedelta(days=1) - timedelta(days=1)  # the last day there is has none after it
    except (ValueError, OverflowError) as error:
        raise FieldIsWrong(field, N_("Write a day as year-month-day, such as 2026-11-23.")) from error


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


def review_is_due(hold: LegalHold, *, today: date) -> bool:
    """Say whether somebody should have looked by now whether a hold is still needed."""
    return hold.ended is None and hold.review <= today


def scope(hold: LegalHold) -> Mapping[str, str]:
    """What a hold is on, by what narrows it: whose words, which page, from and until which day."""
    last = hold.before - timedelta(days=1) if hold.before else None
    found = {
        "of": hold.person_name,
        "on": hold.thread_title,
        "from": hold.since.date().isoformat() if hold.since else None,
        "until": last.date().isoformat() if last else None,
    }
    return {name: value for name, value in found.items() if value}
