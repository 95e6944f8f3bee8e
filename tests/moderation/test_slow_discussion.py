"""In a slowed discussion everybody posts once in some minutes, however they try."""

import asyncio
from datetime import timedelta

import pytest

from comments_service.discussion.pace import TooSoon, pace
from comments_service.discussion.sync_threads import sync_threads
from comments_service.moderation.slow_discussion import slow_discussion
from comments_service.records import Comment
from comments_service.refusals import FieldIsWrong
from comments_service.storage import threads
from tests.support.company import AMAL, BEN, DANA, PAGES, entry
from tests.support.talking import HELD_WORDS, Talk

pytestmark = pytest.mark.anyio


@pytest.fixture
async def slowed(talk: Talk) -> Talk:
    """A conversation about the rota, slowed to one comment in ten minutes."""
    await slow_discussion("rota", 10, by=DANA, ledger=talk.ledger)
    return talk


async def test_a_second_comment_too_early_is_refused_with_how_long_to_wait(slowed: Talk) -> None:
    await slowed.says(AMAL)
    slowed.later(minutes=4)

    with pytest.raises(TooSoon) as refused:
        await slowed.says(AMAL, "And another thing.")

    assert refused.value.facts == {"seconds": 360, "until": "2026-11-23T12:10:00+00:00"}
    assert "once in 10 minutes" in refused.value.message
    assert "in 6 minutes" in refused.value.message
    slowed.later(minutes=6)
    await slowed.says(AMAL, "And another thing.")


async def test_everybody_has_a_turn_of_their_own_and_another_page_is_not_slowed(slowed: Talk) -> None:
    await slowed.says(AMAL)

    await slowed.says(BEN)
    await slowed.says(AMAL, thread="ask-ines")


@pytest.mark.parametrize("became", ["held", "withdrawn"])
async def test_what_was_held_or_withdrawn_was_a_turn(slowed: Talk, became: str) -> None:
    said = await slowed.says(AMAL, HELD_WORDS if became == "held" else "Never mind.")
    if became == "withdrawn":
        await slowed.withdraws(AMAL, said)

    with pytest.raises(TooSoon):
        await slowed.says(AMAL, "Again.")


async def test_the_same_comment_sent_again_is_no_second_one(slowed: Talk) -> None:
    said = await slowed.says(AMAL, "Once.")

    assert not (await slowed.posts(AMAL, "Once.", id=said.id)).is_new


async def test_two_comments_at_once_are_one_and_a_refusal(slowed: Talk) -> None:
    became = await asyncio.gather(slowed.says(AMAL, "One."), slowed.says(AMAL, "Two."), return_exceptions=True)

    assert sorted(type(one).__name__ for one in became) == ["Comment", "TooSoon"]


async def test_the_same_comment_twice_at_once_is_one_comment(slowed: Talk) -> None:
    own_id = slowed.new_id()

    became = await asyncio.gather(*(slowed.says(AMAL, "One.", id=own_id) for _ in range(2)))

    assert [type(one) for one in became] == [Comment, Comment]


async def test_changing_a_comment_needs_no_turn(slowed: Talk) -> None:
    said = await slowed.says(AMAL)

    await slowed.edits(AMAL, said, "What I meant to say.")


@pytest.mark.parametrize(("minutes", "is_slow"), [(None, True), (0, False), (1, True)])
async def test_a_page_may_ask_for_it_and_a_facilitator_sets_it_over_that(
    talk: Talk, minutes: int | None, is_slow: bool
) -> None:
    await sync_threads([entry("rota", slow_mode=600), *PAGES[1:]], archive=[], ledger=talk.ledger)
    await slow_discussion("rota", minutes, by=DANA, ledger=talk.ledger)
    thread = await threads.get("rota")
    assert thread is not None

    assert pace(thread) == timedelta(minutes=10 if minutes is None else minutes)
    await talk.says(AMAL)
    if is_slow:
        with pytest.raises(TooSoon):
            await talk.says(AMAL, "Again.")
    else:
        await talk.says(AMAL, "Again.")


@pytest.mark.parametrize("minutes", [-1, 1441])
async def test_a_pace_is_at_most_a_day(talk: Talk, minutes: int) -> None:
    with pytest.raises(FieldIsWrong):
        await slow_discussion("rota", minutes, by=DANA, ledger=talk.ledger)


async def test_the_same_pace_twice_is_one_change(slowed: Talk) -> None:
    before = await threads.version("rota")

    await slow_discussion("rota", 10, by=DANA, ledger=slowed.ledger)

    assert await threads.version("rota") == before
