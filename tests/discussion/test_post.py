"""Posting a comment: what is published, what is held, what is refused; and that a retry is harmless."""

import asyncio
from datetime import timedelta
from uuid import UUID

import pytest

from comments_service.discussion.body import BodyIsEmpty, BodyIsTooLong
from comments_service.discussion.post import IdIsTaken, ParentIsElsewhere
from comments_service.discussion.thread_rules import ThreadIsClosed, ThreadIsUnknown
from comments_service.discussion.wording import BodyIsBlocked, BodyNeedsAdvice
from comments_service.events import COMMENT_POSTED
from comments_service.refusals import FieldIsWrong, Refusal
from comments_service.storage import cases, comments, connection, threads
from tests.support.company import AMAL, BEN, DANA
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
ID = UUID("0193f0a0-0000-7000-8000-000000000001")


async def test_a_comment_is_published_at_once(talk: Talk) -> None:
    posted = await talk.posts(AMAL, "Nights are **quieter** now.")

    assert (posted.is_new, posted.why_held, posted.spoken.comment.state) == (True, [], "published")
    assert await talk.words_of(posted.spoken.comment) == ("Nights are **quieter** now.",) * 2
    assert await comments.counts(["rota"]) == {"rota": 1}
    assert await talk.now_of(posted.spoken.comment) == posted.spoken.comment


async def test_posting_moves_the_threads_version_and_is_recorded_and_announced(talk: Talk) -> None:
    before = await threads.version("rota")
    said = await talk.says(AMAL)
    (event,) = await talk.events_of(said)

    assert await threads.version("rota") == (before or 0) + 1
    assert (event.kind, event.person_id, event.thread_uid) == (COMMENT_POSTED, AMAL.id, "rota")
    assert event.facts == {"state": "published", "why": []}
    assert talk.announced == ["rota"]


async def test_an_event_holds_none_of_the_words(talk: Talk) -> None:
    said = await talk.says(AMAL, "Nights are quieter now.")

    assert "quieter" not in str(await talk.events_of(said))


async def test_a_reply_stands_under_what_it_answers(talk: Talk) -> None:
    question = await talk.says(AMAL)
    answer = await talk.says(BEN, to=question)
    further = await talk.says(AMAL, to=answer)

    assert (answer.parent_id, answer.root_id) == (question.id, question.id)
    assert (further.parent_id, further.root_id) == (answer.id, question.id)


# --- what is held -------------------------------------------------------------------------------------------------


async def test_where_every_comment_is_reviewed_it_waits(talk: Talk) -> None:
    posted = await talk.posts(AMAL, thread="incident")
    (case,) = await cases.open_of(posted.spoken.comment.id)

    assert (posted.spoken.comment.state, posted.why_held) == ("held", ["page-is-reviewed"])
    assert (case.kind, case.why, case.opened) == ("hold", ["page-is-reviewed"], talk.now)
    assert await talk.words_of(posted.spoken.comment) == (None, "The new rota works.")
    assert await comments.counts(["incident"]) == {"incident": 0}


async def test_a_newcomers_first_comment_waits_where_first_ones_do(talk: Talk) -> None:
    posted = await talk.posts(AMAL, thread="rumours")

    assert posted.why_held == ["first-comment"]


async def test_somebody_with_a_public_comment_anywhere_is_no_newcomer(talk: Talk) -> None:
    await talk.says(AMAL, thread="rota")

    assert (await talk.posts(AMAL, thread="rumours")).why_held == []


async def test_a_comment_that_still_waits_does_not_make_its_author_known(talk: Talk) -> None:
    await talk.posts(AMAL, thread="rumours")

    assert (await talk.posts(AMAL, thread="rumours")).why_held == ["first-comment"]


async def test_what_screening_holds_waits_and_says_why(talk: Talk) -> None:
    posted = await talk.posts(AMAL, HELD_WORDS)
    revision = (await comments.spoken([posted.spoken.comment.id], words="latest"))[posted.spoken.comment.id].revision

    assert (posted.spoken.comment.state, posted.why_held) == ("held", ["finding:watch_word"])
    assert revision is not None
    assert [(one["detector"], one["outcome"]) for one in revision.findings] == [("watch_word", "hold")]


async def test_both_the_page_and_screening_can_be_why(talk: Talk) -> None:
    posted = await talk.posts(AMAL, HELD_WORDS, thread="incident")

    assert posted.why_held == ["page-is-reviewed", "finding:watch_word"]


# --- advice and refusal -------------------------------------------------------------------------------------------


async def test_advice_comes_first_and_nothing_is_stored(talk: Talk) -> None:
    before = await everything()

    with pytest.raises(BodyNeedsAdvice) as refused:
        await talk.posts(AMAL, ADVISED_WORDS)

    (finding,) = refused.value.findings
    assert ADVISED_WORDS[finding.start : finding.end] == "plover"
    assert await everything() == before


