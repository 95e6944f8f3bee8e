"""What was asked before, for somebody who is asking: nothing but what everybody may read, with what answers it."""

import pytest

from comments_service.discussion.similar import MOST, Similar, similar
from comments_service.discussion.sync_threads import sync_threads
from comments_service.records import Comment, Person
from tests.moderation.marks.conftest import Marker
from tests.support.company import AMAL, BEN, DANA, ELI, LOTTE, OWEN, PAGES, PRIYA, TOM
from tests.support.talking import HELD_WORDS, Talk

pytestmark = pytest.mark.anyio
ASKED = "When does the new rota start in Leeds?"
ASKS = "Start of the rota in Leeds?"


async def found(talk: Talk, by: Person = BEN, text: str = ASKS) -> list[Similar]:
    return await similar(text, by=by, now=talk.now)


async def ids(talk: Talk, by: Person = BEN, text: str = ASKS) -> list[object]:
    return [one.question.comment.id for one in await found(talk, by, text)]


async def asks(talk: Talk, by: Person = AMAL, body: str = ASKED, thread: str = "ask-ines") -> Comment:
    return await talk.says(by, body, thread=thread, kind="question")


async def test_a_question_is_found_in_whichever_discussion_with_who_asks_the_same(talk: Talk) -> None:
    asked = await asks(talk)
    await talk.says(AMAL, "The new rota starts in Leeds, I hear.", thread="rota", kind="comment")
    [one] = await found(talk)

    assert (one.question.comment.id, one.thread.uid, one.replies, one.answer) == (asked.id, "ask-ines", 0, None)
    assert (one.same, one.is_mine, one.said_same, one.may_say_same) == (0, False, False, True)
    [mine] = await found(talk, AMAL)
    assert (mine.is_mine, mine.may_say_same) == (True, False)
    assert await found(talk, text="") == await found(talk, text="'\x00\" *: OR") == []


async def test_what_answers_it_comes_with_it(talk: Talk) -> None:
    asked = await asks(talk)
    reply = await talk.says(TOM, "On the first of May.", to=asked, thread="ask-ines")
    assert [(one.answer, one.replies) for one in await found(talk)] == [(None, 1)]
    await Marker(talk).endorses(PRIYA, reply)
    [one] = await found(talk)

    assert one.answer is not None
    assert (one.answer.comment.id, one.answered_as) == (reply.id, "Endorsed answer")
    await talk.withdraws(TOM, reply)
    assert [(one.answer, one.replies) for one in await found(talk)] == [(None, 0)]


async def test_what_is_not_public_is_found_by_nobody_and_by_none_of_its_words(talk: Talk) -> None:
    held = await asks(talk, body=f"{ASKED} {HELD_WORDS}")
    assert await ids(talk) == await ids(talk, AMAL) == []
    talk.later(minutes=1)
    await talk.decides(DANA, held, "approve")
    assert await ids(talk) == [held.id]
    edited = await talk.edits(AMAL, held, f"{ASKED} The heron knows it as well.")
    assert edited.why_held
    # The words that wait are found by the desk; here the comment itself is left out until they are read.
    assert await ids(talk) == []
    await talk.decides(DANA, held, "approve")
    assert await ids(talk) == [held.id]
    await talk.decides(DANA, held, "remove", reason="off-topic")
    assert await ids(talk) == []


async def test_of_many_the_nearest_few_are_shown_and_none_of_a_page_that_was_put_away(talk: Talk) -> None:
    # Of a page that may be put away with questions open, which a session may not.
    near = await asks(talk, thread="rota")
    for who in (ELI, TOM, OWEN, LOTTE):
        body = f"Does the rota start to matter for {who.name}, or does Leeds do it by itself?"
        await asks(talk, who, body, thread="rota")
    assert len(await ids(talk)) == MOST
    assert near.id in await ids(talk)

    others = [page for page in PAGES if page["uid"] != "rota"]
    await sync_threads(others, archive=["rota"], ledger=talk.ledger)
    assert await ids(talk) == []
