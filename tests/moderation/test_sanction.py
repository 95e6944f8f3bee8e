"""Measures about people: by whom, about whom, until when; what they change; and that they are told, logged, undone."""

from datetime import date, timedelta
from uuid import UUID

import pytest

from comments_service.discussion.my_view import my_view
from comments_service.events import SANCTION_ENDED, SANCTIONED
from comments_service.moderation.profile import find_people, profile
from comments_service.moderation.sanction import (
    Measure,
    PersonIsUnknown,
    SanctionedMeanwhile,
    SanctionIsUnknown,
    end_sanction,
    sanction,
)
from comments_service.people.standing import MUTE, REVIEW, MutedUntil
from comments_service.records import Event, Person, Sanction
from comments_service.refusals import FieldIsWrong, NotAllowed, SignInRequired
from comments_service.storage import cases, events, sanctions, threads
from tests.support.company import AMAL, BEN, DANA, ELI, INES, NOON, NOOR
from tests.support.talking import WINDOW, Talk, everything

pytestmark = pytest.mark.anyio
A_WEEK = date(2026, 11, 30)


@pytest.fixture
def talk(database: str) -> Talk:
    return Talk()


async def measure(
    talk: Talk, kind: str, about: Person = AMAL, *, by: Person | None = DANA, until: date = A_WEEK, reason: str = "Why."
) -> Sanction:
    return await sanction(about.handle, Measure(kind, until, reason), by=by, ledger=talk.ledger, new_id=talk.new_id)


async def recorded(*kinds: str) -> list[Event]:
    return [one.event for one in await events.after(limit=99) if one.event and one.event.kind in kinds]


async def test_who_is_muted_cannot_post_nor_edit_and_nothing_is_written(talk: Talk) -> None:
    said = await talk.says(AMAL)
    await measure(talk, MUTE)
    before = await everything()

    with pytest.raises(MutedUntil):
        await talk.says(AMAL, "And another thing.")
    with pytest.raises(MutedUntil):
        await talk.edits(AMAL, said, "Let me put it otherwise.")
    assert await everything() == before
    assert (await talk.says(BEN)).state == "published"


async def test_they_can_still_report_and_withdraw(talk: Talk) -> None:
    said, other = await talk.says(AMAL), await talk.says(BEN)
    await measure(talk, MUTE)

    await talk.reports(AMAL, other)
    assert (await talk.withdraws(AMAL, said)).state == "withdrawn"


async def test_what_was_posted_before_can_be_sent_again(talk: Talk) -> None:
    said = await talk.says(AMAL, "Who drives on Sunday?")
    await measure(talk, MUTE)

    assert not (await talk.posts(AMAL, "Who drives on Sunday?", id=said.id)).is_new


async def test_it_is_over_by_itself_at_the_beginning_of_its_day(talk: Talk) -> None:
    await measure(talk, MUTE)
    talk.later(days=6, hours=11, minutes=59)
    with pytest.raises(MutedUntil):
        await talk.says(AMAL)
    talk.later(minutes=1)

    assert (await talk.says(AMAL)).state == "published"


async def test_who_is_read_first_waits_for_a_facilitator_and_knows_why(talk: Talk) -> None:
    await measure(talk, REVIEW)
    posted = await talk.posts(AMAL, "The new rota works.")
    (case,) = await cases.open_of(posted.spoken.comment.id)

    assert posted.spoken.comment.state == "held"
    assert posted.why_held == list(case.why) == ["author-is-reviewed"]


async def test_beside_what_else_it_is_read_for(talk: Talk) -> None:
    await measure(talk, REVIEW)

    assert (await talk.posts(AMAL, thread="incident")).why_held == ["page-is-reviewed", "author-is-reviewed"]


async def test_their_edits_wait_and_the_words_that_passed_stay(talk: Talk) -> None:
    said = await talk.says(AMAL, "The new rota works.")
    await measure(talk, REVIEW)
    edited = await talk.edits(AMAL, said, "The new rota fails.")

    assert edited.why_held == ["author-is-reviewed"]
    assert await talk.words_of(said) == ("The new rota works.", "The new rota fails.")


async def test_the_person_sees_what_is_in_force_until_when_and_why(talk: Talk) -> None:
    said = await talk.says(AMAL)
    made = [await measure(talk, kind, reason=f"{kind}, because.") for kind in (REVIEW, MUTE)]
    thread = await threads.get("rota")
    assert thread
    view = await my_view(thread, AMAL, edit_window=WINDOW, now=talk.now)
    other = await my_view(thread, BEN, edit_window=WINDOW, now=talk.now)

    assert [view.standing.reviewed, view.standing.muted] == made
    assert not view.may_comment
    assert [(one.spoken.comment.id, list(one.can)) for one in view.mine] == [(said.id, ["withdraw"])]
    assert other.may_comment
    assert other.standing.muted is None


async def test_one_action_ends_it(talk: Talk) -> None:
    made = await measure(talk, MUTE)
    await end_sanction("amal", made.id, by=ELI, ledger=talk.ledger)
    await end_sanction("amal", made.id, by=ELI, ledger=talk.ledger)

    assert (await talk.says(AMAL)).state == "published"
    (ended,) = await sanctions.of_person(AMAL.id)
    assert (ended.ended, ended.ended_by_name) == (NOON, "Eli Brandt")
    assert len(await recorded(SANCTION_ENDED)) == 1


