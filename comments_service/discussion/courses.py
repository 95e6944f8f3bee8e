"""What a course is, by what the manifest says of its pages: its lessons in order, and where to go on. Pure."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from comments_service.records import Thread

# By what a lesson is complete: its reader says so, answered all its quizzes, or said something below it.
MARK, QUIZ, POST = "mark", "quiz", "post"
WAYS: Final = (MARK, QUIZ, POST)


@dataclass(frozen=True, slots=True)
class Course:
    """A course: its own page, where it has one with a discussion, and its lessons in order."""

    name: str
    page: Thread | None
    lessons: Sequence[Thread]

    @property
    def pages(self) -> Sequence[Thread]:
        """All of its pages."""
        return [self.page, *self.lessons] if self.page else self.lessons

    @property
    def mandatory(self) -> bool:
        """Whether everybody has to take it."""
        return bool(self.page and self.page.facts.get("mandatory"))


def courses_of(pages: Sequence[Thread]) -> list[Course]:
    """The courses that some pages make, by name; the lessons of each as they come."""
    names = sorted({str(page.facts["course"]) for page in pages})
    return [_course(name, [page for page in pages if page.facts["course"] == name]) for name in names]


def _course(name: str, pages: Sequence[Thread]) -> Course:
    own = next((page for page in pages if not page.facts.get("lesson")), None)
    return Course(name, own, [page for page in pages if page.facts.get("lesson")])


def way_of(page: Thread) -> str | None:
    """By what a page is complete; None for what is no lesson."""
    return str(page.facts.get("complete_when") or MARK) if page.facts.get("lesson") else None


def quizzes_of(page: Thread) -> list[str]:
    """What a page asks, in its own language."""
    return [str(item) for item in page.facts.get("quizzes", ())]


def quiz_named(page: Thread, item: str) -> str | None:
    """The quiz that somebody means who read the page in any of its languages: it is the one in the same place of the
    page in its own. None where there is no such."""
    own = quizzes_of(page)
    translations: Sequence[Mapping[str, Sequence[str]]] = page.facts.get("translations", ())
    for texts in (own, *(one.get("quizzes", ()) for one in translations)):
        if item in texts and len(texts) == len(own):
            return own[texts.index(item)]
    return None


def resume_at(lessons: Sequence[Thread], completed: Collection[str]) -> Thread | None:
    """Where to go on: after the furthest lesson that is complete, else at the first that was left out."""
    furthest = max((place for place, lesson in enumerate(lessons) if lesson.uid in completed), default=-1)
    in_turn = (*lessons[furthest + 1 :], *lessons[: furthest + 1])
    return next((lesson for lesson in in_turn if lesson.uid not in completed), None)
