"""The plain values of what people learn, as records.py has the rest: they decide nothing."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that somebody did. `right`: whether an answer was right at the first try."""

    thread_uid: str
    step: str
    item: str
    right: bool | None
    day: date


@dataclass(frozen=True, slots=True)
class Learner:
    """Somebody who may take a course: how many of its lessons they completed, and the day of the last one."""

    handle: str
    name: str
    site: str
    department: str
    lessons: int
    last: date | None
