"""Sanctions: one of a kind at a time, over by themselves or by one action, and never forgotten."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from comments_service.records import Sanction
from comments_service.storage import people, sanctions
from tests.support.company import AMAL, BEN, DANA, ELI, NOON

pytestmark = pytest.mark.anyio
DAY = timedelta(days=1)
MUTE = Sanction(UUID(int=1), AMAL.id, "mute", "Three threats.", DANA.id, DANA.name, NOON, NOON + DAY)
REVIEW = replace(MUTE, id=UUID(int=2), kind="review", at=NOON + timedelta(seconds=1))


@pytest.fixture
async def somebody(empty_database: str) -> None:
    for person in (AMAL, BEN, DANA, ELI):
        await people.put(person)


async def test_what_was_put_in_force_comes_back_as_it_was(somebody: None) -> None:
    await sanctions.add(MUTE)
    await sanctions.add(REVIEW)

    assert await sanctions.get(MUTE.id) == MUTE
    assert await sanctions.get(UUID(int=9)) is None
    assert await sanctions.current(AMAL.id, now=NOON) == [MUTE, REVIEW]
    assert await sanctions.of_person(AMAL.id) == [REVIEW, MUTE]
    assert await sanctions.current(BEN.id, now=NOON) == []
    assert {one.id for one in await sanctions.in_force(now=NOON)} == {MUTE.id, REVIEW.id}
    assert await sanctions.in_force(now=MUTE.until) == []


async def test_it_is_over_at_its_end_and_not_before(somebody: None) -> None:
    await sanctions.add(MUTE)

    assert await sanctions.current(AMAL.id, now=MUTE.until - timedelta(microseconds=1)) == [MUTE]
    assert await sanctions.current(AMAL.id, now=MUTE.until) == []
    assert await sanctions.of_person(AMAL.id) == [MUTE]


async def test_a_second_of_its_kind_is_refused_while_one_is_in_force(somebody: None) -> None:
    await sanctions.add(MUTE)

    with pytest.raises(sanctions.OneIsInForce):
        await sanctions.add(replace(MUTE, id=UUID(int=3), at=MUTE.until - timedelta(seconds=1)))


async def test_one_whose_time_is_over_makes_room(somebody: None) -> None:
    await sanctions.add(MUTE)
    again = replace(MUTE, id=UUID(int=3), at=MUTE.until, until=MUTE.until + DAY)
    await sanctions.add(again)

    assert await sanctions.current(AMAL.id, now=again.at) == [again]
    assert [one.ended for one in await sanctions.of_person(AMAL.id)] == [None, MUTE.until]


async def test_one_action_ends_it_and_says_who_did(somebody: None) -> None:
    await sanctions.add(MUTE)
    later = NOON + timedelta(hours=1)

    assert await sanctions.end(MUTE.id, by_id=ELI.id, now=later)
    assert not await sanctions.end(MUTE.id, by_id=DANA.id, now=later)
    assert await sanctions.of_person(AMAL.id) == [replace(MUTE, ended=later, ended_by_name="Eli Brandt")]
    assert await sanctions.current(AMAL.id, now=later) == []


async def test_what_is_over_cannot_be_ended(somebody: None) -> None:
    await sanctions.add(MUTE)

    assert not await sanctions.end(MUTE.id, by_id=ELI.id, now=MUTE.until)
