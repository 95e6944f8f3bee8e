"""What is personal in a thread: may I speak here, what of mine waits and why, what I may do with it."""

import pytest

from comments_service.discussion.my_view import Mine, MyView, my_view
from comments_service.records import Person
from comments_service.storage import threads
from tests.support.company import AMAL, BEN, DANA
from tests.support.talking import HELD_WORDS, WINDOW, Talk

pytestmark = pytest.mark.anyio


async def view(talk: Talk, person: Person | None, thread: str = "rota") -> MyView:
    found = await threads.get(thread)
    assert found is not None
    return await my_view(found, person, edit_window=WINDOW, now=talk.now)


async def only(talk: Talk, thread: str = "rota") -> Mine:
    (mine,) = (await view(talk, AMAL, thread)).mine
    return mine


async def test_nobody_has_nothing_and_may_know_whether_it_is_open(talk: Talk) -> None:
    assert await view(talk, None) == MyView(None, is_open=True, mine=[])
    assert not (await view(talk, None, "heard")).is_open


async def test_only_my_own_comments_are_mine(talk: Talk) -> None:
    said = await talk.says(AMAL)
    await talk.says(BEN)
    await talk.says(AMAL, thread="ask-ines")

    assert [one.spoken.comment.id for one in (await view(talk, AMAL)).mine] == [said.id]


async def test_a_public_comment_can_be_edited_and_withdrawn(talk: Talk) -> None:
    await talk.says(AMAL)
    mine = await only(talk)

    assert (mine.is_public, mine.waits, list(mine.can)) == (True, False, ["edit", "withdraw"])
    assert mine.editable_until == talk.now + WINDOW


async def test_after_the_window_it_can_be_withdrawn(talk: Talk) -> None:
    await talk.says(AMAL)
    talk.later(minutes=16)

    assert list((await only(talk)).can) == ["withdraw"]


async def test_what_waits_says_why_and_has_my_words(talk: Talk) -> None:
    await talk.says(AMAL, HELD_WORDS)
    mine = await only(talk)

    assert (mine.is_public, list(mine.why_waiting)) == (False, ["finding:watch_word"])
    assert mine.spoken.revision is not None
    assert mine.spoken.revision.body == HELD_WORDS


async def test_an_edit_that_waits_has_my_latest_words(talk: Talk) -> None:
    said = await talk.says(AMAL, "First words.")
    await talk.edits(AMAL, said, HELD_WORDS)
    mine = await only(talk)

    assert (mine.is_public, list(mine.why_waiting)) == (True, ["finding:watch_word"])
    assert mine.spoken.revision is not None
    assert mine.spoken.revision.body == HELD_WORDS


async def test_what_was_removed_says_why_and_can_only_be_appealed(talk: Talk) -> None:
    said = await talk.says(AMAL)
    await talk.decides(DANA, said, "remove", reason="off-topic")
    talk.later(seconds=10)
    mine = await only(talk)

    assert mine.decision is not None
    assert (mine.decision.reason, list(mine.can), mine.waits) == ("off-topic", ["appeal"], False)


async def test_what_is_hidden_says_that_it_is_being_checked(talk: Talk) -> None:
    said = await talk.says(AMAL)
    await talk.reports(BEN, said, "personal-data")
    mine = await only(talk)

    assert (list(mine.why_waiting), list(mine.can)) == (["reported"], ["withdraw"])


async def test_a_report_that_hides_nothing_is_not_told(talk: Talk) -> None:
    said = await talk.says(AMAL)
    await talk.reports(BEN, said)

    assert not (await only(talk)).waits


async def test_what_i_withdrew_is_mine_no_more(talk: Talk) -> None:
    said = await talk.says(AMAL)
    await talk.withdraws(AMAL, said)

    assert (await view(talk, AMAL)).mine == []


async def test_in_a_closed_discussion_i_may_still_withdraw(talk: Talk) -> None:
    talk.later(days=-7)
    said = await talk.says(AMAL, thread="last-week")
    talk.later(days=7)
    mine = await only(talk, "last-week")

    assert list(mine.can) == ["withdraw"]
    assert (await talk.withdraws(AMAL, said)).state == "withdrawn"
