"""How many have completed a course, by site."""

from itertools import groupby

from comments_service.discussion.courses import Course
from comments_service.insight.by_site import BySite, by_site
from comments_service.insight.suppression import Group
from comments_service.storage import progress


async def taking(course: Course) -> BySite:
    """Read the figures of a course."""
    lessons = [lesson.uid for lesson in course.lessons]
    groups = []
    for site, some in groupby(await progress.learners(lessons), key=lambda one: one.site):
        done = [lessons != [] and one.lessons == len(lessons) for one in some]
        groups.append(Group(site, len(done), sum(done)))
    return by_site(groups)
