"""Where a lesson confuses: how often each part of it is asked about, and how often each of its quizzes is answered
wrongly at the first try. About nobody: questions are public, and answers are counted five people at a time."""

from collections.abc import Sequence
from dataclasses import dataclass

from comments_service.discussion.courses import courses_of, quizzes_of
from comments_service.insight.suppression import FEWEST
from comments_service.records import Thread
from comments_service.storage import anchors, page_texts, progress, threads


@dataclass(frozen=True, slots=True)
class Asked:
    """A part of a page that was asked about: its words, how many public questions are about it, and what they quote."""

    page: Thread
    block: str
    words: str
    questions: int
    quotes: Sequence[str]


@dataclass(frozen=True, slots=True)
class Tried:
    """A quiz: what it asks, how many people's answers are counted, and how many were wrong at the first try."""

    page: Thread
    question: str
    people: int
    wrong: int

    @property
    def share(self) -> int:
        """How many of a hundred were wrong."""
        return round(100 * self.wrong / self.people)


@dataclass(frozen=True, slots=True)
class Confusion:
    """What confuses, worst first. `uncounted`: how many quizzes too few people have answered yet."""

    asked: Sequence[Asked]
    tried: Sequence[Tried]
    uncounted: int


async def confusion(page: Thread) -> Confusion | None:
    """Read what confuses on a page, or in all lessons where it is that of a course; None where nothing is learned."""
    pages = await _taught_on(page)
    if not pages:
        return None
    asked = [part for one in pages for part in await _asked(one)]
    quizzes = [quiz for one in pages for quiz in await _tried(one)]
    tried = [quiz for quiz in quizzes if quiz.people]
    return Confusion(
        sorted(asked, key=lambda part: -part.questions),
        sorted(tried, key=lambda quiz: (-quiz.wrong / quiz.people, -quiz.people)),
        len(quizzes) - len(tried),
    )


async def _taught_on(page: Thread) -> Sequence[Thread]:
    if page.facts.get("lesson") or quizzes_of(page):
        return [page]
    name = page.facts.get("course")
    courses = courses_of(await threads.in_courses(str(name))) if name else []
    return [lesson for course in courses for lesson in course.lessons]


async def _asked(page: Thread) -> list[Asked]:
    words = {block.id: block.words for block in await page_texts.of_thread(page.uid)}
    quotes = await anchors.questions_by_block(page.uid)
    return [
        Asked(page, block, words[block], len(some), list(dict.fromkeys(some)))
        for block, some in quotes.items()
        if block in words
    ]


async def _tried(page: Thread) -> list[Tried]:
    words = {block.id: block.words for block in await page_texts.of_thread(page.uid)}
    first = await progress.first_tries(page.uid)
    return [_counted(page, words.get(item, item), first.get(item, ())) for item in quizzes_of(page)]


def _counted(page: Thread, question: str, first: Sequence[bool]) -> Tried:
    """Five people at a time, in the order in which they answered: a figure that moved with each would tell of the
    latest what they answered."""
    counted = first[: len(first) - len(first) % FEWEST]
    return Tried(page, question, len(counted), counted.count(False))
