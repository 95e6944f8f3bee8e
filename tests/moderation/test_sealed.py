"""Sealed cases: the role alone reads them, which is recorded; closing one gives facilitators words and their turn."""

import asyncio
from uuid import UUID

import pytest

from comments_service.events import SEALED_CASE_CLOSED, SEALED_CASE_NOTED, SEALED_CASE_READ
from comments_service.moderation import sealed
from comments_service.moderation.sealed import LONGEST_NOTE, SealedCaseIsClosed, SealedCaseIsUnknown
from comments_service.records import Comment, Person, SealedCase
from comments_service.refusals import FieldIsWrong, NotAllowed, SignInRequired
from comments_service.storage import cases, sealed_cases
from tests.support.company import AMAL, BEN, DANA, ELI, HANNA, INES, NOOR, OWEN
from tests.support.talking import HELD_WORDS, Talk, everything, words_anywhere

pytestmark = pytest.mark.anyio


async def escalated(talk: Talk, by: Person = AMAL, to: str = "hr") -> tuple[Comment, SealedCase]:
    """A comment that is held, and the case that Dana escalated it to."""
    said = await talk.says(by, HELD_WORDS)
    talk.later(minutes=1)
    await talk.decides(DANA, said, "escalate", to=to, note="Please talk to her first.")
    talk.later(minutes=1)
    return said, (await sealed_cases.open_of(said.id))[-1]


async def notes(
    talk: Talk, by: Person | None, case: UUID, body: str = "I spoke to her.", id: UUID | None = None
) -> None:
    await sealed.add_note(case, body, id=id or talk.new_id(), by=by, ledger=talk.ledger, now=talk.now)


async def closes(talk: Talk, by: Person | None, case: UUID, told: str = "She would rather not.") -> SealedCase:
    return await sealed.close(case, told, by=by, ledger=talk.ledger, now=talk.now)


async def test_the_role_reads_it_with_its_notes_and_that_is_recorded_without_words(talk: Talk) -> None:
    said, case = await escalated(talk)
    await notes(talk, HANNA, case.id)
    read = await sealed.read(case.id, by=HANNA, ledger=talk.ledger)

    assert (read.case, read.spoken.comment.id, read.thread.uid) == (case, said.id, "rota")
    assert [(note.body, note.by_name) for note in read.notes] == [("I spoke to her.", "Hanna Vermeer")]
    told = [(event.kind, event.person_id, event.facts) for event in (await talk.events_of(said))[-2:]]
    facts = {"sealed_case": str(case.id), "role": "hr"}
    assert told == [(SEALED_CASE_NOTED, HANNA.id, facts), (SEALED_CASE_READ, HANNA.id, facts)]
    assert await words_anywhere("I spoke to her.") == ["sealed_note.body"]


@pytest.mark.parametrize("person", [AMAL, BEN, DANA, ELI, INES, NOOR], ids=lambda one: one.handle)
async def test_nobody_else_opens_any(talk: Talk, person: Person) -> None:
    _, case = await escalated(talk)
    before = await everything()

    with pytest.raises(NotAllowed):
        await sealed.mine(person)
    for tried in (sealed.read(case.id, by=person, ledger=talk.ledger), notes(talk, person, case.id)):
        with pytest.raises(NotAllowed):
            await tried
    with pytest.raises(NotAllowed):
        await closes(talk, person, case.id)
    assert await everything() == before


async def test_another_role_does_not_even_know_of_it(talk: Talk) -> None:
    _, case = await escalated(talk)
    before = await everything()

    assert await sealed.mine(OWEN) == []
    for tried in (sealed.read(case.id, by=OWEN, ledger=talk.ledger), notes(talk, OWEN, case.id)):
        with pytest.raises(SealedCaseIsUnknown):
            await tried
    with pytest.raises(SealedCaseIsUnknown):
        await closes(talk, OWEN, case.id)
    assert await everything() == before


