"""What the application makes of its settings; what it then does is tried room by room."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from comments_service.app import way_of
from comments_service.as_set import deadlines_of, limits_of
from comments_service.discussion.deadlines import USUAL, Target
from comments_service.settings import SettingsAreWrong, read


def test_who_sets_no_hours_has_the_usual_ones() -> None:
    assert deadlines_of(read({})) == USUAL


def test_hours_holidays_and_targets_are_those_of_the_site() -> None:
    deadlines = deadlines_of(
        read(
            {
                "TOWNHALL_TIMEZONE": "Europe/Amsterdam",
                "TOWNHALL_WORKING_HOURS": "Mon-Thu 09:00-17:00",
                "TOWNHALL_HOLIDAYS": "2026-11-24",
                "TOWNHALL_TARGETS": "held=2h reported=1h questions=3d first=2d appeals=1d",
            }
        )
    )

    assert deadlines.hours.zone == ZoneInfo("Europe/Amsterdam")
    assert deadlines.hours.holidays == {date(2026, 11, 24)}
    assert deadlines.targets["appeal"] == Target(days=1)
    monday_at_half_past_four = datetime(2026, 11, 23, 15, 30, tzinfo=UTC)
    assert deadlines.due("hold", monday_at_half_past_four) == datetime(2026, 11, 25, 9, 30, tzinfo=UTC)


def test_each_setting_that_says_nothing_of_use_is_named_with_what_would_do() -> None:
    wrong = {
        "TOWNHALL_TIMEZONE": "Amsterdam",
        "TOWNHALL_WORKING_HOURS": "weekdays",
        "TOWNHALL_HOLIDAYS": "Christmas",
        "TOWNHALL_TARGETS": "held=soon",
    }
    with pytest.raises(SettingsAreWrong) as refused:
        deadlines_of(read(wrong))

    assert [problem.split()[0] for problem in refused.value.problems] == list(wrong)
    for problem, would_do in zip(
        refused.value.problems, ("Europe/Amsterdam", "Mon-Fri 08:00-18:00", "2026-12-25", "held=4h"), strict=True
    ):
        assert would_do in problem


def test_limits_that_say_nothing_of_use_are_named_with_what_would_do() -> None:
    with pytest.raises(SettingsAreWrong, match=r"^TOWNHALL_LIMITS has .*comments=60/10m"):
        limits_of(read({"TOWNHALL_LIMITS": "plenty"}))

    assert limits_of(read({"TOWNHALL_LIMITS": "comments=5/1m"})).comments.most == 5


def test_what_claims_and_groups_cannot_mean_is_named_with_what_would_do() -> None:
    told = {
        "TOWNHALL_OIDC_ISSUER": "https://login.example.com",
        "TOWNHALL_OIDC_CLIENT_ID": "townhall",
        "TOWNHALL_OIDC_CLIENT_SECRET": "some words",
        "TOWNHALL_OIDC_CLAIMS": "phone=phone_number",
        "TOWNHALL_OIDC_ROLES": "newsroom=moderator",
    }
    with pytest.raises(SettingsAreWrong) as refused:
        way_of(read(told))

    claims, roles = refused.value.problems
    assert claims.startswith("TOWNHALL_OIDC_CLAIMS has “phone”. Allowed")
    assert roles.startswith("TOWNHALL_OIDC_ROLES gives “moderator” to “newsroom”. Allowed: author, leader")


def test_where_no_provider_is_named_there_is_no_way_through_one() -> None:
    assert way_of(read({})) is None