async def test_after_advice_its_author_may_ask_for_review(talk: Talk) -> None:
    posted = await talk.posts(AMAL, ADVISED_WORDS, ask_review=True)

    assert (posted.spoken.comment.state, posted.why_held) == ("held", ["asked-for-review"])


async def test_asking_for_review_without_need_publishes(talk: Talk) -> None:
    assert (await talk.posts(AMAL, ask_review=True)).spoken.comment.state == "published"


@pytest.mark.parametrize("thread", ["rota", "incident"])
@pytest.mark.parametrize("ask_review", [False, True])
async def test_what_is_blocked_is_stored_nowhere(talk: Talk, thread: str, ask_review: bool) -> None:
    before = await everything()

    with pytest.raises(BodyIsBlocked) as refused:
        await talk.posts(AMAL, BLOCKED_WORDS, thread=thread, ask_review=ask_review)

    assert await words_anywhere(BLOCKED_SECRET) == []
    assert await everything() == before
    assert BLOCKED_SECRET not in str(refused.value) + str(refused.value.facts) + str(refused.value.findings)


async def test_the_search_for_words_would_find_them(talk: Talk) -> None:
    """So that the test above means something."""
    await talk.says(AMAL, "A phrase that stands nowhere else.")

    # PostgreSQL's index has them word by word, so that a phrase is not found in it.
    indexed = [] if connection.is_postgres() else ["comment_search.words"]

    assert await words_anywhere("stands nowhere else") == ["revision.body", "revision.html", *indexed]


@pytest.mark.parametrize(
    ("about", "refusal"),
    [
        ({"thread": "no-such-page"}, ThreadIsUnknown),
        ({"thread": "heard"}, ThreadIsClosed),
        ({"thread": "last-week"}, ThreadIsClosed),
        ({"body": " \n "}, BodyIsEmpty),
        ({"body": "\u200b⁠"}, BodyIsEmpty),
        ({"body": "a" * 10_001}, BodyIsTooLong),
        ({"kind": "poem"}, FieldIsWrong),
        ({"kind": "idea"}, FieldIsWrong),
        ({"to": UUID(int=99)}, ParentIsElsewhere),
    ],
)
async def test_what_cannot_be_posted_is_refused_and_nothing_changes(
    talk: Talk, about: dict[str, object], refusal: type[Refusal]
) -> None:
    before = await everything()

    with pytest.raises(refusal):
        await talk.posts(AMAL, **about)  # type: ignore[arg-type]

    assert await everything() == before
    assert talk.announced == []


async def test_what_is_answered_must_be_in_the_same_discussion(talk: Talk) -> None:
    elsewhere = await talk.says(AMAL, thread="ask-ines")

    with pytest.raises(ParentIsElsewhere):
        await talk.posts(BEN, to=elsewhere)


async def test_what_waits_cannot_be_answered(talk: Talk) -> None:
    held = await talk.says(AMAL, HELD_WORDS)

    with pytest.raises(ParentIsElsewhere):
        await talk.posts(BEN, to=held)


@pytest.mark.parametrize("action", ["remove", "hide"])
async def test_what_was_taken_away_cannot_be_answered(talk: Talk, action: str) -> None:
    said = await talk.says(AMAL)
    await talk.decides(DANA, said, action, reason="off-topic")

    with pytest.raises(ParentIsElsewhere):
        await talk.posts(BEN, to=said)


async def test_what_was_withdrawn_cannot_be_answered(talk: Talk) -> None:
    said = await talk.says(AMAL)
    await talk.withdraws(AMAL, said)

    with pytest.raises(ParentIsElsewhere):
        await talk.posts(BEN, to=said)


async def test_a_page_is_open_until_its_closing_day_ends(talk: Talk) -> None:
    talk.later(days=-7)  # 16 November, noon
    assert (await talk.posts(AMAL, thread="last-week")).spoken.comment.state == "published"

    talk.now = talk.now.replace(hour=0) + timedelta(days=1)
    with pytest.raises(ThreadIsClosed):
        await talk.posts(AMAL, thread="last-week")


# --- a retry is harmless ------------------------------------------------------------------------------------------


async def test_the_same_comment_sent_again_is_one_comment(talk: Talk) -> None:
    first = await talk.posts(AMAL, id=ID)
    after_first = await everything()
    talk.later(minutes=1)
    again = await talk.posts(AMAL, id=ID)

    assert (again.is_new, again.spoken.comment) == (False, first.spoken.comment)
    assert await everything() == after_first