async def test_nobody_reads_one_about_their_own_words(talk: Talk) -> None:
    _, case = await escalated(talk, by=HANNA)

    assert await sealed.mine(HANNA) == []
    with pytest.raises(SealedCaseIsUnknown):
        await sealed.read(case.id, by=HANNA, ledger=talk.ledger)


async def test_nobody_is_signed_in(talk: Talk) -> None:
    _, case = await escalated(talk)

    with pytest.raises(SignInRequired):
        await sealed.read(case.id, by=None, ledger=talk.ledger)


async def test_there_must_be_such_a_case(talk: Talk) -> None:
    with pytest.raises(SealedCaseIsUnknown):
        await sealed.read(talk.new_id(), by=HANNA, ledger=talk.ledger)


async def test_the_open_ones_come_first_the_oldest_of_them_first(talk: Talk) -> None:
    made = [(await escalated(talk))[1] for _ in range(3)]
    await closes(talk, HANNA, made[0].id)

    assert [case.id for case, _ in await sealed.mine(HANNA)] == [made[1].id, made[2].id, made[0].id]


async def test_a_note_sent_twice_is_one_note(talk: Talk) -> None:
    _, case = await escalated(talk)
    note = talk.new_id()
    await asyncio.gather(*(notes(talk, HANNA, case.id, id=note) for _ in range(3)))

    assert len(await sealed_cases.notes(case)) == 1


async def test_closing_it_tells_facilitators_and_makes_it_their_turn(talk: Talk) -> None:
    said, case = await escalated(talk)
    (waiting,) = await cases.open_of(said.id)
    closed = await closes(talk, HANNA, case.id, " She would rather not. ")

    assert (closed.told, closed.closed_by_name, closed.closed) == ("She would rather not.", "Hanna Vermeer", talk.now)
    (back,) = await cases.open_of(said.id)
    assert (waiting.waits_for, back.waits_for) == ("hr", None)
    assert (back.opened, back.due) == (waiting.opened, waiting.due)
    event = (await talk.events_of(said))[-1]
    assert (event.kind, event.person_id) == (SEALED_CASE_CLOSED, HANNA.id)
    assert (await talk.now_of(said)).state == "held"


async def test_closed_twice_with_the_same_words_it_is_closed_once(talk: Talk) -> None:
    said, case = await escalated(talk)
    ends = await asyncio.gather(*(closes(talk, HANNA, case.id) for _ in range(3)))

    assert len({end.closed for end in ends}) == 1
    kinds = [event.kind for event in await talk.events_of(said)]
    assert kinds.count(SEALED_CASE_CLOSED) == 1


async def test_into_a_closed_one_nothing_more_goes(talk: Talk) -> None:
    _, case = await escalated(talk)
    await closes(talk, HANNA, case.id)

    with pytest.raises(SealedCaseIsClosed) as refused:
        await closes(talk, HANNA, case.id, "Or rather this.")
    assert refused.value.facts["closed_by"] == "Hanna Vermeer"
    with pytest.raises(SealedCaseIsClosed):
        await notes(talk, HANNA, case.id, "One more thing.")


async def test_closing_one_of_two_leaves_it_with_the_other_role(talk: Talk) -> None:
    said, case = await escalated(talk)
    await talk.decides(ELI, said, "escalate", to="legal", note="And you?")
    await closes(talk, HANNA, case.id)
    assert [one.waits_for for one in await cases.open_of(said.id)] == ["legal"]
    (other,) = await sealed_cases.open_of(said.id)
    await closes(talk, OWEN, other.id)

    assert [one.waits_for for one in await cases.open_of(said.id)] == [None]


@pytest.mark.parametrize("words", ["", "  ", "x" * (LONGEST_NOTE + 1), "a\x00b"])
async def test_notes_and_what_is_told_need_words(talk: Talk, words: str) -> None:
    _, case = await escalated(talk)

    for field, tried in (("note", notes(talk, HANNA, case.id, words)), ("told", closes(talk, HANNA, case.id, words))):
        with pytest.raises(FieldIsWrong) as refused:
            await tried
        assert refused.value.field == field
