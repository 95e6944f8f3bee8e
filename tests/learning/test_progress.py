"""How far somebody is: completed by what the lesson says, theirs alone to know; and where they go on."""

from datetime import timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comments_service.discussion.courses import quiz_named, resume_at
from comments_service.discussion.sync_threads import sync_threads
from comments_service.learning.progress import (
    Completing,
    MyProgress,
    NothingToComplete,
    QuizIsUnknown,
    answer,
    complete,
    courses_taken,
    not_complete,
    progress_on,
)
from comments_service.privacy.export_mine import export_mine
from comments_service.privacy.purge import purge
from comments_service.privacy.retention import Retention
from comments_service.records import Person, Thread
from comments_service.refusals import SignInRequired
from comments_service.storage import connection, events, leavers, people, threads
from tests.support.company import AMAL, BEN, NOON, PAGES, entry
from tests.support.talking import Talk, everything

pytestmark = pytest.mark.anyio
TODAY = NOON.date()
LESSONS = [
    entry("cold", course="cold"),
    entry("cold-1", course="cold", lesson=1, quizzes=["b-one"]),
    entry("cold-2", course="cold", lesson=2, quizzes=["b-two", "b-three"], complete_when="quiz"),
    entry("cold-3", course="cold", lesson=3, complete_when="post"),
]


@pytest.fixture
async def course(talk: Talk) -> Talk:
    """A conversation beside a course of three lessons, each complete by something else."""
    talk.ledger.keep_true(Completing(talk.new_id))
    await sync_threads([*PAGES, *LESSONS], archive=[], ledger=talk.ledger)
    return talk


async def completes(talk: Talk, by: Person | None, uid: str = "cold-1") -> MyProgress:
    return await complete(uid, by=by, ledger=talk.ledger, new_id=talk.new_id, now=talk.now)


async def answers(talk: Talk, by: Person | None, uid: str, item: str, *, right: bool = True) -> MyProgress:
    return await answer(uid, item, right=right, by=by, ledger=talk.ledger, new_id=talk.new_id, now=talk.now)


async def test_a_lesson_is_marked_once_and_can_be_unmarked(course: Talk) -> None:
    assert (await completes(course, AMAL)).completed == TODAY
    before = await everything()
    course.later(days=2)
    assert (await completes(course, AMAL)).completed == TODAY
    assert await everything() == before
    assert (await progress_on("cold-1", BEN)).completed is None
    assert (await not_complete("cold-1", by=AMAL, ledger=course.ledger)).completed is None
    assert (await not_complete("cold-1", by=AMAL, ledger=course.ledger)).completed is None
    assert (await completes(course, AMAL)).completed == TODAY + timedelta(days=2)


@pytest.mark.parametrize("uid", ["rota", "cold", "cold-2", "cold-3"])
async def test_only_a_lesson_that_is_complete_by_saying_so_can_be_marked(course: Talk, uid: str) -> None:
    with pytest.raises(NothingToComplete):
        await completes(course, AMAL, uid)
    with pytest.raises(NothingToComplete):
        await not_complete(uid, by=AMAL, ledger=course.ledger)


async def test_the_first_answer_to_a_quiz_stays_and_all_of_them_complete_the_lesson(course: Talk) -> None:
    assert (await answers(course, AMAL, "cold-2", "b-two", right=False)).completed is None
    assert (await answers(course, AMAL, "cold-2", "b-two", right=True)).answered == {"b-two": False}
    done = await answers(course, AMAL, "cold-2", "b-three")
    assert (done.completed, done.answered) == (TODAY, {"b-two": False, "b-three": True})
    assert (await answers(course, AMAL, "cold-1", "b-one")).completed is None
    with pytest.raises(QuizIsUnknown):
        await answers(course, AMAL, "cold-2", "b-one")


async def test_speaking_below_a_lesson_completes_it_where_that_is_how(course: Talk) -> None:
    for uid in ("cold-1", "cold-3"):
        await course.says(AMAL, thread=uid)
    assert (await progress_on("cold-3", AMAL)).completed == TODAY
    assert (await progress_on("cold-1", AMAL)).completed is None
    assert (await progress_on("cold-3", BEN)).completed is None


