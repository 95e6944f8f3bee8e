"""Deciding: one facilitator, one version, one decision; the second is told what the first did and changes nothing."""

import asyncio
from datetime import timedelta

import pytest

from comments_service.discussion.deadlines import USUAL
from comments_service.discussion.edit import CommentIsUnknown
from comments_service.discussion.lifecycle import MoveIsImpossible
from comments_service.events import COMMENT_DECIDED
from comments_service.moderation.decide import Decided, DecidedMeanwhile, Verdict, decide
from comments_service.moderation.reasons import REASONS
from comments_service.moderation.said import LONGEST_MESSAGE
from comments_service.records import Person
from comments_service.refusals import FieldIsWrong, NotAllowed, SignInRequired
from comments_service.storage import cases, comments, decisions
from tests.support.company import AMAL, BEN, DANA, ELI, INES, NOOR
from tests.support.talking import HELD_WORDS, Talk, everything

pytestmark = pytest.mark.anyio


async def test_what_was_approved_is_public(talk: Talk) -> None:
    said = await talk.says(AMAL, HELD_WORDS)
    talk.later(minutes=4)
    decided = await talk.decides(DANA, said, "approve", note="It is in the press already.")

    assert decided.is_new
    assert (decided.comment.state, decided.comment.version, decided.comment.public_number) == ("published", 2, 1)
    assert await talk.now_of(said) == decided.comment
    assert await cases.open_of(said.id) == []
    assert await comments.counts(["rota"]) == {"rota": 1}
    kept = (await decisions.latest([said.id]))[said.id]
    assert kept == decided.decision
    assert (kept.by_name, kept.at, kept.note) == ("Dana Reyes", talk.now, "It is in the press already.")


async def test_what_was_removed_is_public_no_more_and_its_author_is_told_why(talk: Talk) -> None:
    said = await talk.says(AMAL)
    decided = await talk.decides(DANA, said, "remove", reason="off-topic")

    assert decided.comment.state == "removed"
    assert (decided.decision.reason, decided.decision.message) == ("off-topic", REASONS["off-topic"].message)
    assert await comments.counts(["rota"]) == {"rota": 0}


async def test_a_facilitators_own_words_take_the_place_of_the_usual_ones(talk: Talk) -> None:
    said = await talk.says(AMAL)
    decided = await talk.decides(DANA, said, "remove", reason="hurtful", message="  Please leave Ben out of it. ")

    assert decided.decision.message == "Please leave Ben out of it."


async def test_a_decision_is_recorded_without_words_and_announced(talk: Talk) -> None:
    said = await talk.says(AMAL)
    await talk.decides(DANA, said, "remove", reason="hurtful", message="Please leave Ben out.", note="Third time.")
    event = (await talk.events_of(said))[-1]

    assert (event.kind, event.person_id) == (COMMENT_DECIDED, DANA.id)
    assert event.facts == {
        "action": "remove", "before": "published", "after": "removed", "reason": "hurtful", "version": 1,
    }  # fmt: skip
    assert talk.announced == ["rota", "rota"]


async def test_hiding_and_restoring(talk: Talk) -> None:
    said = await talk.says(AMAL)

    assert (await talk.decides(DANA, said, "hide")).comment.state == "hidden"
    assert (await talk.decides(DANA, said, "restore")).comment.state == "published"


async def test_what_reports_hid_can_be_restored_and_leaves_the_queue(talk: Talk) -> None:
    said = await talk.says(AMAL)
    await talk.reports(BEN, said, "personal-data")
    await talk.decides(DANA, said, "restore")

    assert (await talk.now_of(said)).state == "published"
    assert await cases.open_of(said.id) == []


async def test_approving_what_was_reported_keeps_it(talk: Talk) -> None:
    said = await talk.says(AMAL)
    await talk.reports(BEN, said)
    await talk.decides(DANA, said, "approve")

    assert (await talk.now_of(said)).state == "published"
    assert await cases.open_of(said.id) == []


