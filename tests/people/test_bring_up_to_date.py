"""Bringing people up to date: who they are, and an event for each whose roles change."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from comments_service.events import ROLES_CHANGED
from comments_service.people.bring_up_to_date import bring_up_to_date
from comments_service.people.sign_in import begin, recognise
from comments_service.storage import people
from comments_service.storage.values import as_json
from tests.support.company import AMAL, BEN, DANA, NOON
from tests.support.talking import Talk, everything

pytestmark = pytest.mark.anyio


@pytest.fixture
def talk(database: str) -> Talk:
    return Talk()


async def changes_of_roles() -> list[tuple[object, ...]]:
    rows = [row for row in (await everything())["event"] if row["kind"] == ROLES_CHANGED]
    facts = [as_json(row["facts"]) for row in rows]
    return [(one["about"], one["before"], one["after"]) for one in facts]


async def test_a_role_gained_or_lost_is_an_event_with_before_and_after(talk: Talk) -> None:
    promoted, demoted = replace(AMAL, roles=("facilitator", "expert")), replace(DANA, roles=())
    await bring_up_to_date([promoted, demoted, BEN], ledger=talk.ledger, secret="k")

    assert await changes_of_roles() == [
        (str(AMAL.id), [], ["expert", "facilitator"]),
        (str(DANA.id), ["facilitator"], []),
    ]
    assert await people.by_handle("amal") == promoted
    assert talk.announced == []


@pytest.mark.parametrize(
    "changed", [{"roles": ("facilitator",)}, {"name": "Amal Haddad-Quist"}, {"department": "Docks"}]
)
async def test_what_stands_beside_their_words_is_shown_anew_where_they_spoke(
    talk: Talk, database: str, changed: dict[str, object]
) -> None:
    await talk.says(AMAL)
    await talk.says(BEN, "I read the rumours.", thread="rumours")
    talk.announced.clear()
    await bring_up_to_date([replace(AMAL, **changed), BEN], ledger=talk.ledger, secret="k")
    assert talk.announced == ["rota"]
    await bring_up_to_date([replace(AMAL, title="Lead", **changed)], ledger=talk.ledger, secret="k")

    assert talk.announced == ["rota"]


async def test_what_else_is_brought_up_to_date_is_none(talk: Talk) -> None:
    moved = replace(DANA, title="Lead", site="Gdańsk", roles=("facilitator",))
    await bring_up_to_date([moved], ledger=talk.ledger, secret="k")
    await bring_up_to_date([moved], ledger=talk.ledger, secret="k")

    assert await changes_of_roles() == []
    assert await people.by_handle("dana") == moved


async def test_whoever_comes_with_a_role_was_given_it(talk: Talk) -> None:
    newcomer = replace(AMAL, id=UUID(int=99), handle="zoe", name="Zoe Quist", roles=("expert",))
    await bring_up_to_date(
        [newcomer, replace(newcomer, id=UUID(int=98), handle="jo", roles=())], ledger=talk.ledger, secret="k"
    )

    assert await changes_of_roles() == [(str(newcomer.id), [], ["expert"])]


async def test_somebody_known_keeps_their_id(talk: Talk) -> None:
    await bring_up_to_date([replace(AMAL, id=UUID(int=99), roles=("leader",))], ledger=talk.ledger, secret="k")

    assert await changes_of_roles() == [(str(AMAL.id), [], ["leader"])]


async def test_whoever_is_deactivated_is_signed_out_for_good(talk: Talk) -> None:
    token = await begin(AMAL, ledger=talk.ledger, new_id=talk.new_id)
    others = await begin(BEN, ledger=talk.ledger, new_id=talk.new_id)
    await bring_up_to_date([replace(AMAL, active=False)], ledger=talk.ledger, secret="k")
    await bring_up_to_date([AMAL], ledger=talk.ledger, secret="k")
    lives = {"now": NOON, "idle": timedelta(days=1), "lifetime": timedelta(days=1)}

    assert await recognise(token, **lives) is None
    assert await recognise(others, **lives) is not None
