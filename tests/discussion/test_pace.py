"""How long it takes until somebody may post again: exactly the pace, in words that round up."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comments_service.discussion.pace import TooSoon, require_pace, spell
from comments_service.records import Thread
from tests.support.company import NOON


def slow(seconds: int) -> Thread:
    return Thread("rota", "/", "Rota", "en", {"slow_mode": seconds}, 1, archived=False)


@given(seconds=st.integers(0, 86_400), since=st.integers(0, 90_000))
def test_one_may_post_once_the_pace_has_passed_and_not_before(seconds: int, since: int) -> None:
    now = NOON + timedelta(seconds=since)
    try:
        require_pace(slow(seconds), last=NOON, now=now)
    except TooSoon as refused:
        assert since < seconds
        require_pace(slow(seconds), last=NOON, now=now + timedelta(seconds=refused.facts["seconds"]))
    else:
        assert since >= seconds


def test_a_first_comment_is_never_too_soon() -> None:
    require_pace(slow(600), last=None, now=NOON)


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (1, "1 second"),
        (0.2, "1 second"),
        (59, "59 seconds"),
        (60, "1 minute"),
        (61, "61 seconds"),
        (121, "3 minutes"),
        (600, "10 minutes"),
        (3600, "1 hour"),
        (3601, "61 minutes"),
        (7200, "2 hours"),
    ],
)
def test_a_time_in_words_is_never_too_short(seconds: float, words: str) -> None:
    assert spell(timedelta(seconds=seconds)) == words
