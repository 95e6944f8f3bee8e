"""Who completed a course: by name only where everybody has to take it, and else numbers, none of a few."""

from dataclasses import replace
from uuid import uuid4

import pytest

from comments_service.discussion.sync_threads import sync_threads
from comments_service.insight.taking import taking
from comments_service.learning.completion import (
    CourseIsUnknown,
    LearnerIsUnknown,
    course_for,
    course_of_page,
    learner,
    learners,
)
from comments_service.learning.progress import complete
from comments_service.records import Person
from comments_service.refusals import NotAllowed, SignInRequired
from comments_service.storage import people, threads
from tests.support.company import AMAL, BEN, DANA, INES, NOON, NOOR, PAGES, PRIYA, TOM, entry
from tests.support.talking import Talk

pytestmark = pytest.mark.anyio


@pytest.fixture
async def courses(talk: Talk) -> Talk:
    """A conversation beside a course that everybody has to take, of which Priya is the owner, and one that is not."""
    pages = [
        entry("safety", course="safety", mandatory=True, owner="priya"),
        entry("safety-1", course="safety", lesson=1),
        entry("safety-2", course="safety", lesson=2),
        entry("forks", course="forks", owner="priya"),
        entry("forks-1", course="forks", lesson=1),
        entry("lost-1", course="lost", lesson=1),
    ]
    await sync_threads([*PAGES, *pages], archive=[], ledger=talk.ledger)
    return talk


async def completes(talk: Talk, by: Person, *uids: str) -> None:
    for uid in uids:
        await complete(uid, by=by, ledger=talk.ledger, new_id=talk.new_id, now=talk.now)


async def test_c4_13_a_leader_knows_who_completed_what_everybody_has_to_take_and_nothing_else(courses: Talk) -> None:
    await completes(courses, AMAL, "safety-1", "safety-2", "forks-1")
    found = await learner("safety", "amal", by=INES)

    assert (found.lessons, found.last) == (2, NOON.date())
    assert (await learner("safety", "ben", by=PRIYA)).lessons == 0
    for somebody in (INES, PRIYA):
        with pytest.raises(NotAllowed):
            await learner("forks", "amal", by=somebody)
        assert await learners(await course_for("forks", somebody)) is None
    with pytest.raises(LearnerIsUnknown):
        await learner("safety", "nobody", by=INES)


async def test_nobody_else_knows_anything(courses: Talk) -> None:
    for somebody in (AMAL, BEN, DANA, NOOR, TOM, replace(INES, active=False)):
        for name in ("safety", "forks"):
            with pytest.raises(NotAllowed):
                await course_for(name, somebody)
        page = await threads.get("safety")
        assert page
        assert await course_of_page(page, somebody) is None
    with pytest.raises(SignInRequired):
        await course_for("safety", None)
    for unknown in ("nothing", "lost", "a\x00b", ""):
        with pytest.raises(CourseIsUnknown):
            await course_for(unknown, INES)


async def test_numbers_count_whole_courses_and_none_is_of_fewer_than_five(courses: Talk) -> None:
    for number in range(12):
        person = replace(AMAL, id=uuid4(), handle=f"near-{number}", site="Gdańsk" if number < 6 else "Antwerp")
        await people.put(person)
        await completes(courses, person, *(["safety-1"] if number == 0 else ["safety-1", "safety-2"]))
    await completes(courses, AMAL, "safety-1", "safety-2")

    found = await taking(await course_for("safety", INES))
    by_site = {one.name: one.counted for one in found.sites}
    assert (by_site["Gdańsk"], by_site["Antwerp"], by_site["Casablanca"]) == (5, 6, None)
    assert all(figure is None or figure >= 5 for figure in (*by_site.values(), found.counted))
    assert {one.counted for one in (await taking(await course_for("forks", INES))).sites} == {None}
