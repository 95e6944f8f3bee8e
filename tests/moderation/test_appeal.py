"""Appealing: once, by the author, in their own words; another facilitator than the one who removed it decides."""

import asyncio

import pytest

from comments_service.discussion.deadlines import USUAL
from comments_service.discussion.edit import CommentIsUnknown
from comments_service.discussion.lifecycle import MoveIsImpossible
from comments_service.events import COMMENT_APPEALED
from comments_service.moderation.appeal import LONGEST_APPEAL, AppealedAlready, NothingToAppeal
from comments_service.moderation.decide import DecidedMeanwhile
from comments_service.moderation.possible import REMOVED_BY_YOU, possible, situation
from comments_service.records import Comment, Person
from comments_service.refusals import FieldIsWrong, NotAllowed
from comments_service.storage import appeals, cases
from tests.support.company import AMAL, BEN, DANA, ELI, INES
from tests.support.talking import HELD_WORDS, Talk, everything

pytestmark = pytest.mark.anyio


async def removed(talk: Talk, body: str = "The new rota works for us.") -> Comment:
    """A comment that Dana removed, and whose author knows of it."""
    said = await talk.says(AMAL, body)
    talk.later(minutes=1)
    await talk.decides(DANA, said, "remove", reason="off-topic")
    talk.later(seconds=10)
    return await talk.now_of(said)


async def test_an_appeal_waits_for_another_facilitator_with_a_time(talk: Talk) -> None:
    said = await removed(talk)
    made = await talk.appeals(AMAL, said, "  It is about nights. ")

    due = USUAL.due("appeal", talk.now)
    assert (made.appeal.words, made.appeal.at, made.due) == ("It is about nights.", talk.now, due)
    assert (made.comment.state, made.comment.version) == ("removed", said.version + 1)
    (case,) = await cases.open_of(said.id)
    assert (case.kind, case.why, case.due) == ("appeal", ["appealed"], made.due)
    event = (await talk.events_of(said))[-1]
    assert (event.kind, event.person_id, event.facts) == (COMMENT_APPEALED, AMAL.id, {})


async def test_the_same_words_again_change_nothing(talk: Talk) -> None:
    said = await removed(talk)
    first = await talk.appeals(AMAL, said, "It is about nights.")
    before = await everything()
    talk.later(minutes=3)
    again = await talk.appeals(AMAL, said, " It is about nights.")

    assert (again.appeal, again.due) == (first.appeal, first.due)
    assert await everything() == before


async def test_sent_twice_at_once_it_is_one_appeal(talk: Talk) -> None:
    said = await removed(talk)
    ends = await asyncio.gather(*(talk.appeals(AMAL, said) for _ in range(4)))

    assert len({end.appeal.id for end in ends}) == 1
    assert len(await cases.open_of(said.id)) == 1


async def test_there_is_one_appeal_a_comment(talk: Talk) -> None:
    said = await removed(talk)
    await talk.appeals(AMAL, said)
    before = await everything()

    with pytest.raises(AppealedAlready):
        await talk.appeals(AMAL, said, "And another thing.")
    assert await everything() == before

    await talk.decides(ELI, said, "remove", reason="off-topic")
    talk.later(minutes=1)
    with pytest.raises(AppealedAlready):
        await talk.appeals(AMAL, said, "Please.")


@pytest.mark.parametrize("person", [BEN, DANA, INES], ids=["reader", "facilitator", "leader"])
async def test_only_its_author_appeals(talk: Talk, person: Person) -> None:
    said = await removed(talk)
    before = await everything()

    with pytest.raises(NotAllowed):
        await talk.appeals(person, said)
    assert await everything() == before


@pytest.mark.parametrize("state", ["published", "held", "hidden", "withdrawn"])
async def test_only_what_is_removed_is_appealed(talk: Talk, state: str) -> None:
    said = await talk.says(AMAL, HELD_WORDS if state == "held" else "The new rota works for us.")
    if state == "hidden":
        await talk.decides(DANA, said, "hide")
    if state == "withdrawn":
        await talk.withdraws(AMAL, said)
    talk.later(minutes=1)
    before = await everything()

    with pytest.raises(NothingToAppeal):
        await talk.appeals(AMAL, said)
    assert await everything() == before


async def test_what_its_author_has_not_been_told_cannot_be_appealed_yet(talk: Talk) -> None:
    said = await talk.says(AMAL)
    await talk.decides(DANA, said, "remove", reason="off-topic")
    talk.later(seconds=9)

    with pytest.raises(NothingToAppeal):
        await talk.appeals(AMAL, said)
    talk.later(seconds=1)
    assert (await talk.appeals(AMAL, said)).due


@pytest.mark.parametrize("words", ["", "  \n", "x" * (LONGEST_APPEAL + 1), "a\x00b"])
async def test_it_needs_words_of_some_length(talk: Talk, words: str) -> None:
    said = await removed(talk)

    with pytest.raises(FieldIsWrong) as refused:
        await talk.appeals(AMAL, said, words)
    assert refused.value.field == "words"


