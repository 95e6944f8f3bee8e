"""Returning a comment to its author, and what comes back: it keeps its place in line, and is read again."""

import pytest

from comments_service.discussion.edit import TooLateToEdit
from comments_service.discussion.lifecycle import MoveIsImpossible
from comments_service.moderation.reasons import REASONS
from comments_service.moderation.said import LONGEST_MARKED, MOST_MARKED
from comments_service.records import Comment
from comments_service.refusals import FieldIsWrong
from comments_service.storage import cases
from tests.support.company import AMAL, BEN, DANA, ELI
from tests.support.talking import ADVISED_WORDS, HELD_WORDS, Talk, everything

pytestmark = pytest.mark.anyio


async def returned(talk: Talk, said: Comment, **about: object) -> None:
    talk.later(minutes=1)
    await talk.decides(DANA, said, "return", **{"reason": "hurtful", **about})
    talk.later(hours=3)


async def test_it_waits_for_its_author_with_a_reason_and_marked_words(talk: Talk) -> None:
    said = await talk.says(AMAL, HELD_WORDS)
    (before,) = await cases.open_of(said.id)
    decided = await talk.decides(DANA, said, "return", reason="hurtful", marked=["heron", "  ", " I heard "])

    assert (decided.comment.state, decided.comment.version) == ("held", 2)
    assert decided.decision.message == REASONS["hurtful"].message
    assert decided.decision.marked == ("heron", "I heard")
    (case,) = await cases.open_of(said.id)
    assert (case.waits_for, case.opened, case.due) == ("author", before.opened, before.due)


@pytest.mark.parametrize("words", ["Better words.", HELD_WORDS + " Still."], ids=["nothing found", "found again"])
async def test_what_comes_back_is_where_it_was_in_line(talk: Talk, words: str) -> None:
    said = await talk.says(AMAL, HELD_WORDS)
    (before,) = await cases.open_of(said.id)
    await returned(talk, said)
    edited = await talk.edits(AMAL, said, words)

    assert edited.why_held == ["returned", "finding:watch_word"]
    assert await cases.open_of(said.id) == [before]
    assert await talk.words_of(said) == (None, words)
    talk.later(minutes=1)
    assert (await talk.decides(ELI, said, "approve")).comment.public_number == 2


async def test_an_edit_that_was_returned_is_read_again_whatever_it_says_now(talk: Talk) -> None:
    said = await talk.says(AMAL, "First words.")
    await talk.edits(AMAL, said, HELD_WORDS)
    (before,) = await cases.open_of(said.id)
    await returned(talk, said)
    edited = await talk.edits(AMAL, said, "Nothing that anybody looks out for.")

    assert edited.why_held
    assert await talk.words_of(said) == ("First words.", "Nothing that anybody looks out for.")
    assert await cases.open_of(said.id) == [before]


async def test_what_is_hidden_can_be_returned_and_stays_hidden_until_it_is_approved(talk: Talk) -> None:
    said = await talk.says(AMAL, "First words.")
    await talk.reports(BEN, said, "personal-data")
    await returned(talk, said)
    await talk.edits(AMAL, said, "Without the name.")

    assert (await talk.now_of(said)).state == "hidden"
    assert [case.waits_for for case in await cases.open_of(said.id)] == [None]
    talk.later(minutes=1)
    await talk.decides(DANA, said, "approve")
    assert await talk.words_of(said) == ("Without the name.", "Without the name.")


async def test_what_a_facilitator_hid_comes_to_the_queue_when_it_comes_back(talk: Talk) -> None:
    said = await talk.says(AMAL, "First words.")
    await talk.decides(DANA, said, "hide")
    await returned(talk, said)
    assert [(case.kind, case.waits_for) for case in await cases.open_of(said.id)] == [("report", "author")]
    await talk.edits(AMAL, said, "Second words.")

    assert [(case.kind, case.waits_for) for case in await cases.open_of(said.id)] == [("report", None)]


async def test_what_is_public_as_it_stands_is_not_returned(talk: Talk) -> None:
    said = await talk.says(AMAL)
    await talk.reports(BEN, said)

    with pytest.raises(MoveIsImpossible):
        await talk.decides(DANA, said, "return", reason="hurtful")


async def test_after_the_window_only_what_was_returned_can_be_edited(talk: Talk) -> None:
    said, other = await talk.says(AMAL, HELD_WORDS), await talk.says(AMAL, HELD_WORDS + " Really.")
    await returned(talk, said)

    await talk.edits(AMAL, said, "Better words.")
    with pytest.raises(TooLateToEdit):
        await talk.edits(AMAL, said, "Even better words.")
    with pytest.raises(TooLateToEdit):
        await talk.edits(AMAL, other, "Better words.")


async def test_what_comes_back_is_screened(talk: Talk) -> None:
    said = await talk.says(AMAL, HELD_WORDS)
    await returned(talk, said)
    before = await everything()

    with pytest.raises(Exception, match="look at this before"):
        await talk.edits(AMAL, said, ADVISED_WORDS)
    assert await everything() == before


async def test_its_author_may_withdraw_it_instead(talk: Talk) -> None:
    said = await talk.says(AMAL, HELD_WORDS)
    await returned(talk, said)
    await talk.withdraws(AMAL, said)

    assert await cases.open_of(said.id) == []


async def test_facilitators_need_not_wait_for_its_author(talk: Talk) -> None:
    said = await talk.says(AMAL, HELD_WORDS)
    await returned(talk, said)

    assert (await talk.decides(ELI, said, "remove", reason="hurtful")).comment.state == "removed"
    assert await cases.open_of(said.id) == []


async def test_a_report_of_what_waits_for_its_author_reaches_the_desk(talk: Talk) -> None:
    said = await talk.says(AMAL, "First words.")
    await talk.edits(AMAL, said, HELD_WORDS)
    await returned(talk, said)
    await talk.reports(BEN, said)

    assert [(case.kind, case.waits_for) for case in await cases.open_of(said.id)] == [
        ("edit", "author"),
        ("report", None),
    ]


@pytest.mark.parametrize(
    ("about", "field"),
    [
        ({"reason": None}, "reason"),
        ({"reason": "other"}, "message"),
        ({"reason": "hurtful", "marked": ["x"] * (MOST_MARKED + 1)}, "marked"),
        ({"reason": "hurtful", "marked": ["x" * (LONGEST_MARKED + 1)]}, "marked"),
        ({"reason": "hurtful", "marked": ["a\x00b"]}, "marked"),
    ],
)
async def test_it_says_why_and_where_within_measure(talk: Talk, about: dict[str, object], field: str) -> None:
    said = await talk.says(AMAL, HELD_WORDS)

    with pytest.raises(FieldIsWrong) as refused:
        await talk.decides(DANA, said, "return", **about)
    assert refused.value.field == field
