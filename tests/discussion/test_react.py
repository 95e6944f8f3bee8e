"""Reacting: one of each a person, counted and taken back; to what others said and all see; and nothing tells who."""

import asyncio
from typing import Any

import pytest

from comments_service.discussion.edit import CommentIsUnknown
from comments_service.discussion.limits import read_limits
from comments_service.discussion.my_view import my_view
from comments_service.discussion.react import REACTIONS, Presses, Reacted, ReactedTooOften, react, take_back, why_not
from comments_service.discussion.rendering import page_of
from comments_service.discussion.sync_threads import sync_threads
from comments_service.discussion.thread_rules import ThreadIsClosed
from comments_service.moderation.close_discussion import close_discussion
from comments_service.moderation.sanction import Measure, sanction
from comments_service.people.anonymity import Anonymity
from comments_service.people.standing import MutedUntil
from comments_service.records import Comment, Person
from comments_service.refusals import FieldIsWrong, NotAllowed
from comments_service.storage import connection, threads
from tests.discussion.test_unnamed import says
from tests.support.company import AMAL, BEN, DANA, ELI, INES, NOOR, PAGES, PRIYA, TOM, entry
from tests.support.talking import HELD_WORDS, WINDOW, Talk, everything

pytestmark = pytest.mark.anyio


async def reacts(talk: Talk, by: Person, to: Comment, name: str = "thanks") -> Reacted:
    return await react(to.id, name, by=by, ledger=talk.ledger, now=talk.now)


async def takes_back(talk: Talk, by: Person, to: Comment, name: str = "thanks") -> Reacted:
    return await take_back(to.id, name, by=by, ledger=talk.ledger)


async def version(uid: str = "rota") -> int | None:
    return await threads.version(uid)


async def test_each_counts_once_a_person(talk: Talk) -> None:
    said = await talk.says(AMAL)
    for by in (BEN, DANA, BEN):
        await reacts(talk, by, said)
    last = await reacts(talk, BEN, said, "smile")

    assert (last.counts, last.mine) == ({"smile": 1, "thanks": 2}, ["smile", "thanks"])
    assert len((await everything())["reaction"]) == 3


async def test_several_at_once_are_as_many_as_they_are(talk: Talk) -> None:
    said = await talk.says(AMAL)
    await asyncio.gather(*(reacts(talk, by, said) for by in (BEN, BEN, BEN, DANA, ELI, DANA, INES)))

    assert (await reacts(talk, BEN, said)).counts == {"thanks": 4}


async def test_it_is_taken_back_and_where_there_is_none_nothing_happens(talk: Talk) -> None:
    said = await talk.says(AMAL)
    await reacts(talk, BEN, said)
    await reacts(talk, DANA, said)

    after = await takes_back(talk, BEN, said)
    before = await version()
    again = await takes_back(talk, BEN, said)

    assert (after.counts, after.mine) == (again.counts, again.mine) == ({"thanks": 1}, [])
    assert await version() == before


async def test_what_changes_moves_the_thread_and_what_is_a_retry_does_not(talk: Talk) -> None:
    said = await talk.says(AMAL)
    talk.announced.clear()
    versions = [await version()]
    for act in (reacts, reacts, takes_back, takes_back):
        await act(talk, BEN, said)
        versions.append(await version())

    first = versions[0]
    assert first is not None
    assert versions == [first, first + 1, first + 1, first + 2, first + 2]
    assert talk.announced == ["rota", "rota"]


async def test_neither_who_nor_when_is_written_down_beside_it(talk: Talk) -> None:
    said = await talk.says(AMAL)
    before = await everything()
    await reacts(talk, BEN, said)
    await reacts(talk, BEN, said, "smile")
    await takes_back(talk, BEN, said, "smile")
    after = await everything()

    changed = {table for table, rows in after.items() if rows != before[table]}
    assert changed == {"reaction", "thread"}
    (row,) = after["reaction"]
    assert set(row) == {"id", "comment_id", "person_id", "name"}


@pytest.mark.parametrize("name", ["", "Thanks", "down", "thanks\x00"])
async def test_there_are_three_and_none_against_anybody(talk: Talk, name: str) -> None:
    said = await talk.says(AMAL)

    assert list(REACTIONS) == ["thanks", "same-here", "smile"]
    for act in (reacts, takes_back):
        with pytest.raises(FieldIsWrong) as refused:
            await act(talk, BEN, said, name)
        assert refused.value.facts["allowed"] == list(REACTIONS)


async def test_nobody_reacts_to_their_own(talk: Talk) -> None:
    said = await talk.says(AMAL)

    for name in REACTIONS:
        with pytest.raises(NotAllowed):
            await reacts(talk, AMAL, said, name)
    assert isinstance(await why_not(said, by=AMAL, now=talk.now), NotAllowed)
    assert await why_not(said, by=BEN, now=talk.now) is None


async def test_to_what_was_said_without_a_name_others_react_and_its_author_does_not(talk: Talk) -> None:
    await sync_threads([*PAGES, entry("confide", anonymous=True)], archive=[], ledger=talk.ledger)
    anonymity = Anonymity(["of a test, " * 4])
    said = (await says(talk, AMAL, anonymity=anonymity)).spoken.comment
    await talk.decides(DANA, said, "approve")

    assert (await reacts(talk, BEN, said)).counts == {"thanks": 1}
    with pytest.raises(NotAllowed):
        await reacts(talk, anonymity.known(AMAL), said)
    (row,) = (await everything())["reaction"]
    assert str(row["person_id"]) == str(BEN.id)


