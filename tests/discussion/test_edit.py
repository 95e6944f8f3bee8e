"""Editing: within the window, screened again; what is public is what passed."""

import asyncio
from dataclasses import replace

import pytest

from comments_service.discussion.body import BodyIsEmpty
from comments_service.discussion.edit import ChangedMeanwhile, CommentIsUnknown, Edited, TooLateToEdit
from comments_service.discussion.sync_threads import sync_threads
from comments_service.discussion.thread_rules import ThreadIsClosed
from comments_service.discussion.wording import BodyIsBlocked, BodyNeedsAdvice
from comments_service.events import COMMENT_EDITED, Ledger
from comments_service.moderation.decide import Decided
from comments_service.refusals import NotAllowed
from comments_service.storage import cases, comments, threads
from tests.support.company import AMAL, BEN, DANA, PAGES, entry
from tests.support.talking import (
    ADVISED_WORDS,
    BLOCKED_SECRET,
    BLOCKED_WORDS,
    HELD_WORDS,
    Talk,
    everything,
    words_anywhere,
)

pytestmark = pytest.mark.anyio


async def test_new_words_are_public_at_once_and_the_old_ones_are_kept(talk: Talk) -> None:
    said = await talk.says(AMAL, "First words.")
    talk.later(minutes=5)
    edited = await talk.edits(AMAL, said, "Better words.")

    assert edited.why_held == []
    assert await talk.words_of(said) == ("Better words.", "Better words.")
    assert await words_anywhere("First words.") == ["revision.body", "revision.html"]
    now = await talk.now_of(said)
    assert (now, now.version, now.edited) == (edited.spoken.comment, 2, talk.now)


async def test_an_edit_moves_the_threads_version_and_is_recorded_without_its_words(talk: Talk) -> None:
    said = await talk.says(AMAL)
    before = await threads.version("rota")
    await talk.edits(AMAL, said, "Better words.")
    event = (await talk.events_of(said))[-1]

    assert await threads.version("rota") == (before or 0) + 1
    assert (event.kind, event.person_id, event.facts) == (COMMENT_EDITED, AMAL.id, {"number": 2, "public": True})
    assert talk.announced == ["rota", "rota"]


async def test_the_window_ends_after_its_last_minute(talk: Talk) -> None:
    said = await talk.says(AMAL)
    talk.later(minutes=15)
    await talk.edits(AMAL, said, "At the last moment.")

    talk.later(microseconds=1)
    before = await everything()
    with pytest.raises(TooLateToEdit) as refused:
        await talk.edits(AMAL, said, "Too late.")

    assert refused.value.facts == {"until": "2026-11-23T12:15:00+00:00"}
    assert await everything() == before


async def test_only_its_author_may_edit(talk: Talk) -> None:
    said = await talk.says(AMAL)

    for somebody_else in (BEN, DANA):
        with pytest.raises(NotAllowed):
            await talk.edits(somebody_else, said, "Words put into her mouth.")


async def test_there_must_be_such_a_comment(talk: Talk) -> None:
    said = await talk.says(AMAL)
    await talk.withdraws(AMAL, said)

    with pytest.raises(TooLateToEdit):
        await talk.edits(AMAL, said, "Back again.")
    with pytest.raises(CommentIsUnknown):
        await talk.edits(AMAL, replace(said, id=talk.new_id()), "Words for nothing.")


@pytest.mark.parametrize("action", ["hide", "remove"])
async def test_what_was_taken_away_cannot_be_edited(talk: Talk, action: str) -> None:
    said = await talk.says(AMAL)
    await talk.decides(DANA, said, action, reason="hurtful")

    with pytest.raises(TooLateToEdit):
        await talk.edits(AMAL, said, "Kinder words.")


async def test_in_a_closed_discussion_nothing_is_edited(talk: Talk) -> None:
    said = await talk.says(AMAL)
    await sync_threads([*PAGES[1:], entry("rota", comments="closed")], archive=[], ledger=Ledger(now=lambda: talk.now))

    with pytest.raises(ThreadIsClosed):
        await talk.edits(AMAL, said, "Better words.")


async def test_empty_words_are_refused(talk: Talk) -> None:
    said = await talk.says(AMAL)

    with pytest.raises(BodyIsEmpty):
        await talk.edits(AMAL, said, " ")


# --- screened again -----------------------------------------------------------------------------------------------


async def test_where_new_words_need_a_human_the_words_that_passed_stay_public(talk: Talk) -> None:
    said = await talk.says(AMAL, "First words.")
    edited = await talk.edits(AMAL, said, HELD_WORDS)
    (case,) = await cases.open_of(said.id)

    assert (edited.spoken.comment.state, edited.why_held) == ("published", ["finding:watch_word"])
    assert await talk.words_of(said) == ("First words.", HELD_WORDS)
    assert (case.kind, case.why) == ("edit", ["finding:watch_word"])


