"""Reporting: three different people hide a comment, one does for what may do harm; what was judged stays judged."""

import asyncio
from dataclasses import replace
from uuid import UUID

import pytest

from comments_service.discussion.deadlines import USUAL
from comments_service.discussion.edit import CommentIsUnknown
from comments_service.discussion.report import LONGEST_DETAIL, REASONS, report
from comments_service.events import COMMENT_HIDDEN_BY_REPORTS, COMMENT_REPORTED
from comments_service.refusals import FieldIsWrong, NotAllowed
from comments_service.storage import cases, comments, people, reports
from tests.support.company import AMAL, BEN, DANA, ELI, INES, NOOR
from tests.support.talking import HELD_WORDS, Talk, everything

pytestmark = pytest.mark.anyio


async def test_a_report_opens_a_case_and_the_comment_stays_public(talk: Talk) -> None:
    said = await talk.says(AMAL)
    after = await talk.reports(BEN, said, "hurtful", "About the second sentence.")
    (case,) = await cases.open_of(said.id)
    (made,) = (await reports.of_comments([said.id]))[said.id]

    assert (after.state, after.version) == ("published", 1)
    assert (case.kind, case.why) == ("report", ["reported"])
    assert (made.by_id, made.reason, made.detail) == (BEN.id, "hurtful", "About the second sentence.")


async def test_what_a_reporter_wrote_is_in_no_event(talk: Talk) -> None:
    said = await talk.says(AMAL)
    await talk.reports(BEN, said, "hurtful", "About the second sentence.")
    event = (await talk.events_of(said))[-1]

    assert (event.kind, event.facts) == (COMMENT_REPORTED, {"reason": "hurtful"})


async def test_the_third_person_hides_it(talk: Talk) -> None:
    said = await talk.says(AMAL)
    states = [(await talk.reports(person, said)).state for person in (BEN, INES, NOOR)]

    assert states == ["published", "published", "hidden"]
    assert [event.kind for event in await talk.events_of(said)][-1] == COMMENT_HIDDEN_BY_REPORTS
    assert len(await cases.open_of(said.id)) == 1
    assert await comments.counts(["rota"]) == {"rota": 0}


async def test_one_person_three_times_is_one_report(talk: Talk) -> None:
    said = await talk.says(AMAL)
    for reason in ("hurtful", "other", "wrong-information"):
        after = await talk.reports(BEN, said, reason)
    (made,) = (await reports.of_comments([said.id]))[said.id]

    assert (after.state, made.reason) == ("published", "wrong-information")


@pytest.mark.parametrize("reason", ["personal-data", "confidential"])
async def test_what_may_do_harm_is_hidden_by_one_report(talk: Talk, reason: str) -> None:
    said = await talk.says(AMAL)

    assert (await talk.reports(BEN, said, reason)).state == "hidden"


async def test_three_people_at_once_hide_it_once(talk: Talk) -> None:
    said = await talk.says(AMAL)
    await asyncio.gather(*(talk.reports(person, said) for person in (BEN, INES, NOOR, DANA)))
    now = await talk.now_of(said)

    assert (now.state, now.version) == ("hidden", 2)
    assert [event.kind for event in await talk.events_of(said)].count(COMMENT_HIDDEN_BY_REPORTS) == 1
    assert len(await cases.open_of(said.id)) == 1


async def test_nobody_reports_their_own(talk: Talk) -> None:
    said = await talk.says(AMAL)

    with pytest.raises(NotAllowed):
        await talk.reports(AMAL, said)


@pytest.mark.parametrize(
    ("reason", "detail", "field"),
    [
        ("boring", "", "reason"),
        ("", "", "reason"),
        ("hurtful", "x" * (LONGEST_DETAIL + 1), "detail"),
        ("hurtful", "a\x00b", "detail"),
        ("hurtful", "a\ud800b", "detail"),
    ],
)
async def test_a_report_that_cannot_be_used_is_refused(talk: Talk, reason: str, detail: str, field: str) -> None:
    said = await talk.says(AMAL)
    before = await everything()

    with pytest.raises(FieldIsWrong) as refused:
        await talk.reports(BEN, said, reason, detail)

    assert refused.value.field == field
    assert await everything() == before


