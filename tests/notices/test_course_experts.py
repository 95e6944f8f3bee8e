"""Mail to the experts of a course: about a question in a lesson that has waited for a working day and waits still."""

import pytest

from comments_service.discussion.course_experts import waiting_for
from comments_service.discussion.deadlines import USUAL
from comments_service.discussion.sync_threads import sync_threads
from comments_service.notices.deliver import Delivery
from comments_service.records import Person
from comments_service.storage import mailboxes
from tests.notices.test_deliver import arrived
from tests.support.company import AMAL, BEN, PAGES, PRIYA, TOM, entry
from tests.support.post import Letterbox
from tests.support.talking import Talk

pytestmark = pytest.mark.anyio
TO_PRIYA = "priya@example.com"
WAITS = (TO_PRIYA, "Amal Haddad still waits for an answer: What cold does")
A_DAY = 24 * 60 * 60


@pytest.fixture
async def course(mailed: Talk) -> Talk:
    """A site that sends mail, with a course whose expert is Priya; Tom answers for its lesson. It is Monday noon."""
    for person in (PRIYA, TOM):
        await mailboxes.put_address(person.id, f"{person.handle}@example.com")
    lesson = entry("cold-1", title="What cold does", course="cold", lesson=1, owner="tom")
    pages = [entry("cold", course="cold", experts=["priya"]), lesson]
    await sync_threads([*PAGES, *pages], archive=[], ledger=mailed.ledger)
    return mailed


async def to_priya(delivery: Delivery, course: Talk, box: Letterbox, *, seconds: float) -> list[tuple[str, str]]:
    return [one for one in await arrived(delivery, course, box, seconds=seconds) if one[0] == TO_PRIYA]


async def test_c4_11_a_question_that_waits_reaches_them_after_one_working_day(
    course: Talk, delivery: Delivery, box: Letterbox
) -> None:
    await course.says(AMAL, "Does frost count as warm?", thread="cold-1", kind="question")
    await course.says(AMAL, "I liked this lesson.", thread="cold-1")
    await course.says(AMAL, "And the rota?", thread="rota", kind="question")

    assert await to_priya(delivery, course, box, seconds=A_DAY - 60) == []
    assert await to_priya(delivery, course, box, seconds=120) == [WAITS]
    text = str(box.messages()[-1].get_body(("plain",)))
    assert "Answer it: https://news.example/t/cold-1?reply=" in text
    assert "Does frost count as warm?" in text
    assert await to_priya(delivery, course, box, seconds=7 * A_DAY) == [WAITS]


async def test_what_was_answered_or_taken_back_meanwhile_reaches_nobody(
    course: Talk, delivery: Delivery, box: Letterbox
) -> None:
    by_page = await course.says(AMAL, "Is it five degrees?", thread="cold-1", kind="question")
    by_expert = await course.says(AMAL, "Is it eight degrees?", thread="cold-1", kind="question")
    gone = await course.says(AMAL, "Is it two degrees?", thread="cold-1", kind="question")
    waits = await course.says(AMAL, "Is it nine degrees?", thread="cold-1", kind="question")
    await course.says(TOM, "It is.", thread="cold-1", to=by_page)
    await course.says(PRIYA, "It is not.", thread="cold-1", to=by_expert)
    await course.withdraws(AMAL, gone)
    await course.says(BEN, "I wonder too.", thread="cold-1", to=waits)

    assert await to_priya(delivery, course, box, seconds=A_DAY + 60) == [WAITS]
    (mail,) = [one for one in box.messages() if str(one["To"]) == TO_PRIYA]
    assert "nine degrees" in str(mail.get_body(("plain",)))


async def test_an_expert_hears_nothing_of_their_own_question_and_whoever_is_none_any_more_of_nobodys(
    course: Talk, delivery: Delivery, box: Letterbox
) -> None:
    await course.says(PRIYA, "What did I forget?", thread="cold-1", kind="question")
    await course.says(AMAL, "Does frost count as warm?", thread="cold-1", kind="question")
    pages = [entry("cold", course="cold"), entry("cold-1", course="cold", lesson=1)]
    await sync_threads([*PAGES, *pages], archive=[], ledger=course.ledger)

    assert await to_priya(delivery, course, box, seconds=2 * A_DAY) == []


async def test_c4_11_it_is_listed_for_them_until_it_is_answered(course: Talk) -> None:
    asked = await course.says(AMAL, "Does frost count as warm?", thread="cold-1", kind="question")
    await course.says(PRIYA, "What did I forget?", thread="cold-1", kind="question")
    await course.says(AMAL, "And the rota?", thread="rota", kind="question")

    async def listed(person: Person) -> list[tuple[str, str]]:
        found = await waiting_for(person, hours=USUAL.hours, now=course.now)
        return [(page.uid, one.revision.body) for page, one in found if one.revision]

    assert await listed(PRIYA) == []
    course.later(days=1)
    assert await listed(PRIYA) == [("cold-1", "Does frost count as warm?")]
    assert [await listed(TOM), await listed(AMAL)] == [[], []]
    await course.says(TOM, "It does.", thread="cold-1", to=asked)
    assert await listed(PRIYA) == []
