"""The one moment of a build."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from plugins.build_clock import build_day, build_time, in_zone


def test_a_build_has_one_moment() -> None:
    context: dict[str, Any] = {}

    assert build_time({}, context) == build_time({}, context)
    assert build_time({}, context).tzinfo is UTC


@pytest.mark.parametrize(
    "chosen", ["2026-11-23T12:00:00+00:00", "2026-11-23T13:00:00", datetime(2026, 11, 23, 12, tzinfo=UTC)]
)
def test_the_moment_can_be_chosen(chosen: object) -> None:
    settings = {"BUILD_TIME": chosen, "TIMEZONE": "Europe/Warsaw"}

    assert build_time(settings, {}) == datetime(2026, 11, 23, 12, tzinfo=UTC)


def test_the_day_is_that_where_the_site_is() -> None:
    late = "2026-11-23T23:30:00+00:00"

    assert build_day({"BUILD_TIME": late, "TIMEZONE": "Europe/London"}, {}) == date(2026, 11, 23)
    assert build_day({"BUILD_TIME": late, "TIMEZONE": "Europe/Warsaw"}, {}) == date(2026, 11, 24)


def test_a_moment_with_an_offset_keeps_it() -> None:
    aware = datetime.fromisoformat("2026-11-23T12:00:00+05:00")

    assert in_zone(aware, {"TIMEZONE": "UTC"}) is aware
