"""How much one person may say in a while: as the setting says, over all discussions, and however they try."""

import asyncio
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comments_service.discussion.limits import LimitsAreWrong, read_limits
from comments_service.discussion.pace import TooSoon
from comments_service.records import Comment
from comments_service.storage import reports
from tests.support.company import AMAL, BEN, DANA
from tests.support.talking import HELD_WORDS, Talk, everything

# --- the setting --------------------------------------------------------------------------------------------------


def test_what_is_not_named_is_as_usual() -> None:
    usual, set_here = read_limits(""), read_limits(" edits=5/2h ")

    assert (set_here.comments, set_here.reports) == (usual.comments, usual.reports)
    assert (set_here.edits.most, set_here.edits.within) == (5, timedelta(hours=2))
    assert set_here.edits.rule == "One person may make 5 edits in 2 hours."
    assert read_limits("reports=1/1d").reports.rule == "One person may send 1 report in 24 hours."
    assert read_limits("reactions=9/1m").reactions.rule == "One person may react 9 times in 1 minute."


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("comments", "as in comments=60/10m"),
        ("comments=0/10m", "as in comments=60/10m"),
        ("comments=30", "as in comments=60/10m"),
        ("comments=30/10", "as in comments=60/10m"),
        ("comments=٣/10m", "as in comments=60/10m"),
        ("likes=3/1m", "any of comments, edits, reports, reactions"),
        ("comments=3/2d", "longer than a day"),
        ("comments=3/1m, comments=4/1m", "says twice how many comments"),
    ],
)
def test_a_setting_that_says_nothing_of_use_is_refused_with_what_would_do(text: str, says: str) -> None:
    with pytest.raises(LimitsAreWrong, match=says):
        read_limits(text)


@given(text=st.text(max_size=40) | st.from_regex(r"[a-z]{1,8}=\d{1,8}/\d{1,5}[mhdw](, ?)?", fullmatch=True))
def test_any_text_is_limits_or_is_refused(text: str) -> None:
    try:
        limits = read_limits(text)
    except LimitsAreWrong:
        return
    for limit in (limits.comments, limits.edits, limits.reports, limits.reactions):
        assert limit.most >= 1
        assert timedelta() < limit.within <= timedelta(days=1)


# --- what it lets people do ---------------------------------------------------------------------------------------


@pytest.fixture
def limited(talk: Talk) -> Talk:
    """A conversation in which one person may do everything twice in ten minutes."""
    talk.limits = read_limits("comments=2/10m, edits=2/10m, reports=2/10m")
    return talk


@pytest.mark.anyio
async def test_one_comment_too_many_is_refused_with_when_it_may_be_sent_and_then_taken(limited: Talk) -> None:
    await limited.says(AMAL)
    limited.later(minutes=3)
    await limited.says(AMAL, HELD_WORDS, thread="ask-ines")
    limited.later(minutes=1)
    before = await everything()

    with pytest.raises(TooSoon) as refused:
        await limited.says(AMAL, "And another thing.", thread="rumours")

    assert refused.value.facts == {"seconds": 360, "until": "2026-11-23T12:10:00+00:00"}
    assert refused.value.message == (
        "One person may post 2 comments in 10 minutes. You can send this in 6 minutes: nothing of it is lost."
    )
    assert await everything() == before
    await limited.says(BEN)
    limited.later(minutes=6)
    await limited.says(AMAL, "And another thing.")
    with pytest.raises(TooSoon):
        await limited.says(AMAL, "And a third.")


@pytest.mark.anyio
async def test_what_was_withdrawn_counts_and_the_same_sent_again_does_not(limited: Talk) -> None:
    first, second = await limited.says(AMAL), await limited.says(AMAL, "Never mind.")
    await limited.withdraws(AMAL, second)

    assert not (await limited.posts(AMAL, id=first.id)).is_new
    with pytest.raises(TooSoon):
        await limited.says(AMAL, "Once more.")


@pytest.mark.anyio
async def test_several_at_once_in_different_discussions_are_as_many_as_may_be(limited: Talk) -> None:
    places = ["rota", "ask-ines", "answered", "rota", "ask-ines", "answered"]

    became = await asyncio.gather(
        *(limited.says(AMAL, f"Number {n}.", thread=thread) for n, thread in enumerate(places)), return_exceptions=True
    )

    assert sorted(type(one).__name__ for one in became) == ["Comment"] * 2 + ["TooSoon"] * 4


@pytest.mark.anyio
async def test_edits_are_counted_over_all_comments_and_a_returned_one_may_always_be_changed(limited: Talk) -> None:
    said, other = await limited.says(AMAL), await limited.says(AMAL, "The canteen is closed.")
    await limited.edits(AMAL, said, "The rota works.")
    await limited.edits(AMAL, other, "The canteen opens at ten.")

    with pytest.raises(TooSoon, match="One person may make 2 edits"):
        await limited.edits(AMAL, said, "The rota does not work.")

    await limited.decides(DANA, said, "hide")
    await limited.decides(DANA, said, "return", reason="wrong-information", message="Which rota?")
    await limited.edits(AMAL, said, "The rota of the night shift works.")
    limited.later(minutes=10)
    await limited.edits(AMAL, other, "The canteen opens at eleven.")


@pytest.mark.anyio
async def test_several_edits_at_once_are_as_many_as_may_be(limited: Talk) -> None:
    said = [await limited.says(AMAL, "One."), await limited.says(AMAL, "Two.", thread="ask-ines")]
    limited.later(minutes=10)
    said.append(await limited.says(AMAL, "Three.", thread="answered"))

    became = await asyncio.gather(
        *(limited.edits(AMAL, one, f"Changed {n}.") for n, one in enumerate(said)), return_exceptions=True
    )

    assert sorted(type(one).__name__ for one in became) == ["Edited", "Edited", "TooSoon"]


@pytest.mark.anyio
async def test_reports_are_counted_and_changing_ones_own_is_no_second_one(limited: Talk) -> None:
    said = [await limited.says(by, thread=thread) for by in (AMAL, BEN) for thread in ("rota", "ask-ines")]
    for one in said[:2]:
        await limited.reports(DANA, one)

    with pytest.raises(TooSoon, match="One person may send 2 reports"):
        await limited.reports(DANA, said[2])

    await limited.reports(DANA, said[0], "other", "On second thoughts.")
    assert [len(found) for found in (await reports.of_comments([said[2].id])).values()] == []
    limited.later(minutes=10)
    became = await asyncio.gather(*(limited.reports(DANA, one) for one in said[1:]), return_exceptions=True)
    assert [type(one) for one in became].count(Comment) == 2
    assert [type(one) for one in became].count(TooSoon) == 1
