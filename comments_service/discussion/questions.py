"""How the questions of a page end, and whether what is promised there is kept: counted from what everybody sees.

Pure. For the head of a discussion, its JSON, and the refusal to put away an open question session.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from statistics import median_low
from typing import Final
from uuid import UUID

from comments_service.discussion.marks import due
from comments_service.discussion.outcomes import OPEN, RUMOUR, SETTLED, TABLES, is_over, step_of
from comments_service.discussion.working_hours import WorkingHours
from comments_service.records import Mark

ANSWERED, MERGED, LATER, DECLINED = "answered", "merged", "later", "declined"
ENDINGS: Final = (ANSWERED, MERGED, LATER, DECLINED, OPEN)
# Longer than that nobody waits for what is usual.
_LONGEST: Final = 60  # working days


@dataclass(frozen=True, slots=True)
class Question:
    """A public question that begins a branch.

    Attributes:
        first: when the first reply came that answers it: of who answers for the page, official, endorsed, or the one
            that solved it; None while there is none. `last`: when the last did.
        became: what somebody said becomes of it.
        acknowledged: who finds out, and by when.
        needs_none: a facilitator said that it needs no answer.
    """

    id: UUID
    asked: datetime
    first: datetime | None = None
    last: datetime | None = None
    became: Mark | None = None
    acknowledged: Mark | None = None
    needs_none: bool = False


@dataclass(frozen=True, slots=True)
class Kept:
    """How a promise to answer within some working days is kept.

    Attributes:
        answered: of those to which an answer is owed (`owed`), how many have one.
        usual: within how many working days half of them had it; None where none has.
        late: how many are open, and past the promise.
    """

    days: int
    owed: int
    answered: int
    usual: int | None
    late: Sequence[UUID]


def ending(question: Question, *, today: date) -> str:
    """How a question ends, as things stand: one of ENDINGS."""
    became = question.became
    step = step_of(became)
    if step in TABLES[RUMOUR]:
        return _of_a_rumour(step, became, today=today)
    if step in (MERGED, DECLINED):
        return step
    # What was said before it was put off, or opened again, was no answer.
    if question.last and not (became and question.last < became.at):
        return ANSWERED
    return LATER if _is_promised(question, today=today) else OPEN


def tally(questions: Sequence[Question], *, today: date) -> Mapping[str, int]:
    """How many end how: each question once, so that the numbers add up to all of them."""
    found = Counter(ending(one, today=today) for one in questions)
    return {name: found[name] for name in ENDINGS}


def kept(questions: Sequence[Question], days: int, *, hours: WorkingHours, today: date) -> Kept:
    """Measure a promise, in the site's working hours; a day counts as missed when it is over.

    Args:
        days: within how many working days an answer is promised.
    """
    ends = {one.id: ending(one, today=today) for one in questions}
    owed = [one for one in questions if ends[one.id] in (ANSWERED, LATER, OPEN) and not one.needs_none]
    answered = [one for one in owed if ends[one.id] == ANSWERED]
    took = [_took(one, hours) for one in answered if one.first]
    return Kept(
        days=days,
        owed=len(owed),
        answered=len(answered),
        usual=median_low(took) if took else None,
        late=[one.id for one in owed if ends[one.id] == OPEN and hours.after_days(one.asked, days).date() < today],
    )


def promised_days(promise: object) -> int | None:
    """The working days of a page's `Response_promise`, which is written as 2wd."""
    written = str(promise or "").removesuffix("wd")
    return int(written) if written.isascii() and written.isdecimal() else None


def _of_a_rumour(step: str, became: Mark | None, *, today: date) -> str:
    if TABLES[RUMOUR][step].stage == SETTLED:
        return ANSWERED
    is_put_off = became is not None and "until" in became.facts and not is_over(became, today=today)
    return LATER if is_put_off else OPEN


def _is_promised(question: Question, *, today: date) -> bool:
    if question.became and step_of(question.became) == LATER and not is_over(question.became, today=today):
        return True
    return question.acknowledged is not None and due(question.acknowledged) >= today


def _took(question: Question, hours: WorkingHours) -> int:
    assert question.first, "only of what is answered"
    days = 1
    while days < _LONGEST and hours.after_days(question.asked, days) < question.first:
        days += 1
    return days