async def test_where_every_comment_is_reviewed_an_edit_waits_too(talk: Talk) -> None:
    said = await talk.says(AMAL, "First words.", thread="incident")
    await talk.decides(DANA, said, "approve")
    edited = await talk.edits(AMAL, said, "Second words.")

    assert edited.why_held == ["page-is-reviewed"]
    assert await talk.words_of(said) == ("First words.", "Second words.")


async def test_an_approved_edit_is_public(talk: Talk) -> None:
    said = await talk.says(AMAL, "First words.")
    await talk.edits(AMAL, said, HELD_WORDS)
    await talk.decides(DANA, said, "approve")

    assert await talk.words_of(said) == (HELD_WORDS, HELD_WORDS)
    assert await cases.open_of(said.id) == []


async def test_further_edits_that_need_a_human_stay_one_case(talk: Talk) -> None:
    said = await talk.says(AMAL, "First words.")
    await talk.edits(AMAL, said, HELD_WORDS)
    (before,) = await cases.open_of(said.id)
    talk.later(minutes=1)
    await talk.edits(AMAL, said, HELD_WORDS + " Twice.")

    assert await cases.open_of(said.id) == [before]


async def test_an_edit_that_passes_leaves_nothing_to_review(talk: Talk) -> None:
    """Its author took the words back that needed a human: nobody should spend a minute on them."""
    said = await talk.says(AMAL, "First words.")
    await talk.edits(AMAL, said, HELD_WORDS)
    edited = await talk.edits(AMAL, said, "Harmless words.")

    assert edited.why_held == []
    assert await talk.words_of(said) == ("Harmless words.", "Harmless words.")
    assert await cases.open_of(said.id) == []


async def test_an_edit_that_passes_does_not_close_what_others_reported(talk: Talk) -> None:
    said = await talk.says(AMAL, "First words.")
    await talk.reports(BEN, said)
    await talk.edits(AMAL, said, "Harmless words.")

    assert [case.kind for case in await cases.open_of(said.id)] == ["report"]


async def test_an_edit_of_a_held_comment_keeps_its_place_in_the_queue(talk: Talk) -> None:
    said = await talk.says(AMAL, HELD_WORDS)
    (before,) = await cases.open_of(said.id)
    talk.later(minutes=3)
    edited = await talk.edits(AMAL, said, "Harmless words.")

    assert (edited.spoken.comment.state, edited.why_held) == ("held", ["finding:watch_word"])
    assert await cases.open_of(said.id) == [before]
    assert await talk.words_of(said) == (None, "Harmless words.")


async def test_advice_comes_before_an_edit_too(talk: Talk) -> None:
    said = await talk.says(AMAL, "First words.")
    before = await everything()
    with pytest.raises(BodyNeedsAdvice):
        await talk.edits(AMAL, said, ADVISED_WORDS)
    assert await everything() == before

    edited = await talk.edits(AMAL, said, ADVISED_WORDS, ask_review=True)
    assert edited.why_held == ["asked-for-review"]
    assert await talk.words_of(said) == ("First words.", ADVISED_WORDS)


async def test_what_is_blocked_is_stored_nowhere(talk: Talk) -> None:
    said = await talk.says(AMAL)
    before = await everything()

    with pytest.raises(BodyIsBlocked):
        await talk.edits(AMAL, said, BLOCKED_WORDS)

    assert await words_anywhere(BLOCKED_SECRET) == []
    assert await everything() == before


# --- at the same time ---------------------------------------------------------------------------------------------


async def test_edits_at_once_take_turns_or_are_told_that_it_changed_meanwhile(talk: Talk) -> None:
    said = await talk.says(AMAL)

    ends = await asyncio.gather(
        *(talk.edits(AMAL, said, f"Way number {number}.") for number in range(6)), return_exceptions=True
    )
    made = len([end for end in ends if isinstance(end, Edited)])
    now = await talk.now_of(said)

    assert made + len([end for end in ends if isinstance(end, ChangedMeanwhile)]) == 6
    assert made >= 1
    assert (now.latest_number, now.version, now.public_number) == (made + 1,) * 3
    assert len((await everything())["revision"]) == made + 1


async def test_an_edit_and_a_removal_at_once_do_not_undo_each_other(talk: Talk) -> None:
    said = await talk.says(AMAL)

    edited, decided = await asyncio.gather(
        talk.edits(AMAL, said, "Better words."),
        talk.decides(DANA, said, "remove", reason="off-topic"),
        return_exceptions=True,
    )
    now = await talk.now_of(said)

    assert (now.state == "removed") == isinstance(decided, Decided)
    assert (now.latest_number == 2) == isinstance(edited, Edited)
    assert isinstance(decided, Decided) or isinstance(edited, Edited)


async def test_an_edit_of_a_version_that_is_gone_is_told_so(talk: Talk) -> None:
    said = await talk.says(AMAL)
    await talk.edits(AMAL, said, "Better words.")

    assert not await comments.change(replace(said, version=said.version + 1))
