"""Leases: one statement decides who holds one, over ones are deleted, and those of others are left alone."""

import asyncio
from datetime import timedelta
from uuid import UUID

import pytest

from comments_service.storage import claims
from tests.support.company import DANA, ELI, NOON
from tests.support.talking import Talk

pytestmark = pytest.mark.anyio
LATER = NOON + timedelta(seconds=90)


@pytest.fixture
def talk(database: str) -> Talk:
    return Talk()


async def three(talk: Talk) -> list[UUID]:
    """Three comments, of which Dana holds the first and Eli the second."""
    said = [(await talk.says(DANA, f"Shift {number}.")).id for number in range(3)]
    await claims.take(said[0], DANA.id, until=LATER, now=NOON)
    await claims.take(said[1], ELI.id, until=LATER + timedelta(seconds=30), now=NOON)
    return said


async def test_those_of_some_comments_are_found_while_they_last(talk: Talk) -> None:
    said = await three(talk)

    assert {one: held.person_name for one, held in (await claims.of_comments(said, now=NOON)).items()} == {
        said[0]: "Dana Reyes",
        said[1]: "Eli Brandt",
    }
    assert list(await claims.of_comments(said, now=LATER)) == [said[1]]
    assert [held.comment_id for held in await claims.all_now(LATER)] == [said[1]]
    assert await claims.of_comments([], now=NOON) == {}


async def test_giving_up_deletes_what_is_over_and_leaves_what_another_holds(talk: Talk) -> None:
    said = await three(talk)

    await claims.give_up(said[1], DANA.id, now=NOON)
    assert len(await claims.all_now(NOON)) == 2

    await claims.give_up(said[2], DANA.id, now=LATER)
    assert [held.person_id for held in await claims.all_now(NOON)] == [ELI.id]


async def test_what_is_given_up_while_another_asks_for_it_is_theirs(talk: Talk) -> None:
    said = (await talk.says(DANA, "Shift 1.")).id

    async def come_and_go(person: UUID) -> None:
        for _ in range(60):
            assert (await claims.take(said, person, until=LATER, now=NOON)).comment_id == said
            await claims.give_up(said, person, now=NOON)

    await asyncio.gather(come_and_go(DANA.id), come_and_go(ELI.id))
