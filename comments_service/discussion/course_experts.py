"""Who is asked in the lessons of a course (`Experts:` of its page, or of the lesson), and what waits for them there."""

from datetime import datetime

from comments_service.discussion.answers import QUESTION
from comments_service.discussion.courses import Course, courses_of
from comments_service.discussion.lifecycle import PUBLISHED
from comments_service.discussion.working_hours import WorkingHours
from comments_service.records import Comment, Person, Spoken, Thread
from comments_service.storage import comments, questions, threads
from comments_service.subjects import answer_for

# How many working days others have to answer before the experts are told.
PATIENCE = 1


async def experts_of(page: Thread) -> list[str]:
    """The handles of those who know about what a page teaches; nobody's where it is of no course."""
    name = page.facts.get("course")
    courses = courses_of(await threads.in_courses(str(name))) if name else []
    return [handle for course in courses for handle in _experts(course, page)]


def _experts(course: Course, page: Thread) -> list[str]:
    around = (course.page, page) if course.page else (page,)
    return list(dict.fromkeys(handle for one in around for handle in one.facts.get("experts", ())))


async def waiting_for(person: Person, *, hours: WorkingHours, now: datetime) -> list[tuple[Thread, Spoken]]:
    """The questions that have waited long enough in the lessons of which somebody is an expert, the oldest first."""
    found: list[tuple[Thread, Spoken]] = []
    courses = courses_of(await threads.in_courses())
    for page, experts in [(page, _experts(course, page)) for course in courses for page in course.pages]:
        if person.handle not in experts:
            continue
        asked = await questions.in_thread(page.uid, answer_for_page=[*answer_for(page.facts), *experts])
        late = [one for one in asked if one.first is None and not one.needs_none and _is_late(one.asked, hours, now)]
        said = await comments.spoken([one.id for one in late], words="public")
        found += [(page, said[one.id]) for one in late if said[one.id].author.id != person.id]
    return sorted(found, key=lambda one: (one[1].comment.created, one[1].comment.id))


def _is_late(asked: datetime, hours: WorkingHours, now: datetime) -> bool:
    return hours.after_days(asked, PATIENCE) <= now


async def waits_for_experts(comment: Comment, page: Thread) -> bool:
    """Say whether a public question that begins a branch still waits: neither they nor who answers for the page said
    anything under it, and nothing there is official, endorsed or what solved it."""
    if comment.kind != QUESTION or comment.parent_id or comment.state != PUBLISHED:
        return False
    who = [*answer_for(page.facts), *await experts_of(page)]
    found = await questions.in_thread(page.uid, answer_for_page=who)
    return any(one.id == comment.id and one.first is None and not one.needs_none for one in found)