async def test_an_edit_that_waits_is_not_forgotten_when_the_comment_is_restored(talk: Talk) -> None:
    """Restoring brings back the words that passed; the new ones were not decided about."""
    said = await talk.says(AMAL, "First words.")
    await talk.edits(AMAL, said, HELD_WORDS)
    await talk.reports(BEN, said, "personal-data")
    talk.later(minutes=1)
    await talk.decides(DANA, said, "restore")

    assert await talk.words_of(said) == ("First words.", HELD_WORDS)
    assert [(case.kind, case.why) for case in await cases.open_of(said.id)] == [("edit", ["finding:watch_word"])]

    await talk.decides(DANA, said, "undo")
    assert (await talk.now_of(said)).state == "hidden"
    assert len(await cases.open_of(said.id)) == 1


# --- who, and what with -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("person", [BEN, INES, NOOR], ids=["employee", "leader", "administrator"])
@pytest.mark.parametrize("action", ["approve", "remove", "hide", "restore", "undo"])
async def test_only_facilitators_decide(talk: Talk, person: Person, action: str) -> None:
    said = await talk.says(AMAL, HELD_WORDS)
    before = await everything()

    with pytest.raises(NotAllowed):
        await talk.decides(person, said, action, reason="off-topic")

    assert await everything() == before


async def test_nobody_decides_who_is_not_signed_in(talk: Talk) -> None:
    said = await talk.says(AMAL)

    with pytest.raises(SignInRequired):
        await talk.decides(None, said, "remove", reason="off-topic")


@pytest.mark.parametrize("action", ["approve", "remove", "undo"])
async def test_a_facilitator_does_not_decide_about_her_own(talk: Talk, action: str) -> None:
    said = await talk.says(DANA, HELD_WORDS)

    with pytest.raises(NotAllowed):
        await talk.decides(DANA, said, action, reason="off-topic")
    assert (await talk.decides(ELI, said, "approve")).is_new


@pytest.mark.parametrize(
    ("action", "words", "field"),
    [
        ("remove", {}, "reason"),
        ("remove", {"reason": "boring"}, "reason"),
        ("hide", {"reason": "boring"}, "reason"),
        ("remove", {"reason": "other"}, "message"),
        ("remove", {"reason": "other", "message": "  "}, "message"),
        ("remove", {"reason": "hurtful", "message": "x" * (LONGEST_MESSAGE + 1)}, "message"),
        ("remove", {"reason": "hurtful", "note": "x" * (LONGEST_MESSAGE + 1)}, "note"),
        ("remove", {"reason": "hurtful", "note": "a\x00b"}, "note"),
        ("remove", {"reason": "hurtful", "message": "\udfff"}, "message"),
        ("purge", {}, "action"),
        ("withdraw", {}, "action"),
        ("reports", {}, "action"),
    ],
)
async def test_what_is_not_allowed_is_refused_by_field(
    talk: Talk, action: str, words: dict[str, str], field: str
) -> None:
    said = await talk.says(AMAL)
    before = await everything()

    with pytest.raises(FieldIsWrong) as refused:
        await talk.decides(DANA, said, action, **words)

    assert refused.value.field == field
    assert await everything() == before


async def test_there_must_be_such_a_comment(talk: Talk) -> None:
    with pytest.raises(CommentIsUnknown):
        await decide(
            Verdict(talk.new_id(), 1, "approve"),
            by=DANA,
            ledger=talk.ledger,
            deadlines=USUAL,
            new_id=talk.new_id,
            now=talk.now,
        )


@pytest.mark.parametrize("action", ["restore", "undo"])
async def test_what_is_held_is_neither_restored_nor_undone(talk: Talk, action: str) -> None:
    said = await talk.says(AMAL, HELD_WORDS)

    with pytest.raises(MoveIsImpossible):
        await talk.decides(DANA, said, action)


async def test_what_is_published_and_in_nobodys_way_is_not_approved(talk: Talk) -> None:
    said = await talk.says(AMAL)

    with pytest.raises(MoveIsImpossible):
        await talk.decides(DANA, said, "approve")


async def test_what_is_removed_is_removed(talk: Talk) -> None:
    said = await talk.says(AMAL)
    await talk.decides(DANA, said, "remove", reason="off-topic")

    for action in ("approve", "restore", "hide", "remove"):
        with pytest.raises(MoveIsImpossible):
            await talk.decides(DANA, said, action, reason="off-topic")


