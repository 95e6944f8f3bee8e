"""What signing in leaves behind is deleted, by any number of processes at once, and nothing else is."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from comments_service.people.attempts import note_failure
from comments_service.people.left_behind import sweep
from comments_service.people.sign_in import begin
from comments_service.storage import people
from tests.support.company import AMAL, BEN, DANA, NOON
from tests.support.talking import Talk, everything

pytestmark = pytest.mark.anyio
LIVES = {"idle": timedelta(days=14), "lifetime": timedelta(days=30)}


@pytest.fixture
def talk(database: str) -> Talk:
    return Talk()


async def left(table: str, column: str) -> list[str]:
    return [str(row[column]) for row in (await everything())[table]]


async def test_sessions_that_are_over_go_and_those_that_live_stay(talk: Talk) -> None:
    for person in (AMAL, BEN, DANA):
        await begin(person, ledger=talk.ledger, new_id=talk.new_id)
        talk.later(days=7)
    await people.put(replace(BEN, active=False))
    await asyncio.gather(*(sweep(now=NOON + timedelta(days=14), **LIVES) for _ in range(3)))
    assert await left("session", "person_id") == [str(AMAL.id), str(DANA.id)]

    await sweep(now=NOON + timedelta(days=14, seconds=1), **LIVES)
    assert await left("session", "person_id") == [str(DANA.id)]


async def test_a_session_that_was_used_all_the_time_goes_when_its_lifetime_ends(talk: Talk) -> None:
    await begin(AMAL, ledger=talk.ledger, new_id=talk.new_id)
    forever = {"idle": timedelta(days=365), "lifetime": timedelta(days=30)}

    await sweep(now=NOON + timedelta(days=30), **forever)
    assert len(await left("session", "id")) == 1
    await sweep(now=NOON + timedelta(days=30, seconds=1), **forever)
    assert await left("session", "id") == []


async def test_failed_sign_ins_go_within_a_day(talk: Talk) -> None:
    await note_failure("somewhere", new_id=talk.new_id, now=NOON)
    await sweep(now=NOON + timedelta(hours=12), **LIVES)
    assert await left("failed_sign_in", "origin") == ["somewhere"]

    await sweep(now=NOON + timedelta(hours=12, seconds=1), **LIVES)
    assert await left("failed_sign_in", "origin") == []
