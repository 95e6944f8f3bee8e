"""What becomes of ideas, questions and rumours: the tables are whole, and no walk through them leaves them."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from comments_service.discussion.lifecycle import MoveIsImpossible
from comments_service.discussion.outcomes import (
    IDEA,
    OPEN,
    OUTCOME,
    QUESTION,
    REASON,
    RUMOUR,
    SETTLED,
    STAGES,
    TABLES,
    UNTIL,
    WAITS,
    is_over,
    needs_answer,
    possible,
    require_possible,
    stage,
    step,
    step_of,
)
from comments_service.records import Mark
from tests.support.company import DANA, NOON

TODAY = date(2026, 11, 23)
# As the issue and the domain say it: written here once more, so that a slip in the table is seen.
LEADS = {
    IDEA: {
        ("open", "under-review"),
        ("under-review", "planned"),
        ("planned", "started"),
        ("started", "done"),
        # One step back, where it was taken too early.
        ("planned", "under-review"),
        ("started", "planned"),
        ("done", "started"),
        ("declined", "open"),
        ("duplicate", "open"),
        *((one, way) for one in ("open", "under-review", "planned", "started") for way in ("declined", "duplicate")),
    },
    QUESTION: {
        *(("open", way) for way in ("later", "merged", "declined", "checking")),
        *(("later", way) for way in ("later", "merged", "declined")),
        ("merged", "open"),
        ("declined", "open"),
    },
    RUMOUR: {
        *((one, way) for one in ("checking", "unsaid") for way in ("true", "not-true", "partly", "unsaid")),
        *((one, way) for one in ("true", "not-true", "partly") for way in ("true", "not-true", "partly") if one != way),
        ("checking", "open"),
    },
}
KINDS = {IDEA: (IDEA,), QUESTION: (QUESTION, RUMOUR)}
NAMES = sorted({name for table in TABLES.values() for name in table} | {"published", ""})


def mark(name: str, **facts: Any) -> Mark:
    return Mark(UUID(int=1), UUID(int=2), OUTCOME, {"step": name, **facts}, DANA.id, DANA.name, NOON)


def test_the_tables_are_those_of_the_specification() -> None:
    found = {name: {(one, way) for one in table for way in table[one].to} for name, table in TABLES.items()}
    assert found == LEADS


@pytest.mark.parametrize("kind", KINDS)
def test_every_step_is_in_a_table_and_can_be_reached(kind: str) -> None:
    here = {name for table in KINDS[kind] for name in TABLES[table]}
    reached, frontier = {OPEN}, [OPEN]
    while frontier:
        for name in possible(kind, frontier.pop()):
            frontier += [] if name in reached else [name]
            reached.add(name)
    assert reached == here
    assert {step(kind, name).stage for name in here} == set(STAGES)


def test_what_declines_says_why_what_joins_says_with_what_and_what_puts_off_says_until_when() -> None:
    needs = {(table, name): one.needs for table, steps in TABLES.items() for name, one in steps.items() if one.needs}
    assert needs == {
        (IDEA, "declined"): REASON,
        (IDEA, "duplicate"): "of",
        (QUESTION, "declined"): REASON,
        (QUESTION, "merged"): "of",
        (QUESTION, "later"): UNTIL,
        (RUMOUR, "unsaid"): UNTIL,
    }


@given(kind=st.sampled_from([*KINDS]), day=st.dates(min_value=date(2026, 1, 1), max_value=date(2028, 1, 1)))
def test_a_promise_is_kept_open_until_its_day_ends_and_is_open_again_after(kind: str, day: date) -> None:
    for name in ("later", "unsaid"):
        put_off = mark(name, until=day.isoformat())
        assert is_over(put_off, today=TODAY) == (day < TODAY)
        assert stage(QUESTION, put_off, today=TODAY) == (WAITS if day < TODAY else "under-way")
    assert stage(kind, None, today=TODAY) == WAITS


def test_a_rumour_waits_until_it_is_settled_whatever_is_replied_and_a_question_by_its_replies() -> None:
    told = {name: needs_answer(name) for table in KINDS[QUESTION] for name in TABLES[table]}
    assert told == {
        "open": None,
        "later": None,
        "merged": False,
        "declined": False,
        "checking": True,
        "unsaid": True,
        "true": False,
        "not-true": False,
        "partly": False,
    }


@dataclass(frozen=True)
class Thing:
    kind: str
    taken: tuple[Mark, ...] = ()

    @property
    def at(self) -> Mark | None:
        return self.taken[-1] if self.taken else None


class Life(RuleBasedStateMachine):
    """Any steps at all are tried on an idea and on a question, and days go by: what is told is what happened."""

    def __init__(self) -> None:
        super().__init__()
        self.today = TODAY
        self.things = [Thing(IDEA), Thing(QUESTION), Thing(IDEA), Thing(QUESTION)]

    @rule(which=st.integers(0, 3), name=st.sampled_from(NAMES), days=st.integers(0, 9))
    def tries(self, which: int, name: str, days: int) -> None:
        thing = self.things[which]
        here = step_of(thing.at)
        if not any((here, name) in LEADS[table] for table in KINDS[thing.kind]):
            with pytest.raises(MoveIsImpossible) as refused:
                require_possible(thing.kind, here, name)
            assert refused.value.facts["possible"] == list(possible(thing.kind, here))
            return
        found = require_possible(thing.kind, here, name)
        facts = {UNTIL: (self.today + timedelta(days=days)).isoformat()} if found.needs == UNTIL else {}
        self.things[which] = replace(thing, taken=(*thing.taken, mark(name, **facts)))

    @rule()
    def a_day_ends(self) -> None:
        self.today += timedelta(days=1)

    @invariant()
    def each_is_counted_once_and_nothing_settled_is_forgotten(self) -> None:
        stages = [stage(one.kind, one.at, today=self.today) for one in self.things]
        assert sum(stages.count(one) for one in STAGES) == len(self.things)
        for thing, found in zip(self.things, stages, strict=True):
            here = step_of(thing.at)
            assert (found == SETTLED) == (step(thing.kind, here).stage == SETTLED)
            # From wherever it is, there is a way on: nothing is stuck.
            assert possible(thing.kind, here)
            walked = [OPEN, *(step_of(one) for one in thing.taken)]
            pairs = set(pairwise(walked))
            assert all(any(pair in LEADS[table] for table in KINDS[thing.kind]) for pair in pairs)


TestLife = Life.TestCase
TestLife.settings = settings(max_examples=60, stateful_step_count=30, deadline=None)