# --- the second facilitator ---------------------------------------------------------------------------------------


async def test_a_second_facilitator_is_told_who_decided_what_and_when(talk: Talk) -> None:
    said = await talk.says(AMAL, HELD_WORDS)
    await talk.decides(DANA, said, "remove", version=1, reason="confidential")
    when = talk.now
    talk.later(seconds=1)
    before = await everything()

    with pytest.raises(DecidedMeanwhile) as told:
        await talk.decides(ELI, said, "approve", version=1)

    assert told.value.facts == {
        "version": 2, "state": "removed", "decided_by": "Dana Reyes", "decided_at": when.isoformat(),
        "decision": "remove", "reason": "confidential",
    }  # fmt: skip
    assert "Dana Reyes" in told.value.message
    assert await everything() == before


async def test_even_the_same_decision_by_another_is_told_so(talk: Talk) -> None:
    said = await talk.says(AMAL, HELD_WORDS)
    await talk.decides(DANA, said, "approve", version=1)

    with pytest.raises(DecidedMeanwhile):
        await talk.decides(ELI, said, "approve", version=1)


async def test_the_same_verdict_sent_again_changes_nothing_and_is_answered_the_same(talk: Talk) -> None:
    said = await talk.says(AMAL, HELD_WORDS)
    first = await talk.decides(DANA, said, "remove", version=1, reason="confidential")
    before = await everything()
    talk.later(seconds=5)
    again = await talk.decides(DANA, said, "remove", version=1, reason="confidential")

    assert (again.is_new, again.decision, again.comment) == (False, first.decision, first.comment)
    assert await everything() == before


async def test_another_verdict_by_the_same_person_is_not_the_same_again(talk: Talk) -> None:
    said = await talk.says(AMAL, HELD_WORDS)
    await talk.decides(DANA, said, "approve", version=1)

    with pytest.raises(DecidedMeanwhile):
        await talk.decides(DANA, said, "remove", version=1, reason="off-topic")


async def test_words_that_changed_since_they_were_read_are_not_decided_about(talk: Talk) -> None:
    said = await talk.says(AMAL, HELD_WORDS)
    await talk.edits(AMAL, said, "Other words.")

    with pytest.raises(DecidedMeanwhile) as told:
        await talk.decides(DANA, said, "approve", version=1)

    assert told.value.decision is None
    assert told.value.facts == {"version": 2, "state": "held"}


async def test_an_older_decision_is_not_blamed_for_a_later_edit(talk: Talk) -> None:
    said = await talk.says(AMAL, HELD_WORDS)
    await talk.decides(DANA, said, "approve")
    await talk.edits(AMAL, said, HELD_WORDS + " Really.")

    with pytest.raises(DecidedMeanwhile) as told:
        await talk.decides(ELI, said, "remove", version=2, reason="off-topic")

    assert told.value.decision is None


@pytest.mark.parametrize("version", [0, -1, 99])
async def test_a_version_that_never_was_is_not_decided_about(talk: Talk, version: int) -> None:
    said = await talk.says(AMAL, HELD_WORDS)
    verdict = Verdict(said.id, version, "approve")

    with pytest.raises(DecidedMeanwhile):
        await decide(verdict, by=DANA, ledger=talk.ledger, deadlines=USUAL, new_id=talk.new_id, now=talk.now)


@pytest.mark.parametrize("times", range(3))
async def test_of_two_facilitators_at_once_exactly_one_decides(talk: Talk, times: int) -> None:
    said = await talk.says(AMAL, HELD_WORDS)

    ends = await asyncio.gather(
        talk.decides(DANA, said, "approve", version=1),
        talk.decides(ELI, said, "remove", version=1, reason="off-topic"),
        talk.decides(DANA, said, "remove", version=1, reason="hurtful"),
        return_exceptions=True,
    )
    rows = await everything()
    (won,) = [end for end in ends if isinstance(end, Decided)]

    assert [type(end) for end in ends].count(DecidedMeanwhile) == 2
    assert len(rows["decision"]) == 1
    assert await talk.now_of(said) == won.comment
    assert (await talk.now_of(said)).version == 2
    assert [event.kind for event in await talk.events_of(said)].count(COMMENT_DECIDED) == 1


