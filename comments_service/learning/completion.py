"""Who completed a course that everybody has to take, by name, for those who may know. Of any other course nobody is
told of anybody; how many did is insight/taking.py's to say."""

from collections.abc import Sequence

from comments_service.discussion.courses import Course, courses_of
from comments_service.discussion.page_people import may_here, require_here
from comments_service.languages import N_
from comments_service.learning_records import Learner
from comments_service.people.roles import require_somebody
from comments_service.records import Person, Thread
from comments_service.refusals import NotAllowed, Refusal
from comments_service.storage import progress, threads

PERMISSION = "see-completion"


class CourseIsUnknown(Refusal):
    """No page is the page of such a course."""

    code = "course-is-unknown"


class LearnerIsUnknown(Refusal):
    """Nobody of that name may take the course."""

    code = "person-is-unknown"


async def course_for(name: str, by: Person | None) -> Course:
    """Return a course, to somebody who may know who completes it.

    Raises:
        SignInRequired, CourseIsUnknown, NotAllowed.
    """
    person = require_somebody(by)
    pages = await threads.in_courses(name) if name.isprintable() else []
    course = next(iter(courses_of(pages)), None)
    if course is None or course.page is None:
        raise CourseIsUnknown(N_("There is no such course."))
    require_here(person, PERMISSION, course.page)
    return course


async def course_of_page(page: Thread, by: Person | None) -> Course | None:
    """The course whose page this is, for somebody who may know who completes it; None for anybody and anything else."""
    if not page.facts.get("course") or page.facts.get("lesson") or not may_here(by, PERMISSION, page):
        return None
    return await course_for(str(page.facts["course"]), by)


async def learners(course: Course) -> Sequence[Learner] | None:
    """Everybody with how far they are in a course that everybody has to take; None for any other course."""
    return await progress.learners([lesson.uid for lesson in course.lessons]) if course.mandatory else None


async def learner(name: str, handle: str, *, by: Person | None) -> Learner:
    """Return how far one person is in a course.

    Raises:
        SignInRequired, CourseIsUnknown, LearnerIsUnknown.
        NotAllowed: it is none of theirs to know, or not a course that everybody has to take.
    """
    everybody = await learners(await course_for(name, by))
    if everybody is None:
        raise NotAllowed(
            N_("Nobody is told how far somebody else is in a course that not everybody has to take."), needs=PERMISSION
        )
    if (found := next((one for one in everybody if one.handle == handle), None)) is None:
        raise LearnerIsUnknown(N_("There is nobody here of that name."))
    return found
