"""Having what somebody says read first, or muting them, for a time and with a reason that they read; and ending it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from comments_service.discussion.remarks import require_remark
from comments_service.events import SANCTION_ENDED, SANCTIONED, Ledger
from comments_service.languages import N_
from comments_service.people.authorship import ids_in
from comments_service.people.roles import require
from comments_service.people.standing import KINDS, day_of
from comments_service.records import Person, Sanction
from comments_service.refusals import FieldIsWrong, NotAllowed, Refusal
from comments_service.storage import people, pseudonyms, sanctions
from comments_service.storage.sanctions import OneIsInForce

LONGEST_REASON = 1000
LONGEST = timedelta(days=366)


class PersonIsUnknown(Refusal):
    """There is nobody of this handle."""

    code = "person-is-unknown"

    def __init__(self) -> None:
        super().__init__(N_("There is nobody of that name here."))


class SanctionIsUnknown(Refusal):
    """There is no such sanction of this person."""

    code = "sanction-is-unknown"

    def __init__(self) -> None:
        super().__init__(N_("There is nothing like that to end."))


class SanctionedMeanwhile(Refusal):
    """Somebody did that already: who, and until when."""

    code = "sanctioned-meanwhile"

    def __init__(self, there: Sanction) -> None:
        super().__init__(
            N_(
                "%(name)s did that already, until %(day)s. End that first if it should be otherwise.",
                name=there.by_name,
                day=day_of(there.until),
            ),
            decided_by=there.by_name,
            until=there.until.isoformat(),
        )


@dataclass(frozen=True, slots=True)
class Measure:
    """What is to be done: `kind` is review or mute; it ends as the day `until` begins, in UTC."""

    kind: str
    until: date
    reason: str


async def sanction(
    handle: str, measure: Measure, *, by: Person | None, ledger: Ledger, new_id: Callable[[], UUID]
) -> Sanction:
    """Put a measure in force. The same again by the same person is the same one.

    Raises:
        SignInRequired, NotAllowed: also to oneself.
        PersonIsUnknown, FieldIsWrong, SanctionedMeanwhile.
    """
    facilitator, about = require(by, "moderate"), await _person(handle)
    if await is_oneself(facilitator, about):
        raise NotAllowed(N_("Nobody decides that about themselves."))
    try:
        async with ledger.note() as change:
            until = _end(measure, now=change.now)
            made = Sanction(
                id=new_id(),
                person_id=about.id,
                kind=measure.kind,
                reason=measure.reason.strip(),
                by_id=facilitator.id,
                by_name=facilitator.name,
                at=change.now,
                until=until,
            )
            await sanctions.add(made)
            end = until.isoformat()
            change.record(SANCTIONED, person=facilitator.id, about=str(about.id), sanction=made.kind, until=end)
    except OneIsInForce:
        return await _the_same(made)
    return made


async def end_sanction(handle: str, id: UUID, *, by: Person | None, ledger: Ledger) -> None:
    """End what is in force, by one action. What is over already stays as it was.

    Raises:
        SignInRequired, NotAllowed: also to whom it is about.
        PersonIsUnknown, SanctionIsUnknown.
    """
    facilitator, about = require(by, "moderate"), await _person(handle)
    there = await sanctions.get(id)
    if there is None or there.person_id != about.id:
        raise SanctionIsUnknown
    if await is_oneself(facilitator, about):
        raise NotAllowed(N_("Nobody ends what was decided about themselves. A colleague can."))
    async with ledger.note() as change:
        if await sanctions.end(id, by_id=facilitator.id, now=change.now):
            change.record(SANCTION_ENDED, person=facilitator.id, about=str(about.id), sanction=there.kind)


async def _person(handle: str) -> Person:
    if (person := await known_here(handle)) is None:
        raise PersonIsUnknown
    return person


async def known_here(handle: str) -> Person | None:
    """Somebody as the desk knows them: a person, or a pseudonym, by its handle."""
    return await people.by_handle(handle) or await pseudonyms.by_handle(handle)


async def is_oneself(by: Person, about: Person) -> bool:
    """Whether somebody is whom something is about, by name or without."""
    if about.id == by.id:
        return True
    kept = await pseudonyms.get(about.id) if about.unnamed else None
    return kept is not None and about.id in ids_in(by, kept.thread_uid)


def _end(measure: Measure, *, now: datetime) -> datetime:
    if measure.kind not in KINDS:
        raise FieldIsWrong("kind", N_("Say what is to be done."), allowed=list(KINDS))
    if not measure.reason.strip():
        raise FieldIsWrong("reason", N_("Say why. The person reads it."))
    require_remark("reason", measure.reason, longest=LONGEST_REASON)
    end = datetime.combine(measure.until, time(), UTC)
    if end <= now:
        raise FieldIsWrong("until", N_("Choose a day to come."))
    if end > now + LONGEST:
        raise FieldIsWrong("until", N_("Choose a day within a year: what lasts longer is decided anew."))
    return end


async def _the_same(made: Sanction) -> Sanction:
    in_force = await sanctions.current(made.person_id, now=made.at)
    there = next((one for one in in_force if one.kind == made.kind), None)
    if there is None:  # it was ended in this very moment; whoever asked may ask again
        raise FieldIsWrong("kind", N_("A colleague ended that just now. Look again, please."))
    if (there.by_id, there.until, there.reason) != (made.by_id, made.until, made.reason):
        raise SanctionedMeanwhile(there)
    return there