async def test_a_verdict_sent_twice_at_once_is_one_decision(talk: Talk) -> None:
    said = await talk.says(AMAL, HELD_WORDS)

    ends = await asyncio.gather(*(talk.decides(DANA, said, "approve", version=1) for _ in range(5)))

    assert sorted(end.is_new for end in ends) == [False] * 4 + [True]
    assert len({end.decision.id for end in ends}) == 1


# --- undo ---------------------------------------------------------------------------------------------------------


async def test_undo_gives_the_queue_its_case_back(talk: Talk) -> None:
    said = await talk.says(AMAL, HELD_WORDS)
    (before,) = await cases.open_of(said.id)
    talk.later(minutes=1)
    await talk.decides(DANA, said, "approve")
    talk.later(seconds=3)
    undone = await talk.decides(DANA, said, "undo")

    assert (undone.comment.state, undone.comment.version, undone.comment.public_number) == ("held", 3, None)
    assert await cases.open_of(said.id) == [before]
    assert await comments.counts(["rota"]) == {"rota": 0}


async def test_undoing_the_approval_of_an_edit_brings_back_the_words_that_were_public(talk: Talk) -> None:
    said = await talk.says(AMAL, "First words.")
    await talk.edits(AMAL, said, HELD_WORDS)
    talk.later(minutes=1)
    await talk.decides(DANA, said, "approve")
    talk.later(seconds=3)
    await talk.decides(DANA, said, "undo")

    assert await talk.words_of(said) == ("First words.", HELD_WORDS)
    assert [case.kind for case in await cases.open_of(said.id)] == ["edit"]


async def test_undoing_a_removal_brings_the_comment_back(talk: Talk) -> None:
    said = await talk.says(AMAL)
    await talk.decides(DANA, said, "remove", reason="off-topic")
    await talk.decides(ELI, said, "undo")

    assert (await talk.now_of(said)).state == "published"
    assert (await talk.words_of(said))[0] == "The new rota works."


async def test_after_undo_it_can_be_decided_again(talk: Talk) -> None:
    said = await talk.says(AMAL, HELD_WORDS)
    talk.later(minutes=1)
    await talk.decides(DANA, said, "remove", reason="confidential")
    talk.later(minutes=1)
    await talk.decides(DANA, said, "undo")
    talk.later(minutes=1)

    assert (await talk.decides(DANA, said, "approve")).comment.state == "published"


async def test_an_undo_is_not_undone(talk: Talk) -> None:
    said = await talk.says(AMAL, HELD_WORDS)
    await talk.decides(DANA, said, "approve")
    await talk.decides(DANA, said, "undo")

    with pytest.raises(MoveIsImpossible):
        await talk.decides(DANA, said, "undo")


async def test_undo_sent_twice_is_undone_once(talk: Talk) -> None:
    said = await talk.says(AMAL, HELD_WORDS)
    await talk.decides(DANA, said, "approve")

    ends = await asyncio.gather(*(talk.decides(DANA, said, "undo", version=2) for _ in range(3)))

    assert sorted(end.is_new for end in ends) == [False, False, True]
    assert (await talk.now_of(said)).state == "held"


@pytest.mark.parametrize("since", ["edit", "reports", "withdrawal"])
async def test_only_the_last_thing_that_happened_is_undone(talk: Talk, since: str) -> None:
    said = await talk.says(AMAL, HELD_WORDS)
    await talk.decides(DANA, said, "approve")
    talk.later(minutes=1)
    if since == "edit":
        await talk.edits(AMAL, said, "Other words.")
    elif since == "reports":
        await talk.reports(BEN, said, "personal-data")
    else:
        await talk.withdraws(AMAL, said)

    with pytest.raises(MoveIsImpossible):
        await talk.decides(DANA, said, "undo")


async def test_undo_does_not_open_cases_that_were_closed_before(talk: Talk) -> None:
    said = await talk.says(AMAL)
    for person in (BEN, INES):
        talk.now += timedelta(minutes=1)
        await talk.reports(person, said)
        talk.now += timedelta(minutes=1)
        await talk.decides(DANA, said, "approve")
    await talk.decides(DANA, said, "undo")

    assert len(await cases.open_of(said.id)) == 1
