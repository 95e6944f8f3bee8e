"""How long it takes until somebody may post again: exactly the pace, in words that round up."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comments_service.discussion.pace import Limit, TooSoon, require_pace, slowed, spell
from comments_service.records import Thread
from tests.support.company import NOON


def slow(seconds: int) -> Limit | None:
    return slowed(Thread("rota", "/", "Rota", "en", {"slow_mode": seconds}, 1, archived=False))


@given(seconds=st.integers(1, 86_400), since=st.integers(0, 90_000))
def test_one_may_post_once_the_pace_has_passed_and_not_before(seconds: int, since: int) -> None:
    now, limit = NOON + timedelta(seconds=since), slow(seconds)
    assert limit is not None
    try:
        require_pace(limit, first=NOON, now=now)
    except TooSoon as refused:
        assert since < seconds
        require_pace(limit, first=NOON, now=now + timedelta(seconds=refused.facts["seconds"]))
    else:
        assert since >= seconds


def test_a_first_comment_is_never_too_soon() -> None:
    limit = slow(600)
    assert limit is not None
    require_pace(limit, first=None, now=NOON)


def test_a_discussion_that_is_not_slowed_has_no_limit() -> None:
    assert slow(0) is None


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
