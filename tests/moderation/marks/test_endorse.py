"""Endorsing says as what, and the first who does stays named."""

import pytest

from comments_service.records import Person
from tests.moderation.marks.conftest import Marker, on
from tests.support.company import AMAL, BEN, INES, PRIYA

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize(
    ("by", "thread", "role"), [(PRIYA, "rota", "expert"), (INES, "rota", "leader"), (BEN, "answered", "page")]
)
async def test_it_says_as_what_somebody_endorsed(marker: Marker, by: Person, thread: str, role: str) -> None:
    comment = await marker.talk.says(AMAL, thread=thread)

    assert (await marker.endorses(by, comment)).facts == {"role": role}


async def test_who_endorsed_first_stays_named(marker: Marker) -> None:
    comment = await marker.talk.says(AMAL)
    first = await marker.endorses(PRIYA, comment)

    assert await marker.endorses(INES, comment) == first
    assert await on(comment) == {"endorsed": first}