async def test_there_must_be_such_a_comment(talk: Talk) -> None:
    said = await removed(talk)

    with pytest.raises(CommentIsUnknown):
        await talk.appeals(AMAL, Comment(talk.new_id(), *said_of(said)))


def said_of(said: Comment) -> tuple[object, ...]:
    return tuple(getattr(said, name) for name in said.__dataclass_fields__ if name != "id")


# --- its answer ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("body", ["The new rota works for us.", HELD_WORDS], ids=["was public", "never was"])
async def test_another_facilitator_can_publish_it(talk: Talk, body: str) -> None:
    said = await removed(talk, body)
    await talk.appeals(AMAL, said)
    talk.later(minutes=1)
    decided = await talk.decides(ELI, said, "approve", note="It is about the rota.")

    assert (decided.comment.state, decided.comment.public_number) == ("published", 1)
    assert await cases.open_of(said.id) == []


async def test_another_facilitator_can_leave_it_removed_with_a_reason(talk: Talk) -> None:
    said = await removed(talk)
    await talk.appeals(AMAL, said)
    talk.later(minutes=1)
    decided = await talk.decides(ELI, said, "remove", reason="off-topic", message="It belongs in the drivers’ corner.")

    assert decided.comment.state == "removed"
    assert await cases.open_of(said.id) == []
    with pytest.raises(FieldIsWrong):
        await talk.decides(ELI, said, "remove")


@pytest.mark.parametrize("action", ["approve", "remove"])
async def test_who_removed_it_does_not_decide_about_the_appeal(talk: Talk, action: str) -> None:
    said = await removed(talk)
    await talk.appeals(AMAL, said)
    before = await everything()

    with pytest.raises(NotAllowed, match="another facilitator decides"):
        await talk.decides(DANA, said, action, reason="off-topic")
    assert await everything() == before
    now = await situation(await talk.now_of(said))
    assert possible(now, by=DANA) == (["escalate"], REMOVED_BY_YOU)
    assert possible(now, by=ELI) == (["approve", "remove", "escalate"], "")


async def test_what_was_not_appealed_is_approved_by_nobody(talk: Talk) -> None:
    said = await removed(talk)

    for facilitator in (DANA, ELI):
        with pytest.raises(MoveIsImpossible):
            await talk.decides(facilitator, said, "approve")


async def test_a_removal_is_not_undone_past_the_appeal(talk: Talk) -> None:
    said = await removed(talk)
    await talk.appeals(AMAL, said)

    with pytest.raises(DecidedMeanwhile):
        await talk.decides(DANA, said, "undo", version=said.version)
    for facilitator in (DANA, ELI):
        with pytest.raises(MoveIsImpossible):
            await talk.decides(facilitator, said, "undo")


@pytest.mark.parametrize("answer", ["approve", "remove"])
async def test_undoing_the_answer_opens_the_appeal_again(talk: Talk, answer: str) -> None:
    said = await removed(talk)
    await talk.appeals(AMAL, said)
    (before,) = await cases.open_of(said.id)
    talk.later(minutes=1)
    await talk.decides(ELI, said, answer, reason="off-topic")
    talk.later(minutes=1)
    undone = await talk.decides(ELI, said, "undo")

    assert undone.comment.state == "removed"
    assert await cases.open_of(said.id) == [before]


async def test_who_removed_it_does_not_take_the_answer_back_either(talk: Talk) -> None:
    said = await removed(talk)
    await talk.appeals(AMAL, said)
    talk.later(minutes=1)
    await talk.decides(ELI, said, "approve")

    with pytest.raises(NotAllowed, match="another facilitator decides"):
        await talk.decides(DANA, said, "undo")
    assert "undo" not in possible(await situation(await talk.now_of(said)), by=DANA)[0]


async def test_of_two_answers_at_once_one_counts(talk: Talk) -> None:
    said = await removed(talk)
    await talk.appeals(AMAL, said)
    version = (await talk.now_of(said)).version
    ends = await asyncio.gather(
        talk.decides(ELI, said, "approve", version=version),
        talk.decides(ELI, said, "remove", version=version, reason="off-topic"),
        return_exceptions=True,
    )

    assert [type(end) for end in ends].count(DecidedMeanwhile) == 1
    assert await cases.open_of(said.id) == []


async def test_an_appeal_and_an_undo_at_once_do_not_both_happen(talk: Talk) -> None:
    said = await removed(talk)
    ends = await asyncio.gather(
        talk.appeals(AMAL, said), talk.decides(ELI, said, "undo", version=said.version), return_exceptions=True
    )
    now = await talk.now_of(said)
    has_appealed = bool(await appeals.of_comments([said.id]))

    assert [isinstance(end, Exception) for end in ends].count(True) == 1
    assert (now.state == "removed") == has_appealed
    assert len(await cases.open_of(said.id)) == has_appealed
