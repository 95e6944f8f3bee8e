"""What needs an answer: questions until somebody answers who should, first comments until anybody does."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comments_service.discussion.attention import FIRST, QUESTION, needs
from comments_service.discussion.lifecycle import STATES
from comments_service.discussion.sync_threads import sync_threads
from comments_service.events import Ledger
from comments_service.ids import uuid7
from comments_service.moderation.marks.acknowledge import acknowledge
from comments_service.moderation.marks.endorse import endorse
from comments_service.moderation.settle_case import settle_case
from comments_service.records import Comment, Person
from comments_service.refusals import FieldIsWrong, NotAllowed
from comments_service.storage import attention, people
from comments_service.storage.attention import Asked, Reply
from tests.support.company import AMAL, BEN, DANA, INES, NOON, PAGES, PRIYA, entry
from tests.support.talking import HELD_WORDS, Talk

pytestmark = pytest.mark.anyio


async def waiting(comment: Comment) -> set[str]:
    """The kinds of answer that a comment waits for, by its open cases."""
    found = await attention.latest_cases(comment.id, kinds=[QUESTION, FIRST])
    return {kind for kind, case in found.items() if case.closed is None}


async def test_a_question_waits_until_somebody_answers_who_should(talk: Talk) -> None:
    question = await talk.says(AMAL, "Who drives on Sunday?", kind="question")
    assert await waiting(question) == {QUESTION, FIRST}

    await talk.says(BEN, "Good question.", to=question)
    assert await waiting(question) == {QUESTION}

    await talk.says(INES, "The Leeds team does.", to=question)
    assert await waiting(question) == set()


async def test_ones_own_reply_is_no_answer(talk: Talk) -> None:
    said = await talk.says(AMAL)
    await talk.says(AMAL, "Anybody?", to=said)

    assert await waiting(said) == {FIRST}


async def test_a_second_comment_is_nobodys_first(talk: Talk) -> None:
    first = await talk.says(AMAL)
    talk.later(minutes=1)
    second = await talk.says(AMAL, thread="incident")

    assert (await waiting(first), await waiting(second)) == ({FIRST}, set())


async def test_who_looks_after_the_place_does_not_wait_to_be_welcomed(talk: Talk) -> None:
    assert await waiting(await talk.says(INES)) == set()
    assert await waiting(await talk.says(DANA, "What do you think?", kind="question")) == {QUESTION}


async def test_a_held_comment_waits_for_an_answer_once_it_is_approved(talk: Talk) -> None:
    said = await talk.says(AMAL, HELD_WORDS, kind="question")
    assert await waiting(said) == set()

    talk.later(hours=1)
    await talk.decides(DANA, said, "approve")
    assert await waiting(said) == {QUESTION, FIRST}


async def test_an_answer_that_was_removed_asks_again_and_keeps_its_place_in_line(talk: Talk) -> None:
    question = await talk.says(AMAL, "Who drives on Sunday?", kind="question")
    before = (await attention.latest_cases(question.id, kinds=[QUESTION]))[QUESTION]
    talk.later(minutes=5)
    answer = await talk.says(INES, "Ask somebody else.", to=question)
    talk.later(minutes=5)
    await talk.decides(DANA, answer, "remove", reason="hurtful")

    again = (await attention.latest_cases(question.id, kinds=[QUESTION]))[QUESTION]
    assert (again.id, again.due, again.closed) == (before.id, before.due, None)

    await talk.decides(DANA, answer, "undo")
    assert await waiting(question) == set()


async def test_what_is_withdrawn_removed_or_hidden_waits_for_nobody(talk: Talk) -> None:
    asked = [await talk.says(AMAL, "Who drives on Sunday?", kind="question") for _ in range(3)]
    await talk.withdraws(AMAL, asked[0])
    await talk.decides(DANA, asked[1], "remove", reason="duplicate")
    await talk.decides(DANA, asked[2], "hide")

    assert [await waiting(one) for one in asked] == [set(), set(), set()]
    await talk.decides(DANA, asked[2], "restore")
    assert await waiting(asked[2]) == {QUESTION}


async def test_an_endorsed_reply_is_an_answer_whoever_wrote_it(talk: Talk) -> None:
    question = await talk.says(AMAL, "Who drives on Sunday?", kind="question")
    reply = await talk.says(BEN, "I do.", to=question)
    assert await waiting(question) == {QUESTION}

    await endorse(reply.id, by=INES, ledger=talk.ledger, new_id=talk.new_id)
    assert await waiting(question) == set()


async def test_an_acknowledged_question_is_due_when_its_answer_was_promised(talk: Talk) -> None:
    question = await talk.says(AMAL, "Who drives on Sunday?", kind="question")
    how = {"ledger": talk.ledger, "new_id": talk.new_id, "today": NOON.date()}
    promised = date.fromordinal(NOON.toordinal() + 10)
    await acknowledge(question.id, "ines", promised.isoformat(), by=DANA, **how)

    case = (await attention.latest_cases(question.id, kinds=[QUESTION]))[QUESTION]
    assert (case.closed, case.due.date()) == (None, promised)


async def test_a_facilitator_says_that_it_needs_no_answer_and_is_not_asked_again(talk: Talk) -> None:
    question = await talk.says(AMAL, "Who drives on Sunday?", kind="question")
    await settle_case(question.id, QUESTION, by=DANA, ledger=talk.ledger)
    await settle_case(question.id, QUESTION, by=DANA, ledger=talk.ledger)
    assert await waiting(question) == {FIRST}

    await talk.decides(DANA, question, "hide")
    await talk.decides(DANA, question, "restore")
    assert await waiting(question) == {FIRST}


async def test_only_facilitators_settle_and_only_what_there_is(talk: Talk) -> None:
    said = await talk.says(AMAL)

    with pytest.raises(NotAllowed):
        await settle_case(said.id, FIRST, by=AMAL, ledger=talk.ledger)
    with pytest.raises(FieldIsWrong):
        await settle_case(said.id, "hold", by=DANA, ledger=talk.ledger)
    assert await waiting(said) == {FIRST}


@pytest.mark.parametrize(("topic", "still"), [("food-safety", set()), ("pay", {QUESTION})])
async def test_an_expert_answers_what_is_asked_about_their_subject_and_not_the_rest(
    talk: Talk, topic: str, still: set[str]
) -> None:
    await people.put(replace(PRIYA, roles=("expert:food-safety",)))
    await sync_threads([*PAGES, entry("asked", topics=[topic])], archive=[], ledger=Ledger(now=lambda: NOON))
    question = await talk.says(AMAL, "For how long may it stand open?", thread="asked", kind="question")

    await talk.says(PRIYA, "Four minutes.", thread="asked", to=question)

    assert await waiting(question) == still


PEOPLE = st.sampled_from((AMAL, BEN, INES))
REPLIES = st.lists(
    st.builds(lambda by, is_answer: Reply(by.id, by.handle, by.roles, is_answer), PEOPLE, st.booleans()), max_size=4
)


@given(PEOPLE, st.sampled_from(STATES), st.sampled_from(("comment", "question", "idea")), st.booleans(), REPLIES)
def test_only_what_is_public_waits_and_nobody_answers_themselves(
    by: Person, state: str, kind: str, is_first: bool, replies: list[Reply]
) -> None:
    asked = Asked(uuid7(NOON, 1), by.id, kind, state, frozenset(), is_first, replies)

    found = needs(asked)
    without_own = [reply for reply in replies if reply.author_id != by.id]
    assert found == needs(Asked(asked.id, by.id, kind, state, frozenset(), is_first, without_own))
    assert not found or state == "published"
    assert (FIRST in found) == (state == "published" and is_first and not without_own)
    if QUESTION in found:
        assert kind == "question"
        assert not any(reply.is_answer or "leader" in reply.roles for reply in without_own)
