"""Who may do what: one table."""

from dataclasses import replace

import pytest

from comments_service.people.roles import BADGES, PERMISSIONS, badges, may, require, require_somebody
from comments_service.records import Person
from comments_service.refusals import NotAllowed, SignInRequired
from tests.support.company import AMAL, BEN, DANA, ELI, INES, NOOR


@pytest.mark.parametrize("person", [DANA, ELI])
def test_facilitators_moderate(person: Person) -> None:
    assert may(person, "moderate")
    assert require(person, "moderate") is person


@pytest.mark.parametrize("person", [AMAL, BEN, INES, NOOR], ids=["employee", "driver", "leader", "administrator"])
def test_nobody_else_moderates_neither_leaders_nor_administrators(person: Person) -> None:
    assert not may(person, "moderate")
    with pytest.raises(NotAllowed) as refused:
        require(person, "moderate")
    assert refused.value.facts == {"needs": "moderate"}


@pytest.mark.parametrize("role", ["author", "leader", "expert", "works-council", "admin", "Facilitator", ""])
def test_no_other_role_moderates(role: str) -> None:
    assert not may(replace(AMAL, roles=(role,)), "moderate")


def test_somebody_with_several_roles_has_what_each_allows() -> None:
    assert may(replace(INES, roles=("leader", "facilitator")), "moderate")


def test_a_facilitator_who_left_moderates_no_more() -> None:
    assert not may(replace(DANA, active=False), "moderate")


def test_nobody_is_asked_to_sign_in() -> None:
    assert not may(None, "moderate")
    with pytest.raises(SignInRequired):
        require(None, "moderate")
    with pytest.raises(SignInRequired):
        require_somebody(None)
    assert require_somebody(AMAL) is AMAL


def test_a_permission_that_there_is_not_is_a_mistake_and_not_a_no() -> None:
    with pytest.raises(KeyError):
        may(DANA, "moderat")
    assert "moderate" in PERMISSIONS


def test_badges_stand_in_one_order_and_none_is_for_being_administrator() -> None:
    everything = replace(AMAL, roles=("works-council", "admin", "author", "facilitator", "expert", "leader"))

    assert badges(everything) == list(BADGES.values())
    assert badges(AMAL) == badges(NOOR) == []
