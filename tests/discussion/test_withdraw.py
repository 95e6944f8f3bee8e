"""Withdrawing: final, once, and with its place kept while there are replies."""

import asyncio

import pytest

from comments_service.discussion.edit import CommentIsUnknown
from comments_service.discussion.lifecycle import MoveIsImpossible
from comments_service.discussion.withdraw import withdraw
from comments_service.events import COMMENT_WITHDRAWN
from comments_service.refusals import NotAllowed
from comments_service.storage import cases, comments
from tests.support.company import AMAL, BEN, DANA
from tests.support.talking import HELD_WORDS, Talk, everything

pytestmark = pytest.mark.anyio


async def test_what_was_withdrawn_is_public_no_more(talk: Talk) -> None:
    said = await talk.says(AMAL)
    after = await talk.withdraws(AMAL, said)
    event = (await talk.events_of(said))[-1]

    assert (after.state, after.version, after.public_number) == ("withdrawn", 2, None)
    assert await talk.now_of(said) == after
    assert await comments.counts(["rota"]) == {"rota": 0}
    assert (event.kind, event.facts) == (COMMENT_WITHDRAWN, {"before": "published"})
    assert talk.announced == ["rota", "rota"]


async def test_withdrawing_twice_is_withdrawing_once(talk: Talk) -> None:
    said = await talk.says(AMAL)
    once = await talk.withdraws(AMAL, said)
    before = await everything()

    assert await talk.withdraws(AMAL, said) == once
    assert await everything() == before


async def test_withdrawing_twice_at_once_is_withdrawing_once(talk: Talk) -> None:
    said = await talk.says(AMAL)

    ends = await asyncio.gather(talk.withdraws(AMAL, said), talk.withdraws(AMAL, said))

    assert [end.state for end in ends] == ["withdrawn", "withdrawn"]
    assert [event.kind for event in await talk.events_of(said)].count(COMMENT_WITHDRAWN) == 1


async def test_what_waits_can_be_withdrawn_and_leaves_the_queue(talk: Talk) -> None:
    said = await talk.says(AMAL, HELD_WORDS)
    await talk.withdraws(AMAL, said)

    assert await cases.open_of(said.id) == []


async def test_what_is_hidden_can_be_withdrawn(talk: Talk) -> None:
    said = await talk.says(AMAL)
    await talk.reports(BEN, said, "personal-data")

    assert (await talk.withdraws(AMAL, said)).state == "withdrawn"


async def test_what_a_facilitator_removed_cannot_be_withdrawn(talk: Talk) -> None:
    said = await talk.says(AMAL)
    await talk.decides(DANA, said, "remove", reason="off-topic")

    with pytest.raises(MoveIsImpossible):
        await talk.withdraws(AMAL, said)


async def test_only_its_author_may_withdraw(talk: Talk) -> None:
    said = await talk.says(AMAL)

    for somebody_else in (BEN, DANA):
        with pytest.raises(NotAllowed):
            await talk.withdraws(somebody_else, said)


async def test_there_must_be_such_a_comment(talk: Talk) -> None:
    with pytest.raises(CommentIsUnknown):
        await withdraw(talk.new_id(), by=AMAL, ledger=talk.ledger, now=talk.now)


async def test_its_replies_stay(talk: Talk) -> None:
    said = await talk.says(AMAL)
    answer = await talk.says(BEN, to=said)
    await talk.withdraws(AMAL, said)

    assert await comments.roots("rota", newest_first=False, after=None, limit=9) == [said.id]
    assert (await talk.now_of(answer)).state == "published"


async def test_it_is_final(talk: Talk) -> None:
    said = await talk.says(AMAL)
    await talk.withdraws(AMAL, said)

    for action in ("approve", "restore", "remove", "hide", "undo"):
        with pytest.raises(MoveIsImpossible):
            await talk.decides(DANA, said, action, reason="off-topic")
