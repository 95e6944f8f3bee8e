"""Working hours: what is due is due while somebody is there, later for what came later, whatever the clock does."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comments_service.discussion.working_hours import (
    Hours,
    HoursAreWrong,
    WorkingHours,
    read_holidays,
    read_week,
    read_zone,
)

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
# Where clocks change at midnight, by half an hour, and hardly ever.
ZONES = [AMSTERDAM, ZoneInfo("America/Havana"), ZoneInfo("Australia/Lord_Howe"), ZoneInfo("Africa/Casablanca"), UTC]
ALWAYS = read_week("Mon-Sun 00:00-24:00")
OFFICE = read_week("Mon-Fri 08:00-18:00")


def office(zone: ZoneInfo = AMSTERDAM, holidays: str = "") -> WorkingHours:
    return WorkingHours(zone, OFFICE, read_holidays(holidays))


def here(text: str, zone: ZoneInfo = AMSTERDAM) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone)


@st.composite
def a_day(draw: st.DrawFn) -> list[Hours]:
    quarters = st.integers(0, 96)
    edges = sorted(draw(st.sets(quarters, max_size=6)))
    ends = [time(edge * 15 // 60 % 24, edge * 15 % 60) for edge in edges]
    return list(zip(ends[::2], ends[1::2], strict=False))


weeks = st.dictionaries(st.integers(0, 6), a_day(), min_size=1).filter(lambda week: any(week.values()))
days = st.dates(date(2026, 1, 1), date(2027, 12, 31))
# Around the days on which clocks change, too.
changes = st.sampled_from(
    [date(2026, 3, 29), date(2026, 10, 25), date(2026, 3, 8), date(2026, 11, 1), date(2026, 4, 5)]
)


@st.composite
def moments(draw: st.DrawFn) -> datetime:
    day = draw(st.one_of(days, changes))
    return datetime.combine(day, time(), UTC) + timedelta(minutes=draw(st.integers(-600, 2000)))


sites = st.builds(WorkingHours, st.sampled_from(ZONES), weeks, st.frozensets(days, max_size=4))
lengths = st.integers(1, 60).map(lambda quarters: quarters * timedelta(minutes=15))


@given(sites, moments(), lengths, st.integers(1, 5))
def test_what_is_due_is_due_while_somebody_is_there(
    site: WorkingHours, begun: datetime, length: timedelta, some_days: int
) -> None:
    assert site.includes(site.after_hours(begun, length))
    assert site.includes(site.after_days(begun, some_days))
    assert site.after_hours(begun, length) >= begun + length
    assert site.after_days(begun, some_days) > begun


@given(sites, moments(), st.timedeltas(timedelta(0), timedelta(days=3)), lengths, st.integers(1, 5))
def test_what_came_later_is_never_due_earlier(
    site: WorkingHours, begun: datetime, later: timedelta, length: timedelta, some_days: int
) -> None:
    assert site.after_hours(begun + later, length) >= site.after_hours(begun, length)
    assert site.after_days(begun + later, some_days) >= site.after_days(begun, some_days)


@given(sites, moments(), lengths, lengths)
def test_hours_add_up(site: WorkingHours, begun: datetime, first: timedelta, second: timedelta) -> None:
    assert site.after_hours(site.after_hours(begun, first), second) == site.after_hours(begun, first + second)


@given(st.sampled_from(ZONES), moments(), lengths)
def test_where_somebody_is_always_there_hours_are_hours(zone: ZoneInfo, begun: datetime, length: timedelta) -> None:
    assert WorkingHours(zone, ALWAYS).after_hours(begun, length) == begun + length


HOURS = [
    ("2026-11-23T10:00", 4, "2026-11-23T14:00"),  # a Monday
    ("2026-11-23T14:00", 4, "2026-11-23T18:00"),  # the last moment will do
    ("2026-11-23T16:30", 4, "2026-11-24T10:30"),
    ("2026-11-27T17:00", 4, "2026-11-30T11:00"),  # over the weekend
    ("2026-11-28T03:00", 4, "2026-11-30T12:00"),  # came in it
    ("2026-11-23T18:00", 1, "2026-11-24T09:00"),
    ("2026-11-23T05:00", 25, "2026-11-25T13:00"),
]


@pytest.mark.parametrize(("begun", "hours", "due"), HOURS)
def test_hours_are_counted_while_somebody_is_there(begun: str, hours: int, due: str) -> None:
    assert office().after_hours(here(begun), timedelta(hours=hours)) == here(due)


DAYS = [
    ("2026-11-23T10:00", 1, "2026-11-24T10:00"),
    ("2026-11-26T10:00", 2, "2026-11-30T10:00"),
    ("2026-11-28T10:00", 1, "2026-12-01T08:00"),  # Saturday's comes on Monday morning
    ("2026-11-23T20:00", 1, "2026-11-25T08:00"),
    ("2026-11-23T06:00", 1, "2026-11-24T08:00"),
]


@pytest.mark.parametrize(("begun", "some_days", "due"), DAYS)
def test_days_are_working_days_at_the_same_time(begun: str, some_days: int, due: str) -> None:
    assert office().after_days(here(begun), some_days) == here(due)


def test_days_end_where_the_day_is_short_and_begin_again_after_a_pause() -> None:
    site = WorkingHours(UTC, read_week("Mon 08:00-18:00, Tue 08:00-12:00, Tue 13:00-15:00"))

    assert site.after_days(here("2026-11-23T17:00", UTC), 1) == here("2026-11-24T15:00", UTC)  # type: ignore[arg-type]
    assert site.after_days(here("2026-11-23T12:30", UTC), 1) == here("2026-11-24T13:00", UTC)  # type: ignore[arg-type]


def test_a_holiday_is_nobodys_day() -> None:
    site = office(holidays="2026-12-25 2027-01-01")

    assert site.after_hours(here("2026-12-24T17:00"), timedelta(hours=2)) == here("2026-12-28T09:00")
    assert site.after_days(here("2026-12-24T17:00"), 1) == here("2026-12-28T17:00")
    assert not site.includes(here("2026-12-25T12:00"))


def test_working_hours_are_those_of_the_wall_the_day_after_the_clock_changes() -> None:
    saturday, monday = here("2026-10-24T12:00"), here("2026-10-26T09:00")

    assert office().after_hours(saturday, timedelta(hours=1)) == monday
    assert monday.astimezone(UTC).hour == 8


def test_a_night_in_which_the_clock_goes_back_is_an_hour_longer() -> None:
    nights = WorkingHours(AMSTERDAM, read_week("Mon-Sun 22:00-24:00, Mon-Sun 00:00-06:00"))
    begun, six_hours_by_the_wall = here("2026-10-24T22:00"), here("2026-10-25T04:00")

    assert nights.after_hours(begun, timedelta(hours=7)) == six_hours_by_the_wall


def test_several_ranges_are_read_in_any_order() -> None:
    assert read_week("Tue 13:00-24:00,Mon-Tue 08:00-12:00") == {
        0: [(time(8), time(12))],
        1: [(time(8), time(12)), (time(13), time.min)],
    }


WRONG = {
    "": "Write days and times",
    "Mon-Fri": "Write days and times",
    "mon 08:00-18:00": "Write days and times",
    "Mon 8:00-18:00": "Write days and times",
    "Mon-Fri 08:00-18:00;Sat 09:00-12:00": "Write days and times",
    "Mon 08:00-18:00, ": "Write days and times",
    "Sat-Mon 08:00-18:00": "begins with the earlier one",
    "Mon 22:00-06:00": "ends before it begins",
    "Mon 08:00-08:00": "ends before it begins",
    "Mon 08:00-25:00": "no such time",
    "Mon 24:00-24:00": "no such time",
    "Mon 08:00-00:00": "no such time",
    "Mon-Wed 08:00-18:00, Tue 12:00-20:00": "hours on Tue that overlap",
    "Mon 08:00-24:00, Mon 20:00-21:00": "hours on Mon that overlap",
}


@pytest.mark.parametrize("text", WRONG)
def test_what_describes_no_working_hours_is_refused_with_what_would_do(text: str) -> None:
    with pytest.raises(HoursAreWrong, match=WRONG[text]):
        read_week(text)


@given(st.text(max_size=30))
def test_whatever_is_written_is_read_or_refused(text: str) -> None:
    for read in (read_week, read_zone, read_holidays):
        try:
            read(text)
        except HoursAreWrong as wrong:
            assert str(wrong).endswith(".")  # noqa: PT017 (what is refused differs)


def test_zones_and_holidays_are_named() -> None:
    assert read_zone("Europe/Amsterdam") == AMSTERDAM
    assert read_holidays("2026-12-25, 2027-01-01") == {date(2026, 12, 25), date(2027, 1, 1)}
    for wrong in ("Europe", "Meridale", "../etc/passwd", "/etc/localtime"):
        with pytest.raises(HoursAreWrong, match="no time zone"):
            read_zone(wrong)
    with pytest.raises(HoursAreWrong, match="as in 2026-12-25"):
        read_holidays("25 December")
