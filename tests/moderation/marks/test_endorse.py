"""Endorsing says as what, and the first who does stays named."""

from dataclasses import replace

import pytest

from comments_service.discussion.sync_threads import sync_threads
from comments_service.events import Ledger
from comments_service.moderation.marks.putting import marked_by
from comments_service.records import Person
from comments_service.refusals import NotAllowed
from tests.moderation.marks.conftest import Marker, on
from tests.support.company import AMAL, BEN, INES, NOON, PAGES, PRIYA, entry

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize(
    ("by", "thread", "role"), [(PRIYA, "rota", "expert"), (INES, "rota", "leader"), (BEN, "answered", "page")]
)
async def test_it_says_as_what_somebody_endorsed(marker: Marker, by: Person, thread: str, role: str) -> None:
    comment = await marker.talk.says(AMAL, thread=thread)

    assert (await marker.endorses(by, comment)).facts == {"role": role}


async def test_an_expert_in_a_subject_endorses_and_notes_only_where_it_is_talked_of(marker: Marker) -> None:
    in_food = replace(PRIYA, roles=("expert:food-safety",))
    pages = [entry("thaw", topics=["food-safety"]), entry("lesson", course="food-safety"), entry("pay", topics=["pay"])]
    await sync_threads([*PAGES, *pages], archive=[], ledger=Ledger(now=lambda: NOON))
    said = {page["uid"]: await marker.talk.says(AMAL, thread=page["uid"]) for page in pages}

    assert (await marker.endorses(in_food, said["thaw"])).facts == {"role": "expert"}
    assert (await marker.endorses(in_food, said["lesson"])).facts == {"role": "expert"}
    with pytest.raises(NotAllowed):
        await marker.endorses(in_food, said["pay"])
    with pytest.raises(NotAllowed):
        await marked_by(said["pay"].id, "accuracy", in_food)
    assert (await marked_by(said["thaw"].id, "accuracy", in_food))[2] == in_food


async def test_who_endorsed_first_stays_named(marker: Marker) -> None:
    comment = await marker.talk.says(AMAL)
    first = await marker.endorses(PRIYA, comment)

    assert await marker.endorses(INES, comment) == first
    assert await on(comment) == {"endorsed": first}
