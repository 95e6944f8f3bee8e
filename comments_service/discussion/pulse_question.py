"""The closed question of a page (`Pulse:`): one answer each, which nobody can tell whose it is; counted in steps.

A result that moved with each answer would say what the latest one was. So it takes in what is new once that is of
FEWEST people or more, and stays as it is until then.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from comments_service.discussion import thread_rules
from comments_service.discussion.unnamed import FEWEST
from comments_service.events import Ledger
from comments_service.languages import N_
from comments_service.records import Person, Thread
from comments_service.refusals import FieldIsWrong, Refusal
from comments_service.storage import pulse_answers, threads


class NothingIsAsked(Refusal):
    """The page has no closed question, or nothing here can keep apart who answered it."""

    code = "nothing-is-asked"


@dataclass(frozen=True, slots=True)
class Question:
    """What a page asks. `mark` tells it from what the page asked before, or asks next."""

    text: str
    choices: Sequence[str]
    mark: str


@dataclass(frozen=True, slots=True)
class Pulse:
    """The question as one person sees it.

    Attributes:
        mine: what they answered.
        result: how many gave each answer; None before there is one, and before they have answered themselves.
        is_open: whether an answer can be given or changed.
    """

    question: Question
    mine: str | None
    result: Sequence[tuple[str, int]] | None
    is_open: bool

    @property
    def counted(self) -> int:
        """How many answers are in the result."""
        return sum(count for _, count in self.result or ())


@dataclass(frozen=True, slots=True)
class Answered:
    """What somebody answered. `question` and `choice` are "" where their page asks something else by now."""

    thread_uid: str
    question: str
    choice: str


def question_of(thread: Thread) -> Question | None:
    """What the front matter of a page asks."""
    text, *choices = thread.facts.get("pulse") or [""]
    if not choices:
        return None
    mark = hashlib.sha256("\x00".join((text, *choices)).encode()).hexdigest()[:16]
    return Question(str(text), choices, mark)


async def pulse_of(thread: Thread, person: Person | None, *, now: datetime) -> Pulse | None:
    """Return what a page asks somebody; None where it asks nothing, or them nothing."""
    question, open_now = question_of(thread), thread_rules.is_open(thread, now=now)
    if question is None or person is None or person.pseudonyms is None:
        return None
    answer = await pulse_answers.of(person.pseudonyms.answer_ids(thread.uid, question.mark))
    if answer is None and open_now:
        return Pulse(question, None, None, is_open=True)
    counted = await pulse_answers.result(thread.uid, question.mark)
    result = [(choice, counted.get(number, 0)) for number, choice in enumerate(question.choices)] if counted else None
    if answer is None and result is None:
        return None
    return Pulse(question, question.choices[answer.choice] if answer else None, result, is_open=open_now)


async def answer_pulse(uid: str, asked: str, choice: str, *, by: Person, ledger: Ledger, now: datetime) -> Pulse:
    """Answer the question of a page; again is another answer in the place of the first.

    Args:
        asked: the question, as it was shown: the page may have been published anew since.

    Raises:
        ThreadIsUnknown, ThreadIsClosed, NothingIsAsked.
        FieldIsWrong: the page asks something else, or that is none of its choices.
    """
    thread = thread_rules.require_open(await threads.get(uid), uid, now=now)
    question = question_of(thread)
    if question is None or by.pseudonyms is None:
        raise NothingIsAsked(N_("This page does not ask its readers anything."))
    _require(question, asked, choice)
    ids = by.pseudonyms.answer_ids(uid, question.mark)
    # No event, and nobody's page changes: that somebody answered is nobody else's to know.
    async with ledger.note():
        await threads.take_turn(uid)
        before = await pulse_answers.of(ids)
        kept, number = before.id if before else ids[0], question.choices.index(choice)
        await pulse_answers.put(kept, uid, question.mark, choice=number, month=now.date().replace(day=1))
        # People are counted, not answers: whoever changes theirs over and over is one, and back again is none.
        if await pulse_answers.not_counted_so(uid, question.mark) >= FEWEST:
            await pulse_answers.count_all(uid, question.mark)
    shown = await pulse_of(thread, by, now=now)
    assert shown, "it was answered just now"
    return shown


def _require(question: Question, asked: str, choice: str) -> None:
    if asked != question.text:
        raise FieldIsWrong("question", N_("This page asks something else by now. Read it again, and answer that."))
    if choice not in question.choices:
        said = N_("Choose one of these: %(choices)s.", choices=", ".join(question.choices))
        raise FieldIsWrong("choice", said, allowed=list(question.choices))


async def answered_by(person: Person) -> Sequence[Answered]:
    """All that somebody ever answered, worked out from their key."""
    if person.pseudonyms is None:
        return []
    found = []
    for uid, mark in await pulse_answers.questions():
        if answer := await pulse_answers.of(person.pseudonyms.answer_ids(uid, mark)):
            found.append(_as_read(uid, mark, answer.choice, await threads.get(uid)))
    return found


def _as_read(uid: str, mark: str, choice: int, thread: Thread | None) -> Answered:
    question = question_of(thread) if thread else None
    if question is None or question.mark != mark:
        return Answered(uid, "", "")
    return Answered(uid, question.text, question.choices[choice])
