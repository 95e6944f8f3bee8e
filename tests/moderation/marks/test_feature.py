"""At most three comments of a page are featured, also when two people feature at once."""

import asyncio

import pytest

from comments_service.moderation.marks.feature import EnoughIsFeatured
from tests.moderation.marks.conftest import Marker, on
from tests.support.company import AMAL, BEN, DANA, ELI, PRIYA

pytestmark = pytest.mark.anyio


async def test_a_fourth_is_refused_naming_the_three(marker: Marker) -> None:
    three = [await marker.talk.says(person) for person in (AMAL, BEN, PRIYA)]
    fourth = await marker.talk.says(AMAL)
    for comment in three:
        await marker.features(DANA, comment)

    with pytest.raises(EnoughIsFeatured, match="Amal Haddad, Ben Carter and Priya Shah") as refused:
        await marker.features(ELI, fourth)

    assert refused.value.facts["featured"] == [str(comment.id) for comment in three]
    assert await on(fourth) == {}
    assert (await marker.features(ELI, three[0])).by_id == DANA.id, "one of the three, once more, is no fourth"


async def test_one_that_was_ended_or_removed_makes_room(marker: Marker) -> None:
    three = [await marker.talk.says(AMAL) for _ in range(3)]
    for comment in three:
        await marker.features(DANA, comment)

    await marker.ends(ELI, three[0], "featured")
    await marker.features(ELI, await marker.talk.says(AMAL))
    await marker.talk.decides(DANA, three[1], "remove", reason="duplicate")
    await marker.features(ELI, await marker.talk.says(AMAL))

    with pytest.raises(EnoughIsFeatured):
        await marker.features(ELI, await marker.talk.says(AMAL))


async def test_another_page_has_three_of_its_own(marker: Marker) -> None:
    for _ in range(3):
        await marker.features(DANA, await marker.talk.says(AMAL))

    await marker.features(DANA, await marker.talk.says(AMAL, thread="ask-ines"))


async def test_two_facilitators_at_once_do_not_make_four(marker: Marker) -> None:
    for _ in range(2):
        await marker.features(DANA, await marker.talk.says(AMAL))
    both = [await marker.talk.says(AMAL), await marker.talk.says(BEN)]

    became = await asyncio.gather(marker.features(DANA, both[0]), marker.features(ELI, both[1]), return_exceptions=True)

    assert sorted(type(one).__name__ for one in became) == ["EnoughIsFeatured", "Mark"]
    assert sorted([len(await on(comment)) for comment in both]) == [0, 1]
