"""How many have completed a course, by site: no figure of fewer than five."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from comments_service.discussion.courses import Course
from comments_service.insight.suppression import FEWEST, Group, suppressed
from comments_service.storage import progress


@dataclass(frozen=True, slots=True)
class AtSite:
    """The people of a site; `completed` is None where it may not be shown."""

    name: str
    people: int
    completed: int | None


@dataclass(frozen=True, slots=True)
class Taking:
    """The figures of a course. `completed`: of everybody; None where it may not be shown."""

    people: int
    completed: int | None
    sites: Sequence[AtSite]


async def taking(course: Course) -> Taking:
    """Read the figures of a course without those that may not be shown."""
    lessons = [lesson.uid for lesson in course.lessons]
    everybody = await progress.learners(lessons)
    groups = []
    for site, some in groupby(everybody, key=lambda one: one.site):
        done = [lessons != [] and one.lessons == len(lessons) for one in some]
        groups.append(Group(site, len(done), sum(done)))
    shown = suppressed(groups)
    sites = [AtSite(one.name, one.people, shown.counted[one.name]) for one in groups]
    total = shown.total if shown.total is None or shown.total >= FEWEST else None
    return Taking(len(everybody), total, sites)
