"""What is in force for somebody: who may not post is told until when and why."""

from datetime import timedelta
from uuid import UUID

import pytest

from comments_service.people.standing import MutedUntil, Standing, standing
from comments_service.records import Sanction
from comments_service.storage import sanctions
from tests.support.company import AMAL, BEN, DANA, NOON

pytestmark = pytest.mark.anyio
UNTIL = NOON + timedelta(days=3)
MUTE = Sanction(UUID(int=1), AMAL.id, "mute", "Three threats.", DANA.id, DANA.name, NOON, UNTIL)


async def test_nothing_is_in_force_for_most_people(database: str) -> None:
    stands = await standing(BEN.id, now=NOON)

    assert stands == Standing(None, None)
    stands.require_voice()
    assert stands.why_held == []


async def test_who_is_muted_is_told_until_when_and_why(database: str) -> None:
    await sanctions.add(MUTE)

    with pytest.raises(MutedUntil) as refused:
        (await standing(AMAL.id, now=NOON)).require_voice()
    assert refused.value.message == (
        "You cannot post until 26 November 2026. A facilitator decided that, because: Three threats."
    )
    assert refused.value.facts == {"until": UNTIL.isoformat(), "reason": "Three threats."}
    (await standing(AMAL.id, now=UNTIL)).require_voice()
