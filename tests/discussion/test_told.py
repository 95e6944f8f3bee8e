"""What an author is told of decisions: each as it was, in order, and none that is still fresh."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comments_service.discussion.lifecycle import DECISIONS
from comments_service.discussion.told import FRESH_FOR, is_fresh, told
from comments_service.records import Decision
from tests.support.company import DANA, NOON

FIRST = Decision(
    UUID(int=1), UUID(int=9), 1, "remove", "published", "removed", 1, "off-topic", "", "", DANA.id, DANA.name, NOON
)


def after(seconds: float, action: str, **about: object) -> Decision:
    """A decision so long after the first."""
    return replace(FIRST, action=action, at=NOON + timedelta(seconds=seconds), **about)  # type: ignore[arg-type]


@pytest.mark.parametrize(("seconds", "fresh"), [(0, True), (9.999, True), (10, False), (3600, False)])
def test_a_decision_is_fresh_for_ten_seconds(seconds: float, fresh: bool) -> None:
    now = NOON + timedelta(seconds=seconds)

    assert is_fresh(FIRST, now=now) is fresh
    assert told([FIRST], now=now) == ([] if fresh else [FIRST])


def test_what_is_silent_is_never_told() -> None:
    both = [replace(FIRST, silent=True), after(5, "undo", judged_version=2, silent=True)]

    assert told(both, now=NOON + timedelta(days=1)) == []


def test_a_later_undo_is_told_beside_what_it_undid() -> None:
    both = [FIRST, after(60, "undo", judged_version=2)]

    assert told(both, now=NOON + timedelta(seconds=69)) == both[:1]
    assert told(both, now=NOON + timedelta(seconds=70)) == both


def test_that_it_was_escalated_is_not_for_its_author_nor_that_this_was_undone() -> None:
    made = [after(0, "escalate"), after(60, "undo", judged_version=2), after(90, "approve", judged_version=3)]

    assert [one.action for one in told(made, now=NOON + timedelta(days=1))] == ["approve"]


@given(
    st.lists(st.tuples(st.sampled_from(DECISIONS), st.integers(0, 40), st.booleans()), max_size=8), st.integers(0, 400)
)
def test_what_is_told_stays_told_in_the_same_order(made: list[tuple[str, int, bool]], seconds: int) -> None:
    at, decisions = 0, []
    for version, (action, wait, silent) in enumerate(made, start=1):
        at += wait
        decisions.append(after(at, action, judged_version=version, silent=silent, id=UUID(int=version)))
    now = NOON + timedelta(seconds=seconds)
    before = told(decisions, now=now)

    assert [one for one in told(decisions, now=now + FRESH_FOR) if one in before] == before
    assert all(one.at <= now - FRESH_FOR and not one.silent for one in before)