@pytest.mark.parametrize("reason", REASONS)
async def test_every_reason_that_is_offered_is_taken(talk: Talk, reason: str) -> None:
    await talk.reports(BEN, await talk.says(AMAL), reason)


async def test_what_nobody_else_can_see_cannot_be_reported(talk: Talk) -> None:
    held = await talk.says(AMAL, HELD_WORDS)
    removed, withdrawn = await talk.says(AMAL), await talk.says(AMAL)
    await talk.decides(DANA, removed, "remove", reason="off-topic")
    await talk.withdraws(AMAL, withdrawn)

    for gone in (held, removed, withdrawn):
        with pytest.raises(CommentIsUnknown):
            await talk.reports(BEN, gone)


async def test_there_must_be_such_a_comment(talk: Talk) -> None:
    with pytest.raises(CommentIsUnknown):
        await report(
            talk.new_id(), reason="other", detail="", by=BEN, hides_at=3, ledger=talk.ledger, deadlines=USUAL,
            new_id=talk.new_id,
            now=talk.now,
        )  # fmt: skip


# --- after a decision ---------------------------------------------------------------------------------------------


async def test_the_same_report_by_the_same_person_does_not_hide_again_what_was_kept(talk: Talk) -> None:
    said = await talk.says(AMAL)
    await talk.reports(BEN, said, "personal-data")
    talk.later(minutes=1)
    await talk.decides(DANA, said, "restore")
    talk.later(minutes=1)
    before = await everything()

    assert (await talk.reports(BEN, said, "personal-data")).state == "published"
    assert await everything() == before


async def test_nor_do_two_reasons_in_turn(talk: Talk) -> None:
    said = await talk.says(AMAL)
    for reason in ("personal-data", "confidential"):
        assert (await talk.reports(BEN, said, reason)).state == "hidden"
        talk.later(minutes=1)
        await talk.decides(DANA, said, "restore")
        talk.later(minutes=1)

    assert (await talk.reports(BEN, said, "personal-data")).state == "published"
    assert await cases.open_of(said.id) == []


async def test_another_persons_report_after_a_decision_opens_a_new_case(talk: Talk) -> None:
    said = await talk.says(AMAL)
    await talk.reports(BEN, said)
    talk.later(minutes=1)
    await talk.decides(DANA, said, "approve")
    talk.later(minutes=1)
    await talk.reports(INES, said)

    assert [case.opened for case in await cases.open_of(said.id)] == [talk.now]


async def test_reports_from_before_a_decision_do_not_count_towards_hiding(talk: Talk) -> None:
    said = await talk.says(AMAL)
    for person in (BEN, INES):
        await talk.reports(person, said)
    talk.later(minutes=1)
    await talk.decides(DANA, said, "approve")
    talk.later(minutes=1)

    assert (await talk.reports(NOOR, said)).state == "published"
    assert (await talk.reports(ELI, said)).state == "published"


async def test_three_new_people_after_a_decision_hide_it_again(talk: Talk) -> None:
    said = await talk.says(AMAL)
    await talk.reports(BEN, said)
    talk.later(minutes=1)
    await talk.decides(DANA, said, "approve")
    talk.later(minutes=1)
    newcomer = replace(BEN, id=UUID(int=90), handle="newcomer")
    await people.put(newcomer)

    assert [(await talk.reports(person, said)).state for person in (INES, NOOR, newcomer)][-1] == "hidden"


async def test_a_hidden_comment_that_is_reported_again_stays_one_case(talk: Talk) -> None:
    said = await talk.says(AMAL)
    await talk.reports(BEN, said, "confidential")
    await talk.reports(INES, said)

    assert len(await cases.open_of(said.id)) == 1
