"""Who may do what: one table."""

from dataclasses import replace

import pytest

from comments_service.people.roles import BADGES, PERMISSIONS, badges, is_role, may, require, require_somebody
from comments_service.records import Person
from comments_service.refusals import NotAllowed, SignInRequired
from tests.support.company import AMAL, BEN, DANA, ELI, INES, NOOR, PRIYA


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


IN_FOOD = replace(AMAL, roles=("expert:food-safety",))


def test_an_expert_in_a_subject_is_one_where_it_is_talked_of_and_nowhere_else() -> None:
    assert may(IN_FOOD, "endorse", {"rota", "food-safety"})
    assert not may(IN_FOOD, "endorse", {"food"})
    assert not may(IN_FOOD, "endorse")
    assert not may(IN_FOOD, "moderate", {"food-safety"})
    assert may(PRIYA, "endorse", {"rota"})


def test_nothing_but_being_an_expert_is_for_some_subjects_only() -> None:
    assert not may(replace(AMAL, roles=("facilitator:food-safety",)), "moderate", {"food-safety"})
    assert [is_role(text) for text in ("expert", "expert:food-safety", "hr")] == [True] * 3
    assert not any(
        is_role(text) for text in ("expert:", "expert:Food", "leader:food-safety", "expert:a:b", "chief", "")
    )


def test_a_badge_says_role_and_subject_and_stands_only_where_it_holds() -> None:
    many = replace(AMAL, roles=("expert:food-safety", "leader", "expert:tyres"))

    assert badges(many) == ["Leader", "Expert: food safety", "Expert: tyres"]
    assert badges(many, {"food-safety"}) == ["Leader", "Expert: food safety"]
    assert badges(many, ()) == ["Leader"]
    assert badges(PRIYA, ()) == ["Expert"]
