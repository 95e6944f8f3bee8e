"""Who took part in the last whole month: counted on both databases, and shown only where it tells of nobody."""

from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

import pytest

from comments_service.insight.participation import taking_part
from comments_service.storage import connection, people
from tests.support.company import AMAL
from tests.support.talking import Talk

pytestmark = pytest.mark.anyio

DECEMBER = datetime(2026, 12, 3, tzinfo=UTC)


async def test_people_are_counted_once_in_their_group_for_what_is_public(database: str) -> None:
    talk = Talk()
    crew = [replace(AMAL, id=UUID(int=100 + one), handle=f"crew{one}", site="Casablanca") for one in range(9)]
    loners = [replace(AMAL, id=UUID(int=200 + one), handle=f"loner{one}", site="Leeds") for one in range(9)]
    async with connection.transaction():
        for person in (*crew, *loners):
            await people.put(person)
    for person in (*crew[:7], *crew[:2], *loners[:6]):
        await talk.says(person, f"Said by {person.handle}, {talk.new_id().hex[-6:]}.")
    back = await talk.says(crew[8], "Taken back.")
    await talk.withdraws(crew[8], back)

    found = await taking_part(now=DECEMBER)
    nobody = await taking_part(now=DECEMBER.replace(month=11))

    assert (found.since, found.grouping) == (datetime(2026, 11, 1, tzinfo=UTC), "site")
    figures = {line.name: (line.people, line.spoke) for line in found.lines}
    # Of Rotterdam's six nobody spoke, and the next smallest is Leeds.
    assert figures == {"Casablanca": (10, 7), "Leeds": (13, None), "Rotterdam": (6, None)}
    assert (found.people, found.spoke) == (29, 13)
    assert (nobody.grouping, nobody.spoke) == ("department", None)
    assert {line.spoke for line in nobody.lines} == {None}
