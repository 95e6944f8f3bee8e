"""Outcomes are ordered from mild to strict."""

from comments_service.screening.finding import Outcome


def test_the_strictest_outcome_is_the_greatest() -> None:
    assert sorted(Outcome, reverse=True) == [Outcome.BLOCK, Outcome.HOLD, Outcome.ADVISE, Outcome.PUBLISH]
    assert max(Outcome.ADVISE, Outcome.HOLD) is Outcome.HOLD
    assert Outcome.HOLD >= Outcome.HOLD > Outcome.ADVISE
    assert Outcome.PUBLISH <= Outcome.PUBLISH < Outcome.ADVISE


def test_an_outcome_is_its_word() -> None:
    assert [f"{outcome}" for outcome in Outcome] == ["publish", "advise", "hold", "block"]
