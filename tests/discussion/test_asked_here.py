"""The head of a discussion tells how its questions end; a session is not put away while one is open."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from comments_service.discussion import rendering, thread_rules
from comments_service.discussion.deadlines import USUAL
from comments_service.discussion.rendering import Page
from comments_service.discussion.sync_threads import QuestionsAreOpen, sync_threads
from comments_service.discussion.thread_rules import ThreadIsClosed
from comments_service.moderation.marks.acknowledge import acknowledge
from comments_service.moderation.marks.endorse import endorse
from comments_service.moderation.outcomes.take_step import Wanted, take_step
from comments_service.moderation.settle_case import settle_case
from comments_service.records import Comment
from comments_service.storage import cases, threads
from tests.support.company import AMAL, BEN, DANA, INES, PAGES, PRIYA, entry
from tests.support.talking import Talk

pytestmark = pytest.mark.anyio


@pytest.fixture
async def session(talk: Talk) -> Talk:
    """With a session that Ines answers in, and promises to within two working days."""
    ama = entry("ask", kind="ama", owner="ines", responders=["ines"], response_promise="2wd")
    await sync_threads([*PAGES, ama], archive=[], ledger=talk.ledger)
    return talk


async def head(talk: Talk) -> Page:
    thread = await rendering.thread("ask")
    assert thread
    return await rendering.page_of(thread, sort="oldest", after=None, size=20, now=talk.now)


async def takes(talk: Talk, said: Comment, step: str, **more: str) -> None:
    how: dict[str, Any] = {"ledger": talk.ledger, "rules": talk.rules, "new_id": talk.new_id, "today": talk.now.date()}
    await take_step(said.id, Wanted(step, "open", "This is why.", **more), by=DANA, **how)


async def test_c5_7_a_session_counts_each_question_and_cannot_be_put_away_while_one_is_open(session: Talk) -> None:
    asked = [
        await session.says(by, f"Question {number}?", thread="ask")
        for number, by in enumerate((AMAL, BEN, PRIYA, AMAL, BEN, PRIYA))
    ]
    await session.says(AMAL, "A remark.", thread="ask", kind="comment")
    # What a facilitator or a colleague replies is no answer here; what a leader says, or somebody endorses, is.
    await session.says(DANA, "Ines answers on Friday.", thread="ask", to=asked[0])
    await session.says(INES, "We do.", thread="ask", to=asked[1])
    helpful = await session.says(BEN, "It is on the board.", thread="ask", to=asked[2])
    await endorse(helpful.id, by=INES, ledger=session.ledger, new_id=session.new_id)
    await takes(session, asked[3], "merged", of=str(asked[1].id))
    await takes(session, asked[4], "declined", reason="law-or-safety")
    how: dict[str, Any] = {"ledger": session.ledger, "new_id": session.new_id, "today": session.now.date()}
    await acknowledge(asked[5].id, "ines", "2026-11-25", by=DANA, **how)

    shown = await head(session)
    assert shown.ends == {"answered": 2, "merged": 1, "later": 1, "declined": 1, "open": 1}
    assert [one.name for one in shown.answerers] == ["Ines Okafor"]
    assert list(await cases.with_open("ask", kind="question")) == [asked[0].id, asked[5].id]
    # By the promise of the page, and not by the target of the site.
    (case,) = [one for one in await cases.all_open_of(asked[0].id) if one.kind == "question"]
    assert case.due == USUAL.hours.after_days(case.opened, 2)

    before = await threads.get("ask")
    for archive in ([], ["ask"]):
        with pytest.raises(Exception, match="ask") as refused:
            await sync_threads(PAGES, archive=archive, ledger=session.ledger)
        assert isinstance(refused.value, QuestionsAreOpen) == bool(archive)
    assert refused.value.facts == {"open": {"ask": 1}}
    assert await threads.get("ask") == before
    await takes(session, asked[0], "later", until="2026-12-01")
    # A day that passes opens a question again, and the page stays.
    kept_until, session.now = session.now, session.now + timedelta(days=2, hours=12)
    with pytest.raises(QuestionsAreOpen):
        await sync_threads(PAGES, archive=["ask"], ledger=session.ledger)
    session.now = kept_until
    await sync_threads(PAGES, archive=["ask"], ledger=session.ledger)
    archived = await threads.get("ask")
    assert archived
    assert archived.archived


async def test_c3_10_readers_see_how_a_promise_is_kept_and_that_it_is_not(session: Talk) -> None:
    answered = await session.says(AMAL, "Question?", thread="ask")
    session.later(hours=3)
    await session.says(INES, "Yes.", thread="ask", to=answered)
    await session.says(BEN, "Another?", thread="ask")
    settled = await session.says(AMAL, "Rhetorical?", thread="ask")
    await settle_case(settled.id, "question", by=DANA, ledger=session.ledger)

    promise = (await head(session)).kept
    assert promise
    assert (promise.owed, promise.answered, promise.usual, promise.late) == (2, 1, 1, [])
    session.later(days=3)
    promise = (await head(session)).kept
    assert promise
    assert len(promise.late) == 1


async def test_a_session_opens_and_closes_by_itself(session: Talk) -> None:
    ama = entry("ask", kind="ama", opens="2026-11-24", closes="2026-11-25")
    await sync_threads([*PAGES, ama], archive=[], ledger=session.ledger)
    with pytest.raises(ThreadIsClosed):
        await session.says(AMAL, "Too early?", thread="ask")
    session.later(days=1)
    await session.says(AMAL, "In time?", thread="ask")
    thread = await threads.get("ask")
    assert thread
    open_on = {days: thread_rules.is_open(thread, now=session.now + timedelta(days=days)) for days in (-1, 0, 1, 2)}
    assert open_on == {-1: False, 0: True, 1: True, 2: False}
    assert not thread_rules.is_open(replace(thread, archived=True), now=session.now)
