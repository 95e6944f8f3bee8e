"""The queue: the longest waiting first, each case once over all its pages, with all that is needed to decide."""

import pytest

from comments_service.moderation.queue import PAGE, item, judged, queue
from comments_service.records import Case
from comments_service.storage import cases
from tests.support.company import AMAL, BEN, DANA, INES
from tests.support.talking import HELD_WORDS, Talk

pytestmark = pytest.mark.anyio


async def test_an_empty_queue(talk: Talk) -> None:
    found = await queue(after=None)

    assert (found.items, found.open, found.next_after) == ([], 0, None)


async def test_the_longest_waiting_comes_first(talk: Talk) -> None:
    first = await talk.says(AMAL, HELD_WORDS)
    talk.later(minutes=1)
    second = await talk.says(BEN, thread="incident")
    talk.later(minutes=1)
    third = await talk.says(INES)
    talk.later(hours=3)
    await talk.reports(BEN, third)

    found = await queue(after=None)

    assert [one.spoken.comment.id for one in found.items] == [first.id, second.id, third.id]
    assert [one.case.kind for one in found.items] == ["hold", "hold", "report"]
    assert found.open == 3


async def test_what_was_decided_leaves_the_queue(talk: Talk) -> None:
    said = await talk.says(AMAL, HELD_WORDS)
    await talk.decides(DANA, said, "approve")

    assert (await queue(after=None)).items == []
    assert await item(said.id) is None


async def test_a_case_brings_the_page_what_was_answered_the_reports_and_what_may_be_done(talk: Talk) -> None:
    question = await talk.says(BEN, "Who drives on Sunday?")
    answer = await talk.says(AMAL, "I do.", to=question)
    await talk.reports(BEN, answer, "hurtful", "Not kindly meant.")

    (one,) = (await queue(after=None)).items

    assert (one.thread.title, one.spoken.author.name) == ("Rota", "Amal Haddad")
    assert one.parent is not None
    assert one.parent.revision is not None
    assert one.parent.revision.body == "Who drives on Sunday?"
    assert [made.detail for made in one.reports] == ["Not kindly meant."]
    assert list(one.can) == ["approve", "remove", "hide"]


async def test_a_waiting_edit_shows_its_words_beside_those_that_are_public(talk: Talk) -> None:
    said = await talk.says(AMAL, "First words.")
    await talk.edits(AMAL, said, HELD_WORDS)

    one = await item(said.id)

    assert one is not None
    assert one.spoken.revision is not None
    assert one.public.revision is not None
    assert (one.spoken.revision.body, one.public.revision.body) == (HELD_WORDS, "First words.")


@pytest.mark.parametrize(("state", "can"), [("held", ["approve", "remove"]), ("hidden", ["remove", "restore"])])
async def test_what_may_be_done_depends_on_the_state(talk: Talk, state: str, can: list[str]) -> None:
    said = await talk.says(AMAL, HELD_WORDS if state == "held" else "The new rota works.")
    if state == "hidden":
        await talk.reports(BEN, said, "personal-data")
    one = await item(said.id)

    assert one is not None
    assert list(one.can) == can


async def test_everything_that_is_offered_can_be_done(talk: Talk) -> None:
    for words, reported in ((HELD_WORDS, None), ("Fine.", "hurtful"), ("Fine.", "personal-data")):
        said = await talk.says(AMAL, words)
        if reported:
            await talk.reports(BEN, said, reported)
        one = await item(said.id)
        assert one is not None
        for action in one.can:
            talk.later(minutes=1)
            await talk.decides(DANA, said, action, reason="off-topic")
            talk.later(minutes=1)
            await talk.decides(DANA, said, "undo")


async def test_two_hundred_cases_come_once_each_over_all_pages_also_where_times_are_equal(talk: Talk) -> None:
    said = await talk.says(AMAL)
    opened = []
    for number in range(200):
        case = Case(talk.new_id(), said.id, "report", ["reported"], talk.now, talk.now)
        await cases.add(case)
        opened.append(case.id)
        if number % 70 == 69:  # so that a page begins amid equal times
            talk.later(microseconds=1)

    seen, after, pages = [], None, 0
    while True:
        page = await queue(after=after)
        seen += [one.case.id for one in page.items]
        pages += 1
        assert page.open == 200
        if (after := page.next_after) is None:
            break

    assert seen == sorted(opened)
    assert pages == -(-200 // PAGE)


async def test_a_page_goes_on_after_a_case_that_was_decided_meanwhile(talk: Talk) -> None:
    said = [await talk.says(AMAL, HELD_WORDS) for _ in range(PAGE + 2)]
    first = await queue(after=None)
    last = first.items[-1].spoken.comment
    await talk.decides(DANA, last, "approve")

    rest = await queue(after=first.next_after)

    assert [one.spoken.comment.id for one in rest.items] == [one.id for one in said[PAGE:]]


async def test_a_case_that_never_was_begins_no_page(talk: Talk) -> None:
    await talk.says(AMAL, HELD_WORDS)

    assert (await queue(after=talk.new_id())).items == []


async def test_what_was_judged_can_be_undone_until_something_else_happens(talk: Talk) -> None:
    said = await talk.says(AMAL, HELD_WORDS)
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
    said = await talk.says(AMAL, HELD_WORDS)
    await talk.decides(DANA, said, "approve")
    await talk.decides(DANA, said, "undo")
    line = await judged(said.id)

    assert line is not None
    assert not line.can_undo
