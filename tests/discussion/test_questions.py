"""How the questions of a page end and whether a promise is kept: counted once each, whatever happens in which order."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comments_service.discussion.outcomes import OUTCOME
from comments_service.discussion.questions import ENDINGS, Question, ending, kept, promised_days, tally
from comments_service.discussion.working_hours import WorkingHours
from comments_service.records import Mark
from tests.support.company import DANA

HOURS = WorkingHours(UTC, dict.fromkeys(range(5), ((time(8), time(18)),)))
MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
TODAY = date(2026, 11, 26)


def said(kind: str, at: datetime = MONDAY, **facts: Any) -> Mark:
    return Mark(UUID(int=1), UUID(int=2), kind, facts, DANA.id, DANA.name, at)


def became(step: str, at: datetime = MONDAY, **facts: Any) -> Mark:
    return said(OUTCOME, at, step=step, **facts)


def asked(number: int = 1, **about: Any) -> Question:
    return Question(UUID(int=number), about.pop("asked", MONDAY), **about)


def answered(after: timedelta, **about: Any) -> Question:
    at = about.get("asked", MONDAY) + after
    return asked(**{"first": at, "last": at, **about})


@pytest.mark.parametrize(
    ("question", "end"),
    [
        (asked(), "open"),
        (answered(timedelta(hours=2)), "answered"),
        (asked(became=became("merged", of="x")), "merged"),
        (answered(timedelta(hours=1), became=became("declined", reason="not-now")), "declined"),
        (asked(became=became("later", until="2026-11-26")), "later"),
        (asked(became=became("later", until="2026-11-25")), "open"),
        (answered(timedelta(hours=1), became=became("later", until="2026-11-25")), "answered"),
        (asked(acknowledged=said("acknowledged", due="2026-11-26")), "later"),
        (asked(acknowledged=said("acknowledged", due="2026-11-25")), "open"),
        # What puts it off came after what was replied, which was no answer then.
        (answered(timedelta(hours=-1), became=became("later", until="2026-12-01")), "later"),
        # Opened again: only what was said since answers it.
        (answered(timedelta(hours=1), became=became("open", MONDAY + timedelta(days=1))), "open"),
        (answered(timedelta(days=2), became=became("open", MONDAY + timedelta(days=1))), "answered"),
        # A rumour is settled by its outcome alone.
        (answered(timedelta(hours=1), became=became("checking")), "open"),
        (asked(became=became("partly")), "answered"),
        (asked(became=became("unsaid", until="2026-12-01")), "later"),
        (answered(timedelta(hours=1), became=became("unsaid", until="2026-11-25")), "open"),
    ],
)
def test_a_question_ends_one_way(question: Question, end: str) -> None:
    assert ending(question, today=TODAY) == end


steps = st.sampled_from([None, "merged", "declined", "later", "open", "checking", "true", "unsaid"])
minutes = st.integers(0, 60 * 24 * 9)
questions = st.lists(st.tuples(st.none() | minutes, steps, st.integers(-3, 3), st.booleans()), max_size=12).map(
    lambda drawn: [
        asked(
            number,
            first=MONDAY + timedelta(minutes=after) if after is not None else None,
            last=MONDAY + timedelta(minutes=after) if after is not None else None,
            became=became(step, until=(TODAY + timedelta(days=days)).isoformat()) if step else None,
            needs_none=needs_none,
        )
        for number, (after, step, days, needs_none) in enumerate(drawn, start=1)
    ]
)


@given(questions, st.integers(1, 5))
def test_no_number_is_off(found: list[Question], days: int) -> None:
    ends = tally(found, today=TODAY)
    assert sum(ends.values()) == len(found)
    assert list(ends) == list(ENDINGS)

    promise = kept(found, days, hours=HOURS, today=TODAY)
    assert promise.answered + len(promise.late) <= promise.owed <= len(found)
    late = {one.id for one in found if ending(one, today=TODAY) == "open" and not one.needs_none}
    assert set(promise.late) <= late


def test_a_promise_is_measured_in_the_hours_of_the_site_and_missed_when_its_day_is_over() -> None:
    friday = datetime(2026, 11, 20, 17, 0, tzinfo=UTC)
    found = [
        answered(timedelta(hours=2), number=1),
        answered(timedelta(days=3), number=2, asked=friday),  # Monday at the same time: one working day
        answered(timedelta(days=6), number=3, asked=friday),
        asked(4, asked=MONDAY + timedelta(days=1)),  # due on Thursday, which is not over
        asked(5, became=became("declined", reason="cost")),
    ]
    promise = kept(found, 2, hours=HOURS, today=TODAY)
    assert (promise.owed, promise.answered, promise.usual, promise.late) == (4, 3, 1, [])
    assert kept(found, 2, hours=HOURS, today=TODAY + timedelta(days=1)).late == [UUID(int=4)]
    assert kept([asked(), asked(2, needs_none=True)], 2, hours=HOURS, today=TODAY).late == [UUID(int=1)]


def test_a_promise_is_read_as_it_is_written() -> None:
    assert [promised_days(one) for one in ("2wd", "10wd", None, "", "soon")] == [2, 10, None, None, None]
