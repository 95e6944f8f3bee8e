"""Only the person a draft was written for makes it public, in the words they want, and it names both."""

import asyncio

import pytest

from comments_service.discussion.lifecycle import MoveIsImpossible
from comments_service.discussion.thread_rules import ThreadIsClosed
from comments_service.discussion.wording import BodyIsBlocked, BodyNeedsAdvice
from comments_service.moderation.close_discussion import close_discussion
from comments_service.moderation.marks.end import end_mark
from comments_service.moderation.responses.draft_response import DraftIsUnknown
from comments_service.moderation.responses.overview import overview
from comments_service.records import Person
from comments_service.refusals import FieldIsWrong, NotAllowed, SignInRequired
from comments_service.storage import comments, people
from tests.moderation.responses.conftest import WORDS, Speaking, official
from tests.support.company import AMAL, BEN, DANA, ELI, INES, TOM
from tests.support.talking import ADVISED_WORDS, BLOCKED_WORDS, HELD_WORDS

pytestmark = pytest.mark.anyio


async def test_approved_it_is_their_comment_and_names_who_drafted_it(speaking: Speaking) -> None:
    question = await speaking.talk.says(AMAL, kind="question")
    draft = await speaking.drafts(TOM, to=question)

    said = await speaking.approves(INES, draft)

    about = said.spoken.comment
    assert (about.id, about.author_id, about.parent_id, about.state) == (draft.id, INES.id, question.id, "published")
    assert await official(about.id) == [("Ines Okafor", "Tom de Vries")]
    assert (await overview(INES)).for_me == []
    assert [one.draft.state for one in (await overview(TOM)).by_me] == ["approved"]


async def test_they_may_change_the_words_first(speaking: Speaking) -> None:
    draft = await speaking.drafts(TOM)

    said = await speaking.approves(INES, draft, "It opens at night. I have eaten there.")

    assert await speaking.talk.words_of(said.spoken.comment) == ("It opens at night. I have eaten there.",) * 2


@pytest.mark.parametrize("person", [TOM, DANA, ELI, AMAL])
async def test_nobody_approves_or_declines_for_another(speaking: Speaking, person: Person) -> None:
    draft = await speaking.drafts(TOM)

    for refused in (speaking.approves(person, draft), speaking.declines(person, draft)):
        with pytest.raises(NotAllowed if person is TOM else DraftIsUnknown):
            await refused
    with pytest.raises(SignInRequired):
        await speaking.approves(None, draft)
    assert await comments.get(draft.id) is None


async def test_approving_twice_is_approving_once(speaking: Speaking) -> None:
    draft = await speaking.drafts(TOM)
    first = await speaking.approves(INES, draft)

    again = await speaking.approves(INES, draft, "Other words, sent late.")

    assert not again.is_new
    assert again.spoken == first.spoken


async def test_two_presses_at_once_are_one_comment(speaking: Speaking) -> None:
    draft = await speaking.drafts(TOM)

    both = await asyncio.gather(*(speaking.approves(INES, draft) for _ in range(2)))

    assert sorted(one.is_new for one in both) == [False, True]
    assert await official(draft.id) == [("Ines Okafor", "Tom de Vries")]


async def test_what_screening_finds_is_told_to_who_approves_and_the_draft_waits_on(speaking: Speaking) -> None:
    held, advised = await speaking.drafts(TOM, "ines", HELD_WORDS), await speaking.drafts(TOM, "ines", ADVISED_WORDS)

    with pytest.raises(BodyNeedsAdvice):
        await speaking.approves(INES, advised, ADVISED_WORDS)
    with pytest.raises(BodyIsBlocked):
        await speaking.approves(INES, advised, BLOCKED_WORDS)
    assert len((await overview(INES)).for_me) == 2
    assert (await speaking.approves(INES, advised, ADVISED_WORDS, ask_review=True)).why_held == ["asked-for-review"]
    assert (await speaking.approves(INES, held, HELD_WORDS)).spoken.comment.state == "held"
    assert (await overview(INES)).for_me == []


async def test_who_may_no_longer_speak_here_cannot_approve(speaking: Speaking) -> None:
    draft = await speaking.drafts(TOM)
    former = Person(INES.id, "ines", "Ines Okafor", "", "", "", (), active=True)
    await people.put(former)

    with pytest.raises(NotAllowed):
        await speaking.approves(former, draft)


async def test_a_closed_discussion_keeps_the_draft_waiting(speaking: Speaking) -> None:
    draft = await speaking.drafts(TOM)
    await close_discussion("rota", "Until Monday.", by=DANA, ledger=speaking.talk.ledger)

    with pytest.raises(ThreadIsClosed):
        await speaking.approves(INES, draft)

    assert [one.draft.id for one in (await overview(INES)).for_me] == [draft.id]


async def test_declining_needs_words_and_tells_them_to_who_drafted_it(speaking: Speaking) -> None:
    draft = await speaking.drafts(TOM)

    for answer in ("", "  ", "x" * 1001):
        with pytest.raises(FieldIsWrong):
            await speaking.declines(INES, draft, answer)
    await speaking.declines(INES, draft, "Wait for the meeting.")
    await speaking.declines(INES, draft, "Wait for the meeting.")

    (told,) = (await overview(TOM)).by_me
    assert (told.draft.state, told.draft.answer) == ("declined", "Wait for the meeting.")
    with pytest.raises(MoveIsImpossible):
        await speaking.approves(INES, draft)
    assert await comments.get(draft.id) is None


async def test_who_drafted_it_is_named_for_as_long_as_it_stands(speaking: Speaking) -> None:
    drafted = (await speaking.approves(INES, await speaking.drafts(TOM))).spoken.comment
    own = (await speaking.responds(INES, WORDS + " Soon.")).spoken.comment

    with pytest.raises(MoveIsImpossible, match="Tom de Vries"):
        await end_mark(drafted.id, "official", by=INES, ledger=speaking.talk.ledger)
    await end_mark(own.id, "official", by=INES, ledger=speaking.talk.ledger)

    assert await official(drafted.id) == [("Ines Okafor", "Tom de Vries")]
    assert await official(own.id) == []


async def test_who_answers_for_a_page_approves_there(speaking: Speaking) -> None:
    draft = await speaking.drafts(DANA, "ben", thread="answered")

    await speaking.approves(BEN, draft)

    assert await official(draft.id) == [("Ben Carter", "Dana Reyes")]
