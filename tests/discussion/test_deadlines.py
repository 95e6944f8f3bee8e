"""Targets: each kind of case has one, in working hours or days."""

from datetime import UTC, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comments_service.discussion.deadlines import USUAL, Deadlines, Target, TargetsAreWrong, read_targets
from comments_service.discussion.working_hours import WorkingHours, read_week
from tests.support.company import NOON

WRITTEN = "held=4h reported=2h questions=2d first=1d appeals=2d"


def test_what_is_usual_is_what_the_documentation_says() -> None:
    assert read_targets(WRITTEN) == USUAL.targets
    assert read_week("Mon-Fri 08:00-18:00") == {day: list(hours) for day, hours in USUAL.hours.week.items()}


def test_each_kind_of_case_is_due_by_its_target() -> None:
    always = Deadlines(
        read_targets("first=9d held=1h reported=999h questions=2d appeals=3d"), WorkingHours(UTC, ALWAYS)
    )

    assert {kind: always.due(kind, NOON) - NOON for kind in always.targets} == {
        "hold": timedelta(hours=1),
        "edit": timedelta(hours=1),
        "report": timedelta(hours=999),
        "question": timedelta(days=2),
        "correction": timedelta(days=2),
        "first": timedelta(days=9),
        "appeal": timedelta(days=3),
    }


ALWAYS = read_week("Mon-Sun 00:00-24:00")
WRONG = {
    "": "does not say what held, reported, questions, first, appeals is",
    "held=4h": "does not say what reported, questions, first, appeals is, as in reported=4h",
    WRITTEN + " held=5h": "says twice what held is",
    WRITTEN.replace("first=1d", "first=0d"): 'has "first=0d"',
    WRITTEN.replace("first=1d", "first=1000d"): 'has "first=1000d"',
    WRITTEN.replace("held=4h", "held=4"): 'has "held=4"',
    WRITTEN.replace(
        "held=4h", "hold=4h"
    ): 'has "hold=4h" in it. Write each of held, reported, questions, first, appeals',
    WRITTEN.replace("held=4h", "held=-4h"): 'has "held=-4h"',
}


@pytest.mark.parametrize("text", WRONG)
def test_what_sets_no_targets_is_refused_with_what_would_do(text: str) -> None:
    with pytest.raises(TargetsAreWrong, match=WRONG[text].replace("(", r"\(")):
        read_targets(text)


@given(st.permutations(WRITTEN.split()))
def test_targets_come_in_any_order(written: list[str]) -> None:
    assert read_targets("  ".join(written)) == USUAL.targets


def test_a_target_is_of_hours_or_of_days() -> None:
    assert (read_targets(WRITTEN)["hold"], read_targets(WRITTEN)["first"]) == (Target(hours=4), Target(days=1))
