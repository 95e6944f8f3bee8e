"""A draft is nobody's words: comms write it for somebody who may speak here, and nothing of it is public."""

from dataclasses import replace

import pytest

from comments_service.discussion.lifecycle import MoveIsImpossible
from comments_service.discussion.post import IdIsTaken, ParentIsElsewhere
from comments_service.discussion.thread_rules import ThreadIsClosed, ThreadIsUnknown
from comments_service.discussion.wording import BodyIsBlocked
from comments_service.moderation.responses.draft_response import DraftIsUnknown
from comments_service.moderation.responses.overview import overview, waiting_for
from comments_service.records import Person
from comments_service.refusals import FieldIsWrong, NotAllowed, SignInRequired
from comments_service.storage import comments
from tests.moderation.responses.conftest import WORDS, Speaking
from tests.support.company import AMAL, BEN, DANA, INES, NOOR, PRIYA, TOM
from tests.support.talking import BLOCKED_SECRET, BLOCKED_WORDS, words_anywhere

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize("writer", [TOM, DANA])
async def test_the_newsroom_and_facilitators_draft_for_somebody_who_may_speak(
    speaking: Speaking, writer: Person
) -> None:
    question = await speaking.talk.says(AMAL, kind="question")

    draft = await speaking.drafts(writer, "ines", to=question)

    assert (draft.speaker, draft.by, draft.state, draft.parent_id) == (INES, writer, "waiting", question.id)
    assert await comments.get(draft.id) is None
    assert [one.draft for one in (await overview(INES)).for_me] == [draft]
    assert [one.draft for one in (await overview(writer)).by_me] == [draft]
    assert (await waiting_for(INES), await waiting_for(writer)) == (1, 0)


@pytest.mark.parametrize("writer", [AMAL, INES, PRIYA, NOOR])
async def test_nobody_else_drafts(speaking: Speaking, writer: Person) -> None:
    with pytest.raises(NotAllowed):
        await speaking.drafts(writer, "ines")
    with pytest.raises(SignInRequired):
        await speaking.drafts(None)


@pytest.mark.parametrize("speaker", ["", "nobody", "amal", "priya", "dana"])
async def test_only_for_somebody_who_may_speak_on_this_page(speaking: Speaking, speaker: str) -> None:
    with pytest.raises(FieldIsWrong) as refused:
        await speaking.drafts(TOM, speaker)

    assert refused.value.field == "speaker"
    assert (await speaking.drafts(TOM, "ben", thread="answered")).speaker == BEN


async def test_who_speaks_here_does_not_draft_for_themselves(speaking: Speaking) -> None:
    with pytest.raises(FieldIsWrong, match="your own name"):
        await speaking.drafts(TOM, "tom", thread="answered")


async def test_the_same_draft_twice_is_one_and_other_words_need_another_id(speaking: Speaking) -> None:
    draft = await speaking.drafts(TOM)

    assert await speaking.drafts(TOM, id=draft.id) == draft
    for by, words in ((TOM, "Other words."), (DANA, WORDS)):
        with pytest.raises(IdIsTaken):
            await speaking.drafts(by, "ines", words, id=draft.id)
    said = await speaking.talk.says(AMAL)
    with pytest.raises(IdIsTaken):
        await speaking.drafts(TOM, id=said.id)


async def test_what_must_not_be_stored_is_not_stored_in_a_draft(speaking: Speaking) -> None:
    with pytest.raises(BodyIsBlocked):
        await speaking.drafts(TOM, "ines", BLOCKED_WORDS)

    assert await words_anywhere(BLOCKED_SECRET) == []


async def test_a_draft_needs_an_open_page_and_something_public_to_answer(speaking: Speaking) -> None:
    elsewhere = await speaking.talk.says(AMAL, thread="ask-ines")

    with pytest.raises(ThreadIsClosed):
        await speaking.drafts(TOM, thread="heard")
    with pytest.raises(ThreadIsUnknown):
        await speaking.drafts(TOM, thread="nowhere")
    for parent in (elsewhere, replace(elsewhere, id=speaking.talk.new_id())):
        with pytest.raises(ParentIsElsewhere):
            await speaking.drafts(TOM, to=parent)


async def test_it_can_be_taken_back_while_it_waits_by_who_drafted_it(speaking: Speaking) -> None:
    draft = await speaking.drafts(TOM)

    with pytest.raises(DraftIsUnknown):
        await speaking.withdraws(DANA, draft)
    await speaking.withdraws(TOM, draft)
    await speaking.withdraws(TOM, draft)

    assert (await overview(INES)).for_me == []
    assert [one.draft.state for one in (await overview(TOM)).by_me] == ["withdrawn"]
    with pytest.raises(MoveIsImpossible):
        await speaking.approves(INES, draft)


async def test_its_words_are_not_in_the_events(speaking: Speaking) -> None:
    await speaking.drafts(TOM)

    assert await words_anywhere(WORDS) == ["official_draft.body"]
