"""The queues: what is due first comes first, each case once over all its pages, and everybody is led to another one."""

import asyncio
from datetime import timedelta

import pytest

from benchmarks.statements import recorded
from comments_service.moderation.claim import claim
from comments_service.moderation.queue import PAGE, QUEUES, claim_next, judged, next_open, queue
from comments_service.records import Case, Comment
from comments_service.refusals import FieldIsWrong, NotAllowed
from comments_service.storage import cases
from comments_service.storage.cases import Count
from tests.support.company import AMAL, BEN, DANA, ELI, INES, PRIYA
from tests.support.talking import HELD_WORDS, Talk

pytestmark = pytest.mark.anyio


async def listed(talk: Talk, name: str) -> list[Comment]:
    return [row.spoken.comment for row in (await queue(name, after=None, now=talk.now)).rows]


async def held(talk: Talk, count: int) -> list[Comment]:
    """Some held comments, a minute apart."""
    said = []
    for _ in range(count):
        said.append(await talk.says(AMAL, HELD_WORDS))
        talk.later(minutes=1)
    return said


@pytest.mark.parametrize("name", QUEUES)
async def test_an_empty_queue(talk: Talk, name: str) -> None:
    found = await queue(name, after=None, now=talk.now)

    assert (found.name, found.rows, found.unreadable, found.next_after) == (name, [], [], None)
    assert found.counts == dict.fromkeys(QUEUES, Count(0, 0))


async def test_there_is_no_other_queue(talk: Talk) -> None:
    with pytest.raises(FieldIsWrong):
        await queue("spam", after=None, now=talk.now)


async def test_each_case_stands_in_its_queue_and_what_is_due_first_comes_first(talk: Talk) -> None:
    await talk.says(AMAL, "Better for me, this rota.")
    (first,) = await held(talk, 1)
    edited = await talk.says(AMAL, "Quite good.")
    await talk.edits(AMAL, edited, HELD_WORDS)
    reported = await talk.says(AMAL, "Late again.")
    await talk.reports(BEN, reported)
    question = await talk.says(BEN, "Who drives on Sunday?", kind="question")

    assert [one.id for one in await listed(talk, "held")] == [first.id, edited.id]
    assert [one.id for one in await listed(talk, "reported")] == [reported.id]
    assert [one.id for one in await listed(talk, "questions")] == [question.id]
    everything = (await queue("all", after=None, now=talk.now)).rows
    assert [row.case.kind for row in everything[:3]] == ["report", "hold", "edit"]  # two hours, four, four
    assert [row.case.due for row in everything] == sorted(row.case.due for row in everything)


async def test_counts_say_how_many_wait_and_how_many_are_overdue(talk: Talk) -> None:
    said = await held(talk, 3)
    talk.later(hours=4, minutes=-2)
    await talk.reports(BEN, await talk.says(AMAL, "Late again."))
    found = await queue("held", after=None, now=talk.now)

    assert found.counts["held"] == Count(3, 1)
    assert found.counts["reported"] == Count(1, 0)
    assert [row.overdue for row in found.rows] == [True, False, False]
    total = found.counts["all"]
    assert total.open == sum(found.counts[name].open for name in QUEUES if name not in ("all", "elsewhere"))

    await talk.decides(DANA, said[0], "return", reason="off-topic")
    counted = (await queue("held", after=None, now=talk.now)).counts
    assert (counted["held"].open, counted["elsewhere"].open) == (2, 1)
    assert [one.id for one in await listed(talk, "elsewhere")] == [said[0].id]


async def test_a_row_says_who_what_where_and_who_is_on_it(talk: Talk) -> None:
    said = await talk.says(AMAL, f"{HELD_WORDS}\n\n" + "And more. " * 30)
    await claim(said.id, by=ELI, now=talk.now)
    (row,) = (await queue("held", after=None, now=talk.now)).rows

    assert (row.spoken.author, row.thread.title, row.is_newcomer, row.reports) == (AMAL, "Rota", True, 0)
    assert row.excerpt.startswith("I heard about heron. And more. And more.")
    assert row.excerpt.endswith("…")
    assert len(row.excerpt) <= 140
    assert row.claim is not None
    assert row.claim.person_name == ELI.name

    talk.later(minutes=2)
    (row,) = (await queue("held", after=None, now=talk.now)).rows
    assert row.claim is None


async def test_what_was_decided_leaves_the_queue(talk: Talk) -> None:
    (said,) = await held(talk, 1)
    await talk.decides(DANA, said, "remove", reason="off-topic")

    assert await listed(talk, "all") == []


