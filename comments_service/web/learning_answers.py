"""What the API takes and answers about learning, as answers.py has the rest."""

from datetime import date
from typing import Literal

import msgspec


class QuizAnswer(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Whether I answered a quiz rightly; what I chose is not sent."""

    right: bool


class LessonIn(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A lesson in one of its languages."""

    lang: str
    title: str
    url: str


class Resume(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"langs": "in"}):
    """Where to go on in a course: a lesson, in each of its languages."""

    uid: str
    number: int
    langs: list[LessonIn]


class CourseTaken(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A course as I take it: how many lessons it has, on which day I completed which, and where to go on."""

    lessons: int
    completed: dict[str, date]
    resume: Resume | None


class Progress(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How far I am on a page: by what it is complete (null for what is no lesson), when it was, which of its quizzes I
    answered and whether that was right at the first try, and the course that it belongs to."""

    complete_when: Literal["mark", "quiz", "post"] | None
    completed: date | None
    answered: dict[str, bool]
    course: CourseTaken | None


class CompletedAtSite(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How many people of a site completed a course; null where it may not be shown."""

    name: str
    people: int
    completed: int | None


class Learner(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How many lessons of a course somebody completed, and the day of the last one."""

    handle: str
    name: str
    site: str
    department: str
    completed: int
    last: date | None


class Completion(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How many completed a course, no figure of fewer than five; and who, where everybody has to take it."""

    lessons: int
    people: int
    completed: int | None
    sites: list[CompletedAtSite]
    learners: list[Learner] | None
