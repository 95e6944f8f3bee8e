"""Signing out: of one browser, of another, of all; and what a person sees of where they are signed in."""

from dataclasses import asdict
from datetime import timedelta

import pytest

from comments_service.events import SIGNED_OUT
from comments_service.people.sign_in import begin, recognise
from comments_service.people.sign_out import end_everywhere, end_one, signed_in_at
from comments_service.records import Person
from tests.support.company import AMAL, BEN, NOON
from tests.support.talking import Talk, everything

pytestmark = pytest.mark.anyio
LIVES = {"idle": timedelta(days=14), "lifetime": timedelta(days=30)}


@pytest.fixture
def talk(database: str) -> Talk:
    return Talk()


async def signs_in(talk: Talk, person: Person) -> str:
    return await begin(person, ledger=talk.ledger, new_id=talk.new_id)


async def are_known(talk: Talk, *tokens: str) -> list[bool]:
    return [await recognise(token, now=talk.now, **LIVES) is not None for token in tokens]


async def test_one_sees_ones_own_sessions_that_live_and_nobody_elses(talk: Talk) -> None:
    for person in (AMAL, BEN, AMAL):
        await signs_in(talk, person)
        talk.later(days=10)
    found = await signed_in_at(AMAL, now=talk.now, **LIVES)

    assert [(one.person, one.created) for one in found] == [(AMAL, NOON + timedelta(days=20))]


async def test_nothing_is_known_of_a_browser_but_when_it_signed_in_and_was_used(talk: Talk) -> None:
    await signs_in(talk, AMAL)
    (row,) = (await everything())["session"]
    (seen,) = await signed_in_at(AMAL, now=talk.now, **LIVES)

    rotation, what = {"token_hash", "previous_hash", "rotated"}, {"id", "person_id", "created", "seen", "way", "roles"}
    assert set(row) == rotation | what
    assert set(asdict(seen)) == {"id", "person", "created", "seen", "way", "roles_then"}


async def test_another_of_ones_own_sessions_is_ended_by_its_id(talk: Talk) -> None:
    one, other = await signs_in(talk, AMAL), await signs_in(talk, AMAL)
    session = await recognise(other, now=talk.now, **LIVES)
    assert session is not None
    await end_one(session.id, of=AMAL, ledger=talk.ledger)
    await end_one(session.id, of=AMAL, ledger=talk.ledger)

    assert await are_known(talk, one, other) == [True, False]


async def test_somebody_elses_session_is_not(talk: Talk) -> None:
    bens = await signs_in(talk, BEN)
    session = await recognise(bens, now=talk.now, **LIVES)
    assert session is not None
    await end_one(session.id, of=AMAL, ledger=talk.ledger)

    assert await are_known(talk, bens) == [True]


async def test_signing_out_everywhere_ends_all_of_ones_own_and_is_one_event(talk: Talk) -> None:
    tokens = [await signs_in(talk, person) for person in (AMAL, AMAL, BEN)]
    await end_everywhere(AMAL, ledger=talk.ledger)

    assert await are_known(talk, *tokens) == [False, False, True]
    assert [row["kind"] for row in (await everything())["event"]].count(SIGNED_OUT) == 1
