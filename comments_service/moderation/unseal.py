"""Learning who wrote a comment without their name: one of each half asks and opens, with a reason, and nobody alone.

Who it was is decrypted each time, for those two alone, and kept nowhere. No event says about which comment it was:
whoever wrote it may read events.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final
from uuid import UUID

from comments_service.discussion.remarks import require_remark
from comments_service.discussion.unsealed import LONGEST_UNTOLD
from comments_service.events import (
    UNSEALING_ASKED,
    UNSEALING_DECLINED,
    UNSEALING_OPENED,
    UNSEALING_READ,
    UNSEALING_WITHDRAWN,
    Ledger,
)
from comments_service.languages import N_
from comments_service.moderation.unsealing import (
    ADMIN_HALF,
    CASE_HALF,
    DECLINED,
    HALVES,
    LONGEST_READ,
    OPENED,
    WITHDRAWN,
    UnsealingIsAsked,
    UnsealingIsOver,
    UnsealingIsUnknown,
    halves_of,
    is_readable,
    known,
    lapsed,
)
from comments_service.people.anonymity import Anonymity
from comments_service.people.authorship import wrote
from comments_service.people.roles import require
from comments_service.records import Person
from comments_service.refusals import FieldIsWrong, NotAllowed
from comments_service.storage import comments, people, pseudonyms, unsealings
from comments_service.storage.unsealings import Unsealing

LONGEST_REASON: Final = 1000


@dataclass(frozen=True, slots=True)
class Untold:
    """That the law forbids to tell the author before a day, and which law, as somebody typed it; "" for neither."""

    until: str = ""
    because: str = ""


async def ask(
    comment_id: UUID, reason: str, *, id: UUID, by: Person | None, ledger: Ledger, untold: Untold | None = None
) -> Unsealing:
    """Ask who wrote a comment. Sent again by the same form, it is the same.

    Args:
        untold: only from human resources and legal.

    Raises:
        SignInRequired, NotAllowed, FieldIsWrong, UnsealingIsAsked, UnsealingIsUnknown.
    """
    asker = require(by, "unseal")
    if there := await unsealings.get(id):
        return _the_same(there, comment_id, asker)
    said = _said("reason", reason, N_("Say why you must know: who is asked with you reads it, and so will the author."))
    await _require_unnamed(comment_id, asker)
    # Who can be both asks for the half that may also say that the law forbids to tell.
    half = CASE_HALF if CASE_HALF in halves_of(asker) else ADMIN_HALF
    async with ledger.note() as change:
        await unsealings.take_turns(comment_id)
        if there := await unsealings.get(id):
            return _the_same(there, comment_id, asker)
        await _require_none_waits(comment_id, now=change.now)
        asked = Unsealing(id, comment_id, said, half, asker.id, asker.name, change.now)
        asked = _told_later(asked, untold, asker, today=change.now.date())
        await unsealings.add(asked)
        change.record(UNSEALING_ASKED, person=asker.id, unsealing=str(id), half=half)
    return asked


async def open_it(id: UUID, *, by: Person | None, ledger: Ledger, untold: Untold | None = None) -> Unsealing:
    """Agree, as somebody of the other half: from then on both may read who it was.

    Raises:
        SignInRequired, NotAllowed, FieldIsWrong, UnsealingIsUnknown, UnsealingIsOver.
    """
    answerer = require(by, "unseal")
    asked, _ = await known(id, answerer)
    _require_other_half(asked, answerer)
    async with ledger.note() as change:
        after = _told_later(asked, untold, answerer, today=change.now.date())
        after = await _answered(replace(after, outcome=OPENED), answerer, now=change.now)
        change.record(UNSEALING_OPENED, person=answerer.id, unsealing=str(id), told=after.untold_until is None)
    return after


async def decline(id: UUID, answer: str, *, by: Person | None, ledger: Ledger) -> Unsealing:
    """Refuse, as somebody of the other half, saying why.

    Raises:
        SignInRequired, NotAllowed, FieldIsWrong, UnsealingIsUnknown, UnsealingIsOver.
    """
    answerer = require(by, "unseal")
    asked, _ = await known(id, answerer)
    _require_other_half(asked, answerer)
    said = _said("answer", answer, N_("Say why not: whoever asked reads it."))
    async with ledger.note() as change:
        after = await _answered(replace(asked, outcome=DECLINED, answer=said), answerer, now=change.now)
        change.record(UNSEALING_DECLINED, person=answerer.id, unsealing=str(id))
    return after


async def withdraw(id: UUID, *, by: Person | None, ledger: Ledger) -> Unsealing:
    """Take back what one asked.

    Raises:
        SignInRequired, NotAllowed, UnsealingIsUnknown, UnsealingIsOver.
    """
    asker = require(by, "unseal")
    asked, _ = await known(id, asker)
    if asked.by_id != asker.id:
        raise NotAllowed(N_("%(name)s asked this, and nobody else takes it back.", name=asked.by_name))
    async with ledger.note() as change:
        after = await _answered(replace(asked, outcome=WITHDRAWN), asker, now=change.now)
        change.record(UNSEALING_WITHDRAWN, person=asker.id, unsealing=str(id))
    return after


async def read(id: UUID, *, by: Person | None, anonymity: Anonymity | None, ledger: Ledger) -> Person | None:
    """Return who it was, for the two alone, for a while after it was opened; None if no key opens it. That they read
    it is an event.

    Raises:
        SignInRequired, NotAllowed, UnsealingIsUnknown.
    """
    reader = require(by, "unseal")
    asked, _ = await known(id, reader)
    if reader.id not in (asked.by_id, asked.answered_by_id) or asked.outcome != OPENED:
        raise NotAllowed(N_("Who it was is for the two alone who asked and opened it."))
    async with ledger.note() as change:
        if not is_readable(asked, reader, now=change.now):
            days = LONGEST_READ.days
            raise NotAllowed(
                N_("Who it was could be read for %(days)s days. Ask again if you must know again.", days=days)
            )
        change.record(UNSEALING_READ, person=reader.id, unsealing=str(id))
    return await _behind(asked, anonymity)


async def _behind(asked: Unsealing, anonymity: Anonymity | None) -> Person | None:
    spoken = (await comments.spoken([asked.comment_id], words="latest"))[asked.comment_id]
    sealed = await pseudonyms.get(spoken.author.id)
    if anonymity is None or sealed is None:
        return None
    person_id = anonymity.open(sealed.sealed, pseudonym=sealed.person_id)
    return (await people.some([person_id])).get(person_id) if person_id else None


def _the_same(there: Unsealing, comment_id: UUID, asker: Person) -> Unsealing:
    if (there.comment_id, there.by_id) != (comment_id, asker.id):
        raise UnsealingIsUnknown
    return there


async def _require_unnamed(comment_id: UUID, asker: Person) -> None:
    spoken = (await comments.spoken([comment_id], words="latest")).get(comment_id)
    if spoken is None:
        raise FieldIsWrong("comment", N_("There is no such comment."))
    if wrote(asker, spoken.comment):
        # Before all else: nobody learns here that somebody asks about them.
        raise FieldIsWrong("comment", N_("You said this yourself."))
    if not spoken.author.unnamed:
        raise FieldIsWrong("comment", N_("That comment has a name."))


async def _require_none_waits(comment_id: UUID, *, now: datetime) -> None:
    for one in (await unsealings.of_comments([comment_id])).get(comment_id, ()):
        if one.outcome is None and not lapsed(one, now=now):
            raise UnsealingIsAsked(one)


def _require_other_half(asked: Unsealing, answerer: Person) -> None:
    if asked.by_id == answerer.id:
        raise NotAllowed(N_("You asked this yourself: it takes two people, and the other answers."))
    if not halves_of(answerer) - {asked.half}:
        other = HALVES[CASE_HALF if asked.half == ADMIN_HALF else ADMIN_HALF]
        raise NotAllowed(
            N_(
                "%(name)s asked as %(half)s: this needs %(other)s.",
                name=asked.by_name,
                half=HALVES[asked.half],
                other=other,
            )
        )


async def _answered(after: Unsealing, by: Person, *, now: datetime) -> Unsealing:
    """Write what became of it, within a change."""
    after = replace(after, answered_by_id=by.id, answered_by_name=by.name, answered=now)
    if lapsed(replace(after, outcome=None), now=now) or not await unsealings.answer(after):
        latest = await unsealings.get(after.id)
        assert latest is not None, "it stays for as long as its comment"
        raise UnsealingIsOver(latest)
    return after


def _told_later(asked: Unsealing, untold: Untold | None, by: Person, *, today: date) -> Unsealing:
    if untold is None or not (untold.until or untold.because.strip()):
        return asked
    if CASE_HALF not in halves_of(by):
        raise NotAllowed(N_("Only human resources and legal can say that the law forbids to tell the author."))
    return replace(
        asked,
        untold_until=_day(untold.until, today=today),
        untold_because=_said("untold_because", untold.because, N_("Say which law forbids to tell the author.")),
    )


def _day(text: str, *, today: date) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise FieldIsWrong("untold_until", N_("Write a day as year-month-day, such as 2026-11-23.")) from error
    if not today < day <= today + LONGEST_UNTOLD:
        raise FieldIsWrong("untold_until", N_("Say from which day on the author is told: within a year."))
    return day


def _said(field: str, words: str, if_none: str) -> str:
    require_remark(field, words, longest=LONGEST_REASON)
    if not words.strip():
        raise FieldIsWrong(field, if_none)
    return words.strip()
