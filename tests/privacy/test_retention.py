"""For how long what is kept: what is usual, what a site sets over it, what a page says for itself, and in words."""

from datetime import UTC, datetime

import pytest

from comments_service.privacy.retention import (
    DISCUSSIONS,
    IN_WORDS,
    Retention,
    RetentionIsWrong,
    before,
    in_words,
    read_retention,
)
from comments_service.records import Thread
from tests.support.company import entry


def thread(**about: object) -> Thread:
    return Thread("rota", "/rota/", "Rota", "en", entry("rota", **about), 0, archived=False)


def test_what_is_usual_names_a_period_for_everything_that_has_words() -> None:
    assert set(Retention().days) == set(IN_WORDS)
    assert {Retention().days[kind] for kind in DISCUSSIONS} == {None}


def test_what_a_site_sets_stands_over_what_is_usual() -> None:
    set_so = read_retention("board=90d removed=6m withdrawn=never ideas=2y")

    assert [set_so.days[name] for name in ("board", "removed", "withdrawn", "ideas", "notes")] == [
        90, 182, None, 730, 730,
    ]  # fmt: skip
    assert read_retention("") == Retention()


@pytest.mark.parametrize("text", ["board=90", "board", "=90d", "garden=90d", "board=0d", "board=90d board=1y", "b=9d;"])
def test_what_says_nothing_of_use_is_refused_with_what_would_do(text: str) -> None:
    with pytest.raises(RetentionIsWrong, match=r"board=90d|says twice"):
        read_retention(text)


def test_a_page_speaks_for_itself_and_else_its_kind_does() -> None:
    set_so = read_retention("board=90d discussion=1y")

    assert set_so.of_thread(thread(retention=730)) == 730
    assert set_so.of_thread(thread(retention=None)) == 365
    assert set_so.of_thread(thread(kind="board")) == 90
    assert set_so.of_thread(thread(kind="ama")) is None


def test_periods_are_told_as_people_say_them() -> None:
    told = [in_words(days) for days in (None, 1, 30, 90, 365, 730, 1095, 100)]

    assert told[1:] == ["1 day", "30 days", "90 days", "12 months", "24 months", "36 months", "100 days"]
    assert before(30, now=datetime(2026, 11, 23, tzinfo=UTC)) == datetime(2026, 10, 24, tzinfo=UTC)
