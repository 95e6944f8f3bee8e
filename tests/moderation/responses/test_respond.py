"""An official response is a comment of a named person who speaks for the company here, and nobody else's."""

import pytest

from comments_service.discussion.thread_rules import ThreadIsClosed
from comments_service.moderation.slow_discussion import slow_discussion
from comments_service.records import Person
from comments_service.refusals import NotAllowed, SignInRequired
from tests.moderation.responses.conftest import WORDS, Speaking, official
from tests.support.company import AMAL, BEN, CAST, DANA, INES, TOM
from tests.support.talking import HELD_WORDS

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize(("by", "thread"), [(INES, "rota"), (BEN, "answered"), (TOM, "answered")])
async def test_a_leader_speaks_anywhere_and_who_answers_for_a_page_speaks_there(
    speaking: Speaking, by: Person, thread: str
) -> None:
    question = await speaking.talk.says(AMAL, thread=thread, kind="question")

    said = await speaking.responds(by, thread=thread, to=question)

    assert (said.spoken.comment.state, said.spoken.comment.author_id) == ("published", by.id)
    assert await official(said.spoken.comment.id) == [(by.name, None)]


async def test_nobody_else_does(speaking: Speaking) -> None:
    for person in CAST:
        if person is not INES:
            with pytest.raises(NotAllowed):
                await speaking.responds(person)
    with pytest.raises(SignInRequired):
        await speaking.responds(None)


async def test_the_same_response_twice_is_one(speaking: Speaking) -> None:
    own_id = speaking.talk.new_id()
    await speaking.responds(INES, id=own_id)

    again = await speaking.responds(INES, id=own_id)

    assert not again.is_new
    assert await official(own_id) == [("Ines Okafor", None)]


async def test_it_is_screened_as_any_other_and_official_once_it_is_published(speaking: Speaking) -> None:
    held = await speaking.responds(INES, HELD_WORDS)

    assert held.spoken.comment.state == "held"
    await speaking.talk.decides(DANA, held.spoken.comment, "approve")
    assert await official(held.spoken.comment.id) == [("Ines Okafor", None)]


async def test_it_is_never_slowed_and_a_closed_discussion_takes_none(speaking: Speaking) -> None:
    await slow_discussion("rota", 10, by=DANA, ledger=speaking.talk.ledger)

    await speaking.responds(INES)
    await speaking.responds(INES, "And one thing more.")

    with pytest.raises(ThreadIsClosed):
        await speaking.responds(INES, thread="heard")


async def test_an_edit_leaves_it_official(speaking: Speaking) -> None:
    said = (await speaking.responds(INES, WORDS)).spoken.comment

    await speaking.talk.edits(INES, said, "From 12 May the canteen opens at night.")

    assert await official(said.id) == [("Ines Okafor", None)]