async def test_it_goes_on_after_the_furthest_lesson_on_any_device(course: Talk) -> None:
    (taken,) = await courses_taken(AMAL)
    assert (taken.done, taken.resume and taken.resume.uid) == (0, "cold-1")
    await course.says(AMAL, thread="cold-3")
    (taken,) = await courses_taken(AMAL)
    assert (taken.done, taken.resume and taken.resume.uid) == (1, "cold-1")
    await completes(course, AMAL)
    (taken,) = await courses_taken(AMAL)
    assert (dict(taken.completed), taken.resume and taken.resume.uid) == ({"cold-1": TODAY, "cold-3": TODAY}, "cold-2")
    assert (await progress_on("cold", AMAL)).taken == taken


async def test_no_event_says_it_and_nobodys_page_moves(course: Talk) -> None:
    page = await threads.get("cold-1")
    before = page, await events.head(), list(course.announced)
    await completes(course, AMAL)
    await answers(course, AMAL, "cold-1", "b-one")

    assert (await threads.get("cold-1"), await events.head(), course.announced) == before


async def test_nobody_who_is_signed_out_has_any(course: Talk) -> None:
    with pytest.raises(SignInRequired):
        await progress_on("cold-1", None)
    with pytest.raises(SignInRequired):
        await completes(course, None)
    with pytest.raises(SignInRequired):
        await answers(course, None, "cold-1", "b-one")


async def test_it_is_in_ones_own_copy_goes_in_its_time_and_with_a_leaver(course: Talk) -> None:
    for person in (AMAL, BEN):
        await completes(course, person)
    await answers(course, AMAL, "cold-1", "b-one", right=False)
    day = TODAY.isoformat()
    assert (await export_mine(AMAL, now=NOON))["progress"] == [
        {"thread_id": "cold-1", "step": "answered", "item": "b-one", "right_first": False, "day": day},
        {"thread_id": "cold-1", "step": "completed", "item": "", "right_first": None, "day": day},
    ]
    await leavers.take_name_off(BEN.id, name="Former colleague", handle="former-1")
    assert (await progress_on("cold-1", BEN)).completed is None
    await purge(Retention(), ledger=course.ledger, now=NOON + timedelta(days=1094))
    assert (await progress_on("cold-1", AMAL)).completed == TODAY
    await purge(Retention(), ledger=course.ledger, now=NOON + timedelta(days=1097))
    assert (await progress_on("cold-1", AMAL)).completed is None


async def test_somebody_without_their_name_is_not_said_to_have_completed_anything(course: Talk) -> None:
    pseudonym = Person(uuid4(), "colleague-1", "A colleague", "", "", "", (), active=True, unnamed=True)
    await people.put(pseudonym)
    await connection.execute("UPDATE person SET unnamed = TRUE WHERE id = ?", pseudonym.id)
    await course.says(pseudonym, thread="cold-3")

    assert (await progress_on("cold-3", pseudonym)).completed is None


def thread(uid: str, **facts: object) -> Thread:
    return Thread(uid, f"/{uid}/", uid, "en", facts, 1, archived=False)


async def test_a_quiz_is_the_same_one_in_each_language_of_its_page() -> None:
    page = thread("a", quizzes=["b-1", "b-2"], translations=[{"quizzes": ["b-x", "b-y"]}, {"quizzes": ["b-z"]}])

    assert [quiz_named(page, item) for item in ("b-1", "b-y", "b-z", "b-none")] == ["b-1", "b-2", None, None]


@given(st.lists(st.booleans(), max_size=8))
def test_where_to_go_on_is_never_a_lesson_that_is_complete(done: list[bool]) -> None:
    lessons = [thread(f"l-{number}", lesson=number) for number in range(len(done))]
    completed = {one.uid for one, is_done in zip(lessons, done, strict=True) if is_done}
    found = resume_at(lessons, completed)

    assert (found is None) == (len(completed) == len(lessons))
    if found:
        assert found.uid not in completed
        later = [one for one in lessons if one.uid not in completed and any(two.uid in completed for two in lessons)]
        furthest = max((n for n, one in enumerate(lessons) if one.uid in completed), default=-1)
        after = [one for one in later if lessons.index(one) > furthest]
        assert found == (after or [one for one in lessons if one.uid not in completed])[0]
