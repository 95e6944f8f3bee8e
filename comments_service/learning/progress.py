"""How far somebody is: which lessons they completed, which quizzes they answered, where to go on. Theirs alone to know:
no event says it, nobody's page moves by it, and what others may know of it is completion.py's to say."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from comments_service.discussion import thread_rules
from comments_service.discussion.courses import (
    MARK,
    POST,
    QUIZ,
    Course,
    courses_of,
    quiz_named,
    quizzes_of,
    resume_at,
    way_of,
)
from comments_service.events import COMMENT_POSTED, Change, Ledger
from comments_service.languages import N_
from comments_service.learning_records import Step
from comments_service.people.roles import require_somebody
from comments_service.records import Person, Thread
from comments_service.refusals import Refusal
from comments_service.storage import comments, progress, threads
from comments_service.storage.progress import ANSWERED, COMPLETED

NewId = Callable[[], UUID]
_NOT_SO: Final[Mapping[str | None, str]] = {
    None: N_("This page is no lesson: there is nothing to complete."),
    QUIZ: N_("This lesson is complete once you have answered all its questions."),
    POST: N_("This lesson is complete once you have said something in its discussion."),
}


class NothingToComplete(Refusal):
    """The page is no lesson, or one that is complete by something else than saying so."""

    code = "nothing-to-complete"


class QuizIsUnknown(Refusal):
    """The page asks no such question."""

    code = "quiz-is-unknown"


@dataclass(frozen=True, slots=True)
class Taken:
    """A course as one person takes it: the day on which each lesson was completed, by uid."""

    course: Course
    completed: Mapping[str, date]

    @property
    def done(self) -> int:
        """How many of its lessons are complete."""
        return len(self.completed)

    @property
    def resume(self) -> Thread | None:
        """Where to go on; None where all is complete."""
        return resume_at(self.course.lessons, self.completed)


@dataclass(frozen=True, slots=True)
class MyProgress:
    """How far somebody is on one page. `way`: by what it is complete, None for what is no lesson. `answered`: which of
    its quizzes, and whether that was right at the first try. `taken`: the course that it belongs to."""

    way: str | None
    completed: date | None
    answered: Mapping[str, bool]
    taken: Taken | None


async def progress_on(uid: str, person: Person | None) -> MyProgress:
    """Read how far somebody is on a page, and in the course that it belongs to.

    Raises:
        SignInRequired, ThreadIsUnknown.
    """
    by, page = require_somebody(person), thread_rules.require_known(await threads.get(uid), uid)
    course = await _course_of(page)
    around = course.lessons if course else []
    steps = await progress.of_person(by.id, {uid, *(lesson.uid for lesson in around)})
    answered = {one.item: bool(one.right) for one in steps if one.step == ANSWERED and one.thread_uid == uid}
    taken = _taken(course, steps) if course else None
    done = _completed(steps).get(uid)
    return MyProgress(way_of(page), done, {one: answered[one] for one in quizzes_of(page) if one in answered}, taken)


async def courses_taken(person: Person) -> Sequence[Taken]:
    """Every course there is, as somebody takes it."""
    courses = courses_of(await threads.in_courses())
    steps = await progress.of_person(person.id, {one.uid for course in courses for one in course.lessons})
    return [_taken(course, steps) for course in courses if course.lessons]


async def complete(uid: str, *, by: Person | None, ledger: Ledger, new_id: NewId, now: datetime) -> MyProgress:
    """Mark a lesson as complete. A second time changes nothing.

    Raises:
        SignInRequired, ThreadIsUnknown, NothingToComplete.
    """
    person, page = require_somebody(by), _require_marked(await threads.get(uid), uid)
    async with ledger.note():
        await progress.add(new_id(), person.id, page.uid, step=COMPLETED, day=now.date())
    return await progress_on(uid, person)


async def not_complete(uid: str, *, by: Person | None, ledger: Ledger) -> MyProgress:
    """Take that back; where it was not said, nothing happens.

    Raises:
        SignInRequired, ThreadIsUnknown, NothingToComplete.
    """
    person, page = require_somebody(by), _require_marked(await threads.get(uid), uid)
    async with ledger.note():
        await progress.take_back(person.id, page.uid, step=COMPLETED)
    return await progress_on(uid, person)


async def answer(
    uid: str, item: str, *, right: bool, by: Person | None, ledger: Ledger, new_id: NewId, now: datetime
) -> MyProgress:
    """Note that somebody answered a quiz, and whether rightly. The first answer stays.

    Args:
        item: the quiz, as the page names it in the language in which it was read.

    Raises:
        SignInRequired, ThreadIsUnknown, QuizIsUnknown.
    """
    person, page = require_somebody(by), thread_rules.require_known(await threads.get(uid), uid)
    if (quiz := quiz_named(page, item)) is None:
        raise QuizIsUnknown(N_("This page asks no such question, or not any more."))
    async with ledger.note():
        # Two answers at once, each the last but one to itself, would leave the lesson open.
        await threads.take_turn(uid)
        await progress.add(new_id(), person.id, uid, step=ANSWERED, item=quiz, right=right, day=now.date())
        answered = {one.item for one in await progress.of_person(person.id, [uid]) if one.step == ANSWERED}
        if way_of(page) == QUIZ and answered.issuperset(quizzes_of(page)):
            await progress.add(new_id(), person.id, uid, step=COMPLETED, day=now.date())
    return await progress_on(uid, person)


@dataclass(frozen=True, slots=True)
class Completing:
    """Notes that a lesson is complete for whoever speaks below it, where it is complete by that: given to the ledger
    once, by app.py. Not for who leaves their name out: it would tell who they are."""

    new_id: NewId

    async def __call__(self, change: Change) -> None:
        """Look at what was recorded in a change."""
        for event in change.recorded:
            if event.kind == COMMENT_POSTED and event.comment_id and event.thread_uid:
                await self._complete_by(event.comment_id, event.thread_uid, day=change.now.date())

    async def _complete_by(self, comment_id: UUID, uid: str, *, day: date) -> None:
        page = await threads.get(uid)
        if page is None or way_of(page) != POST:
            return
        author = (await comments.spoken([comment_id], words="latest"))[comment_id].author
        if not author.unnamed:
            await progress.add(self.new_id(), author.id, uid, step=COMPLETED, day=day)


def _require_marked(thread: Thread | None, uid: str) -> Thread:
    page = thread_rules.require_known(thread, uid)
    if (way := way_of(page)) != MARK:
        raise NothingToComplete(_NOT_SO[way])
    return page


async def _course_of(page: Thread) -> Course | None:
    name = page.facts.get("course")
    return next(iter(courses_of(await threads.in_courses(str(name)))), None) if name else None


def _completed(steps: Sequence[Step]) -> dict[str, date]:
    return {one.thread_uid: one.day for one in steps if one.step == COMPLETED}


def _taken(course: Course, steps: Sequence[Step]) -> Taken:
    done = _completed(steps)
    return Taken(course, {lesson.uid: done[lesson.uid] for lesson in course.lessons if lesson.uid in done})