@pytest.mark.parametrize("become", ["held", "removed", "hidden", "withdrawn"])
async def test_to_what_nobody_sees_nobody_reacts(talk: Talk, become: str) -> None:
    said = await talk.says(AMAL, HELD_WORDS if become == "held" else "Seen.")
    if become == "removed":
        await talk.decides(DANA, said, "remove", reason="off-topic")
    elif become == "hidden":
        await talk.decides(DANA, said, "hide")
    elif become == "withdrawn":
        await talk.withdraws(AMAL, said)

    for act in (reacts, takes_back):
        with pytest.raises(CommentIsUnknown):
            await act(talk, BEN, said)


async def test_where_nothing_new_is_taken_a_reaction_is_taken_back_all_the_same(talk: Talk) -> None:
    said = await talk.says(AMAL)
    await reacts(talk, BEN, said)
    await close_discussion("rota", "We have an answer.", by=DANA, ledger=talk.ledger)

    with pytest.raises(ThreadIsClosed):
        await reacts(talk, ELI, said)
    # Sent again it is the same reaction, whatever happened meanwhile.
    assert (await reacts(talk, BEN, said)).counts == {"thanks": 1}
    assert (await takes_back(talk, BEN, said)).counts == {}


async def test_who_is_muted_does_not_react_and_may_take_back(talk: Talk) -> None:
    said = await talk.says(AMAL)
    await reacts(talk, BEN, said)
    until = talk.now.date().replace(month=12, day=1)
    await sanction("ben", Measure("mute", until, "For a week."), by=DANA, ledger=talk.ledger, new_id=talk.new_id)

    with pytest.raises(MutedUntil):
        await reacts(talk, BEN, said, "smile")
    assert (await takes_back(talk, BEN, said)).counts == {}


async def test_a_page_shows_how_many_and_the_overlay_which_are_mine(talk: Talk) -> None:
    said = await talk.says(AMAL)
    reply = await talk.says(BEN, "So it does.", to=said)
    for by in (BEN, PRIYA, TOM):
        await reacts(talk, by, said, "same-here")
    await reacts(talk, PRIYA, reply, "smile")
    thread = await threads.get("rota")
    assert thread is not None

    page = await page_of(thread, sort="oldest", after=None, size=50, now=talk.now)
    how: dict[str, Any] = {"edit_window": WINDOW, "now": talk.now}
    priya, noor, amal = [await my_view(thread, one, **how) for one in (PRIYA, NOOR, AMAL)]

    (root,) = page.nodes
    assert (root.reactions, root.replies[0].reactions) == ({"same-here": 3}, {"smile": 1})
    assert priya.reactions == {said.id: ["same-here"], reply.id: ["smile"]}
    assert noor.reactions == amal.reactions == {}
    assert [one.reactions for one in amal.mine] == [{"same-here": 3}]


async def test_who_reacts_very_often_waits_a_while_and_may_take_back_what_they_said(talk: Talk) -> None:
    said, other = await talk.says(AMAL), await talk.says(AMAL, "The canteen is closed.")
    presses = Presses(read_limits("reactions=3/10m").reactions)

    async def presses_on(to: Comment, by: Person = BEN) -> Reacted:
        return await react(to.id, "thanks", by=by, ledger=talk.ledger, now=talk.now, presses=presses)

    for minutes in (0, 2, 2):
        talk.later(minutes=minutes)
        await presses_on(said)
        await presses_on(said)
        await takes_back(talk, BEN, said)
    before = await everything()
    with pytest.raises(ReactedTooOften) as refused:
        await presses_on(other)

    assert refused.value.code == "too-soon"
    assert refused.value.facts["seconds"] == 360
    assert refused.value.message == "One person may react 3 times in 10 minutes. Try it again in 6 minutes."
    assert await everything() == before
    await presses_on(other, DANA)
    talk.later(minutes=6)
    assert (await presses_on(other)).counts == {"thanks": 2}
    with pytest.raises(ReactedTooOften):
        await presses_on(said)
    assert (await takes_back(talk, BEN, other)).counts == {"thanks": 1}


async def test_a_count_is_read_by_an_index(talk: Talk) -> None:
    said = await talk.says(AMAL)
    if connection.is_postgres():
        return
    query = "SELECT name, COUNT(*) FROM reaction WHERE comment_id = ? GROUP BY comment_id, name"
    plan = await connection.fetch(f"EXPLAIN QUERY PLAN {query}", said.id)

    assert ["SCAN" in row["detail"] for row in plan] == [False]


async def test_what_more_people_found_something_in_is_the_more_helpful(talk: Talk) -> None:
    said = [await talk.says(AMAL, f"Word {number}.") for number in range(3)]
    for by in (BEN, DANA):
        await reacts(talk, by, said[1])
    await reacts(talk, BEN, said[2], "smile")
    thread = await threads.get("rota")
    assert thread is not None

    page = await page_of(thread, sort="helpful", after=None, size=50, now=talk.now)

    assert [node.spoken.comment.id for node in page.nodes] == [said[1].id, said[2].id, said[0].id]