async def test_both_are_recorded_without_the_reason(talk: Talk) -> None:
    made = await measure(talk, MUTE, reason="Threats against a colleague.")
    await end_sanction("amal", made.id, by=ELI, ledger=talk.ledger)
    began, ended = await recorded(SANCTIONED, SANCTION_ENDED)

    until = "2026-11-30T00:00:00+00:00"
    assert (began.person_id, began.facts) == (DANA.id, {"about": str(AMAL.id), "sanction": "mute", "until": until})
    assert (ended.person_id, ended.facts) == (ELI.id, {"about": str(AMAL.id), "sanction": "mute"})


@pytest.mark.parametrize("by", [None, AMAL, INES, NOOR])
async def test_only_facilitators_do_either(talk: Talk, by: Person | None) -> None:
    made = await measure(talk, MUTE, BEN)
    before = await everything()

    with pytest.raises((NotAllowed, SignInRequired)):
        await measure(talk, MUTE, by=by)
    with pytest.raises((NotAllowed, SignInRequired)):
        await end_sanction("ben", made.id, by=by, ledger=talk.ledger)
    assert await everything() == before


async def test_nobody_does_either_about_themselves(talk: Talk) -> None:
    with pytest.raises(NotAllowed):
        await measure(talk, REVIEW, DANA, by=DANA)
    made = await measure(talk, REVIEW, DANA, by=ELI)
    with pytest.raises(NotAllowed):
        await end_sanction("dana", made.id, by=DANA, ledger=talk.ledger)

    assert await sanctions.current(DANA.id, now=talk.now) == [made]


@pytest.mark.parametrize(
    ("kind", "until", "reason", "field"),
    [
        ("shadow-ban", A_WEEK, "Why.", "kind"), ("", A_WEEK, "Why.", "kind"),
        ("mute", NOON.date(), "Why.", "until"), ("mute", date(2020, 1, 1), "Why.", "until"),
        ("mute", date(2028, 1, 1), "Why.", "until"), ("mute", date.max, "Why.", "until"),
        ("mute", A_WEEK, " ", "reason"), ("mute", A_WEEK, "x" * 1001, "reason"), ("mute", A_WEEK, "\x00", "reason"),
    ],
)  # fmt: skip
async def test_a_measure_needs_a_kind_a_day_to_come_and_a_reason(
    talk: Talk, kind: str, until: date, reason: str, field: str
) -> None:
    before = await everything()
    with pytest.raises(FieldIsWrong) as refused:
        await measure(talk, kind, until=until, reason=reason)

    assert refused.value.field == field
    assert await everything() == before
    assert await sanctions.of_person(AMAL.id) == []


async def test_the_same_twice_is_once_and_a_colleagues_is_told(talk: Talk) -> None:
    made = await measure(talk, MUTE)

    assert await measure(talk, MUTE) == made
    with pytest.raises(SanctionedMeanwhile) as refused:
        await measure(talk, MUTE, by=ELI)
    with pytest.raises(SanctionedMeanwhile):
        await measure(talk, MUTE, until=date(2026, 12, 24))
    assert refused.value.facts == {"decided_by": "Dana Reyes", "until": "2026-11-30T00:00:00+00:00"}
    assert await sanctions.of_person(AMAL.id) == [made]
    assert len(await recorded(SANCTIONED)) == 1


async def test_what_is_over_or_ended_can_be_done_again(talk: Talk) -> None:
    first = await measure(talk, MUTE)
    await end_sanction("amal", first.id, by=DANA, ledger=talk.ledger)
    talk.later(hours=1)
    second = await measure(talk, MUTE)
    talk.later(days=8)
    third = await measure(talk, MUTE, until=date(2026, 12, 24))

    assert [one.id for one in await sanctions.of_person(AMAL.id)] == [third.id, second.id, first.id]


async def test_nobody_and_nothing_is_refused(talk: Talk) -> None:
    made = await measure(talk, MUTE)
    with pytest.raises(PersonIsUnknown):
        await sanction("nobody", Measure(MUTE, A_WEEK, "Why."), by=DANA, ledger=talk.ledger, new_id=talk.new_id)
    with pytest.raises(PersonIsUnknown):
        await end_sanction("nobody", made.id, by=DANA, ledger=talk.ledger)
    for handle, wanted in (("ben", made.id), ("amal", UUID(int=99))):
        with pytest.raises(SanctionIsUnknown):
            await end_sanction(handle, wanted, by=DANA, ledger=talk.ledger)
    with pytest.raises(PersonIsUnknown):
        await profile("nobody", now=talk.now)


async def test_a_profile_tells_what_became_of_what_somebody_said(talk: Talk) -> None:
    await talk.says(AMAL)
    held = await talk.says(AMAL, "What happened in hall 3?", thread="incident")
    await talk.decides(DANA, held, "remove", reason="off-topic")
    over = await measure(talk, REVIEW, until=date(2026, 11, 24))
    talk.later(days=2)
    made = await measure(talk, MUTE)
    known = await profile("amal", now=talk.now)

    assert (known.person, dict(known.states)) == (AMAL, {"published": 1, "removed": 1})
    assert [(one.action, one.by_name) for one in known.decisions] == [("remove", "Dana Reyes")]
    assert (list(known.in_force), list(known.over)) == ([made], [over])


async def test_people_are_found_by_name_and_those_with_something_in_force_without(talk: Talk) -> None:
    made = await measure(talk, MUTE)
    nobody_asked, asked = await find_people("", now=talk.now), await find_people("AN", now=talk.now)
    later = await find_people("", now=talk.now + timedelta(days=9))

    assert list(nobody_asked.people) == [(AMAL, [made])]
    assert {"dana", "eli"} <= {person.handle for person, _ in asked.people}
    assert list(later.people) == []
