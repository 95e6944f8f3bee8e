"""How right a rule was: what it had held, what of that was approved after all, and when that speaks against it."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comments_service.moderation.rule_figures import NONE_YET, Figures, figures, figures_of
from comments_service.records import Comment
from comments_service.rule_records import Hits
from comments_service.screening.screen import Rules
from comments_service.screening.watch_words import EmbargoTerm, WatchWord
from tests.support.company import AMAL, BEN, DANA
from tests.support.talking import Talk


@pytest.fixture
def talk(talk: Talk) -> Talk:
    words = (WatchWord("egret", id="7"), WatchWord("heron", id="8"))
    talk.rules = Rules(watch_words=words, embargo_terms=(EmbargoTerm("larkfield", "a"), EmbargoTerm("quay", "b")))
    return talk


async def holds(talk: Talk, word: str, action: str | None, **why: Any) -> Comment:
    said = await talk.says(AMAL, f"Look, {word} again.")
    if action:
        await talk.decides(DANA, said, action, **why)
    return said


@pytest.mark.anyio
async def test_what_was_decided_and_approved_is_counted_by_rule(talk: Talk) -> None:
    await holds(talk, "egret", "approve")
    await holds(talk, "egret and heron", "remove", reason="off-topic")
    await holds(talk, "heron", None)
    found = await figures(now=talk.now)

    assert found["word:7"] == Figures(Hits(2, 2, 1), Hits(2, 2, 1))
    assert found["word:8"] == Figures(Hits(2, 1, 0), Hits(2, 1, 0))
    assert await figures_of("word:7", now=talk.now) == found["word:7"]
    assert await figures_of("word:9", now=talk.now) == NONE_YET


@pytest.mark.anyio
async def test_an_undone_decision_does_not_count(talk: Talk) -> None:
    said = await holds(talk, "egret", "approve")
    await talk.decides(DANA, said, "undo")

    assert (await figures_of("word:7", now=talk.now)).ever == Hits(1, 0, 0)


@pytest.mark.anyio
async def test_what_its_author_took_back_was_never_decided(talk: Talk) -> None:
    await talk.withdraws(AMAL, await holds(talk, "egret", None))

    assert (await figures_of("word:7", now=talk.now)).ever == Hits(1, 0, 0)


@pytest.mark.anyio
async def test_what_is_older_than_ninety_days_is_not_recent(talk: Talk) -> None:
    await holds(talk, "egret", "approve")
    talk.later(days=91)
    await holds(talk, "egret", "remove", reason="off-topic")

    assert await figures_of("word:7", now=talk.now) == Figures(Hits(1, 1, 0), Hits(2, 2, 1))


@pytest.mark.anyio
async def test_words_under_embargo_are_one_line_that_names_no_page(talk: Talk) -> None:
    await holds(talk, "larkfield", "approve")
    await holds(talk, "quay", None)

    assert await figures(now=talk.now) == {"embargo": Figures(Hits(2, 1, 1), Hits(2, 1, 1))}


@pytest.mark.anyio
async def test_what_readers_reported_says_nothing_of_a_rule(talk: Talk) -> None:
    said = await talk.says(AMAL, "Nothing here.")
    await talk.reports(BEN, said)

    assert await figures(now=talk.now) == {}


@pytest.mark.parametrize(
    ("recent", "ever", "doubted"),
    [
        (Hits(19, 19, 19), Hits(19, 19, 19), None),
        (Hits(30, 20, 10), Hits(30, 20, 10), None),
        (Hits(30, 20, 11), Hits(90, 80, 11), Hits(30, 20, 11)),
        (Hits(0, 0, 0), Hits(25, 20, 12), Hits(25, 20, 12)),
        (Hits(50, 0, 0), Hits(50, 0, 0), None),
    ],
)
def test_over_half_wrong_in_twenty_is_doubted(recent: Hits, ever: Hits, doubted: Hits | None) -> None:
    assert Figures(recent, ever).doubted == doubted


@given(st.integers(0, 60), st.integers(0, 60))
def test_a_rule_that_is_mostly_right_or_hardly_known_is_never_doubted(decided: int, approved: int) -> None:
    hits = Hits(decided, decided, min(approved, decided))

    assert bool(Figures(hits, hits).doubted) == (decided >= 20 and hits.approved > decided - hits.approved)
