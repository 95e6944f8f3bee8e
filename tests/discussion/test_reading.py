"""Reading one comment: its author sees the latest words, others what is public."""

import pytest

from comments_service.discussion import reading
from comments_service.discussion.edit import CommentIsUnknown
from tests.support.company import AMAL, BEN, DANA
from tests.support.talking import HELD_WORDS, Talk

pytestmark = pytest.mark.anyio


async def test_everybody_reads_what_is_public(talk: Talk) -> None:
    said = await talk.says(AMAL, "First words.")

    for reader in (None, BEN, AMAL):
        found = await reading.comment(said.id, reader=reader)
        assert found.revision is not None
        assert (found.author, found.revision.body) == (AMAL, "First words.")


async def test_an_edit_that_waits_is_read_by_its_author_alone(talk: Talk) -> None:
    said = await talk.says(AMAL, "First words.")
    await talk.edits(AMAL, said, HELD_WORDS)

    for reader, words in ((AMAL, HELD_WORDS), (BEN, "First words."), (None, "First words.")):
        found = await reading.comment(said.id, reader=reader)
        assert found.revision is not None
        assert found.revision.body == words


async def test_what_waits_is_unknown_to_others(talk: Talk) -> None:
    said = await talk.says(AMAL, HELD_WORDS)

    assert (await reading.comment(said.id, reader=AMAL)).comment.state == "held"
    for reader in (None, BEN, DANA):
        with pytest.raises(CommentIsUnknown):
            await reading.comment(said.id, reader=reader)


@pytest.mark.parametrize("how", ["remove", "hide"])
async def test_the_words_of_what_was_taken_away_reach_nobody_but_their_author(talk: Talk, how: str) -> None:
    said = await talk.says(AMAL)
    await talk.decides(DANA, said, how, reason="hurtful")

    for reader in (None, BEN, DANA):
        assert (await reading.comment(said.id, reader=reader)).revision is None
    assert (await reading.comment(said.id, reader=AMAL)).revision is not None


async def test_what_was_withdrawn_is_unknown_to_others(talk: Talk) -> None:
    said = await talk.says(AMAL)
    await talk.withdraws(AMAL, said)

    with pytest.raises(CommentIsUnknown):
        await reading.comment(said.id, reader=BEN)
    # Its author reads it until it is purged: they took it back, and did not throw it away.
    mine = await reading.comment(said.id, reader=AMAL)
    assert (mine.comment.state, bool(mine.revision)) == ("withdrawn", True)


async def test_there_must_be_such_a_comment(talk: Talk) -> None:
    with pytest.raises(CommentIsUnknown):
        await reading.comment(talk.new_id(), reader=AMAL)


async def test_only_public_answers_count(talk: Talk) -> None:
    question = await talk.says(AMAL)
    answer = await talk.says(BEN, to=question)
    await talk.says(BEN, to=answer)
    await talk.says(BEN, HELD_WORDS, to=question)

    assert await reading.replies(question.id) == 1
    assert await reading.counts(["rota", "incident", "no-such-page"]) == {"rota": 3, "incident": 0, "no-such-page": 0}


async def test_what_is_not_shown_is_on_no_later_page(talk: Talk) -> None:
    await talk.says(AMAL)
    held = await talk.says(AMAL, HELD_WORDS)

    assert await reading.page_with(held, size=1) is None
