"""How long a held comment usually waits, in words."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comments_service.moderation.waiting import how_long, in_words, usual_wait
from tests.support.company import AMAL, DANA, NOON
from tests.support.talking import HELD_WORDS, Talk

WAITS = st.lists(st.timedeltas(min_value=timedelta(0), max_value=timedelta(days=30)), min_size=5, max_size=60)


@pytest.mark.parametrize(
    ("waited", "words"),
    [
        (timedelta(0), "usually read within ten minutes"),
        (timedelta(minutes=10), "usually read within ten minutes"),
        (timedelta(minutes=11), "usually read within an hour"),
        (timedelta(hours=1), "usually read within an hour"),
        (timedelta(hours=1, minutes=1), "usually read within 3 hours"),
        (timedelta(hours=5), "usually read within 6 hours"),
        (timedelta(hours=23, minutes=30), "usually read within a day"),
        (timedelta(hours=24), "usually read within 2 days"),
        (timedelta(days=3, hours=1), "usually read within 4 days"),
    ],
)
def test_the_usual_wait_is_rounded_up(waited: timedelta, words: str) -> None:
    assert in_words([(NOON, NOON + waited)] * 5) == words


def test_with_few_to_go_by_it_is_the_promise() -> None:
    assert in_words([(NOON, NOON)] * 4) == "usually read within one working day"


def test_one_that_waited_long_does_not_change_what_is_usual() -> None:
    usual = [(NOON, NOON + timedelta(minutes=5))] * 9

    assert in_words([*usual, (NOON, NOON + timedelta(days=20))]) == "usually read within ten minutes"


@given(WAITS)
def test_half_of_all_waits_or_more_are_within_what_is_said(waits: list[timedelta]) -> None:
    said = in_words([(NOON, NOON + wait) for wait in waits]).removeprefix("usually read within ")
    in_full = {"ten minutes": "10 minutes", "an hour": "1 hours", "a day": "1 days"}.get(said, said)
    number, unit = in_full.split()

    assert sum(wait <= timedelta(**{unit: int(number)}) for wait in waits) * 2 >= len(waits)


@pytest.mark.anyio
async def test_it_is_measured_from_what_was_decided(talk: Talk) -> None:
    assert await usual_wait() == "usually read within one working day"

    for _ in range(5):
        said = await talk.says(AMAL, HELD_WORDS)
        talk.later(minutes=30)
        await talk.decides(DANA, said, "approve")

    assert await usual_wait() == "usually read within an hour"


@pytest.mark.parametrize(
    ("waited", "words"),
    [
        (timedelta(seconds=-3), "less than a minute"),
        (timedelta(seconds=59), "less than a minute"),
        (timedelta(minutes=1), "1 minute"),
        (timedelta(minutes=59), "59 minutes"),
        (timedelta(minutes=60), "1 hour"),
        (timedelta(minutes=61), "1 hour 1 minute"),
        (timedelta(minutes=119), "1 hour 59 minutes"),
        (timedelta(hours=2), "2 hours"),
        (timedelta(hours=47, minutes=59), "47 hours"),
        (timedelta(days=2), "2 days"),
    ],
)
def test_how_long_something_waits_is_said_in_the_unit_that_says_most(waited: timedelta, words: str) -> None:
    assert how_long(waited) == words