async def test_two_hundred_cases_come_once_each_over_all_pages_also_where_times_are_equal(talk: Talk) -> None:
    said = await talk.says(DANA)
    opened = []
    for number in range(200):
        case = Case(talk.new_id(), said.id, "report", ["reported"], talk.now, talk.now)
        await cases.add(case)
        opened.append(case.id)
        if number % 70 == 69:  # so that a page begins amid equal times
            talk.later(microseconds=1)

    seen, after, pages = [], None, 0
    while True:
        page = await queue("reported", after=after, now=talk.now)
        seen += [row.case.id for row in page.rows]
        pages += 1
        assert page.counts["reported"].open == 200
        if (after := page.next_after) is None:
            break

    assert seen == sorted(opened)
    assert pages == -(-200 // PAGE)


async def test_a_page_goes_on_after_a_case_that_was_decided_meanwhile(talk: Talk) -> None:
    said = await held(talk, PAGE + 2)
    first = await queue("held", after=None, now=talk.now)
    await talk.decides(DANA, first.rows[-1].spoken.comment, "approve")

    rest = await queue("held", after=first.next_after, now=talk.now)

    assert [row.spoken.comment.id for row in rest.rows] == [one.id for one in said[PAGE:]]


async def test_a_case_that_never_was_begins_no_page(talk: Talk) -> None:
    await held(talk, 1)

    assert (await queue("held", after=talk.new_id(), now=talk.now)).rows == []


async def test_a_long_queue_asks_no_more_of_the_database_than_a_short_one(talk: Talk) -> None:
    async def asked() -> int:
        with recorded() as statements:
            await queue("held", after=None, now=talk.now)
        return len(statements)

    await held(talk, 1)
    short = await asked()
    for author in (BEN, INES, PRIYA):
        await talk.says(author, HELD_WORDS, thread="incident")
    await held(talk, 30)

    assert await asked() == short


async def test_ahead_of_a_case_is_what_is_due_before_it_in_its_queue(talk: Talk) -> None:
    said = await held(talk, 3)
    await talk.reports(BEN, await talk.says(DANA, "Late again."))
    (third,) = await cases.open_of(said[2].id)

    assert await cases.ahead_of(third) == 2
    await talk.decides(DANA, said[0], "approve")
    assert await cases.ahead_of(third) == 1
    await talk.decides(DANA, said[1], "return", reason="off-topic")
    assert await cases.ahead_of(third) == 0


async def test_the_next_one_is_behind_this_one_nobody_elses_and_not_ones_own(talk: Talk) -> None:
    first, second = await held(talk, 2)
    await talk.says(DANA, HELD_WORDS)
    talk.later(minutes=1)
    (last,) = await held(talk, 1)
    (case,) = await cases.open_of(first.id)
    await claim(second.id, by=ELI, now=talk.now)

    assert await next_open("held", after_case=case.id, by=DANA, now=talk.now) == last.id
    assert await next_open("held", after_case=case.id, by=ELI, now=talk.now) == second.id
    assert await next_open("reported", after_case=None, by=DANA, now=talk.now) is None
    talk.later(minutes=2)
    assert await next_open("held", after_case=case.id, by=DANA, now=talk.now) == second.id
    with pytest.raises(NotAllowed):
        await next_open("held", after_case=None, by=AMAL, now=talk.now)


async def test_nobody_is_led_to_an_appeal_against_what_they_removed(talk: Talk) -> None:
    said = await talk.says(AMAL, "The new rota works for us.")
    await talk.decides(DANA, said, "remove", reason="off-topic")
    talk.later(seconds=10)
    await talk.appeals(AMAL, said, "It is about nights.")

    assert await next_open("appeals", after_case=None, by=DANA, now=talk.now) is None
    assert await claim_next("appeals", after_case=None, by=DANA, now=talk.now) is None
    assert await next_open("appeals", after_case=None, by=ELI, now=talk.now) == said.id


async def test_two_who_are_led_on_at_once_are_led_to_different_comments(talk: Talk) -> None:
    said = await held(talk, 4)

    led = await asyncio.gather(
        *(claim_next("held", after_case=None, by=by, now=talk.now) for by in (DANA, ELI)),
    )

    assert len(set(led)) == 2
    assert set(led) <= {one.id for one in said}
    # And each again to what is theirs already.
    assert await claim_next("held", after_case=None, by=DANA, now=talk.now + timedelta(seconds=5)) == led[0]


async def test_what_was_judged_can_be_undone_until_something_else_happens(talk: Talk) -> None:
    (said,) = await held(talk, 1)
    assert await judged(said.id) is None

    await talk.decides(DANA, said, "approve")
    line = await judged(said.id)
    assert line is not None
    assert (line.can_undo, line.decision.by_name) == (True, "Dana Reyes")

    await talk.edits(AMAL, said, "Other words.")
    line = await judged(said.id)
    assert line is not None
    assert not line.can_undo


async def test_an_undo_offers_no_undo(talk: Talk) -> None:
    (said,) = await held(talk, 1)
    await talk.decides(DANA, said, "approve")
    await talk.decides(DANA, said, "undo")
    line = await judged(said.id)

    assert line is not None
    assert not line.can_undo