async def test_a_held_comment_sent_again_says_again_why_it_waits(talk: Talk) -> None:
    await talk.posts(AMAL, thread="incident", id=ID)

    again = await talk.posts(AMAL, thread="incident", id=ID)

    assert (again.is_new, again.why_held) == (False, ["page-is-reviewed"])


async def test_a_comment_sent_again_after_the_page_closed_is_still_answered(talk: Talk) -> None:
    talk.later(days=-7)
    await talk.posts(AMAL, thread="last-week", id=ID)
    talk.later(days=7)

    assert not (await talk.posts(AMAL, thread="last-week", id=ID)).is_new


async def test_a_retry_that_arrives_after_an_edit_is_still_the_same_comment(talk: Talk) -> None:
    said = await talk.says(AMAL, "First words.", id=ID)
    await talk.edits(AMAL, said, "Better words.")

    assert not (await talk.posts(AMAL, "First words.", id=ID)).is_new
    assert not (await talk.posts(AMAL, "Better words.", id=ID)).is_new


async def test_other_words_under_the_id_of_an_edited_comment_are_not_swallowed(talk: Talk) -> None:
    said = await talk.says(AMAL, "First words.", id=ID)
    await talk.edits(AMAL, said, "Better words.")

    with pytest.raises(IdIsTaken):
        await talk.posts(AMAL, "Words that were never sent before.", id=ID)


async def test_a_withdrawn_comment_sent_again_stays_withdrawn(talk: Talk) -> None:
    said = await talk.says(AMAL, id=ID)
    await talk.withdraws(AMAL, said)

    assert (await talk.posts(AMAL, id=ID)).spoken.comment.state == "withdrawn"


async def test_another_persons_id_is_refused_and_nothing_of_it_is_told(talk: Talk) -> None:
    await talk.says(AMAL, "Words of Amal.", id=ID)
    before = await everything()

    with pytest.raises(IdIsTaken) as refused:
        await talk.posts(BEN, "Words of Ben.", id=ID)
    with pytest.raises(IdIsTaken):
        await talk.posts(BEN, "Words of Amal.", id=ID)

    assert refused.value.facts == {}
    assert await everything() == before


async def test_an_id_cannot_be_used_again_in_another_thread(talk: Talk) -> None:
    await talk.says(AMAL, id=ID)

    with pytest.raises(IdIsTaken):
        await talk.posts(AMAL, id=ID, thread="ask-ines")


async def test_an_id_cannot_be_used_again_for_other_words(talk: Talk) -> None:
    await talk.says(AMAL, "First words.", id=ID)

    with pytest.raises(IdIsTaken):
        await talk.posts(AMAL, "Other words.", id=ID)


async def test_an_id_cannot_be_used_again_to_answer_something_else(talk: Talk) -> None:
    question = await talk.says(BEN)
    await talk.says(AMAL, "I agree.", id=ID)

    with pytest.raises(IdIsTaken):
        await talk.posts(AMAL, "I agree.", id=ID, to=question)


async def test_the_same_comment_sent_twenty_times_at_once_is_one_comment_and_one_event(talk: Talk) -> None:
    sent = await asyncio.gather(*(talk.posts(AMAL, id=ID) for _ in range(20)))
    rows = await everything()

    assert sorted(one.is_new for one in sent) == [False] * 19 + [True]
    assert {one.spoken.comment.id for one in sent} == {ID}
    assert [len(rows[table]) for table in ("comment", "revision")] == [1, 1]
    assert [row["kind"] for row in rows["moderation_case"]] == ["first"]
    assert len(await talk.events_of(ID)) == 1


async def test_the_same_held_comment_sent_at_once_opens_one_case(talk: Talk) -> None:
    sent = await asyncio.gather(*(talk.posts(AMAL, id=ID, thread="incident") for _ in range(5)))

    assert [one.why_held for one in sent] == [["page-is-reviewed"]] * 5
    assert len((await everything())["moderation_case"]) == 1


async def test_of_two_people_who_send_one_id_at_once_only_one_is_told_that_it_is_theirs(talk: Talk) -> None:
    sent = await asyncio.gather(
        talk.posts(AMAL, "Words of Amal.", id=ID), talk.posts(BEN, "Words of Ben.", id=ID), return_exceptions=True
    )

    assert sorted(type(one).__name__ for one in sent) == ["IdIsTaken", "Posted"]


async def test_of_two_threads_that_are_sent_one_id_at_once_only_one_has_it(talk: Talk) -> None:
    sent = await asyncio.gather(
        talk.posts(AMAL, id=ID, thread="rota"), talk.posts(AMAL, id=ID, thread="ask-ines"), return_exceptions=True
    )

    assert sorted(type(one).__name__ for one in sent) == ["IdIsTaken", "Posted"]
