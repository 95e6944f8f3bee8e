"""When somebody at the site is there to look: hours on weekdays in a time zone, and the days that are none.

Pure. Asked by deadlines.py, which counts in them.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from itertools import pairwise
from zoneinfo import ZoneInfo

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_A_DAY = timedelta(days=1)
_MIDNIGHT_AT_ITS_END = "24:00"
_RANGE = re.compile(r"(\w{3})(?:-(\w{3}))? ([0-2]\d:[0-5]\d)-([0-2]\d:[0-5]\d)", re.ASCII)

# From and until, as the clock on the wall says; an end of 00:00 is the end of the day.
Hours = tuple[time, time]


class HoursAreWrong(ValueError):
    """What was written describes no working hours; the message says what would."""


@dataclass(frozen=True, slots=True)
class WorkingHours:
    """The working hours of a site.

    Attributes:
        week: by weekday (Monday is 0) the hours, in order and not overlapping; at least one day has some.
        holidays: days on which nobody is there whatever weekday they are.
    """

    zone: tzinfo
    week: Mapping[int, Sequence[Hours]]
    holidays: frozenset[date] = frozenset()

    def after_hours(self, begun: datetime, length: timedelta) -> datetime:
        """Return when somebody has been there for a length of time since `begun`, as elapsed time."""
        left = length
        for opens, closes in self._from(begun):
            begins = max(opens, begun)
            if left <= closes - begins:
                return begins + left
            left -= closes - begins
        raise AssertionError("working hours never end")

    def after_days(self, begun: datetime, days: int) -> datetime:
        """Return the same time of day, some working days later, or the nearest to it at which somebody is there.

        What comes while nobody is there comes when somebody next is.
        """
        opens, _ = next(self._from(begun))
        came = max(opens, begun)
        day = came.astimezone(self.zone).date()
        into_the_day = came - _instant(day, time.min, self.zone)
        for _ in range(days):
            day = next(self._working_days(day + _A_DAY))
        # Elapsed since midnight, not what the wall says: where a clock goes back, an hour would come twice.
        then = _instant(day, time.min, self.zone) + into_the_day
        shifts = self._shifts(day)
        opens, closes = next((shift for shift in shifts if then <= shift[1]), shifts[-1])
        return min(max(then, opens), closes)

    def next_opening(self, moment: datetime) -> datetime:
        """Return when somebody comes to work next, on another working day or later on this one."""
        days = self._working_days(moment.astimezone(self.zone).date())
        openings = (self._shifts(day)[0][0] for day in days)
        return next(opens for opens in openings if opens > moment)

    def includes(self, moment: datetime) -> bool:
        """Say whether somebody is there at a time; the moment at which they leave is included."""
        day = moment.astimezone(self.zone).date()
        return any(opens <= moment <= closes for one in (day - _A_DAY, day) for opens, closes in self._shifts(one))

    def _from(self, moment: datetime) -> Iterator[tuple[datetime, datetime]]:
        """The times from opening to closing that are not over, in order, without end."""
        for day in self._working_days(moment.astimezone(self.zone).date()):
            yield from (shift for shift in self._shifts(day) if shift[1] > moment)

    def _working_days(self, day: date) -> Iterator[date]:
        while True:
            if self._shifts(day):
                yield day
            day += _A_DAY

    def _shifts(self, day: date) -> list[tuple[datetime, datetime]]:
        """A day's times from opening to closing, in UTC: what the wall says is an hour more or less at times."""
        if day in self.holidays:
            return []
        found: list[tuple[datetime, datetime]] = []
        for begin, end in self.week.get(day.weekday(), ()):
            closes = day + _A_DAY if end == time.min else day
            opened, closed = _instant(day, begin, self.zone), _instant(closes, end, self.zone)
            # An hour that the clock leaps over is nobody's, and none is counted twice.
            opened = max(opened, found[-1][1]) if found else opened
            if opened < closed:
                found.append((opened, closed))
        return found


def _instant(day: date, at: time, zone: tzinfo) -> datetime:
    return datetime.combine(day, at, zone).astimezone(UTC)


def read_week(text: str) -> dict[int, list[Hours]]:
    """Read working hours: "Mon-Thu 08:00-18:00, Fri 08:00-12:00, Fri 13:00-16:00".

    Raises:
        HoursAreWrong: what would do is in the message.
    """
    week: dict[int, list[Hours]] = {}
    for part in text.split(","):
        days, hours = _read_range(part.strip())
        for day in days:
            week.setdefault(day, []).append(hours)
    for day, found in week.items():
        found.sort()
        if any(earlier[1] == time.min or later[0] < earlier[1] for earlier, later in pairwise(found)):
            raise HoursAreWrong(f"has hours on {DAYS[day]} that overlap.")
    return week


def read_zone(text: str) -> ZoneInfo:
    """Read the name of a time zone, such as Europe/Amsterdam.

    Raises:
        HoursAreWrong: there is none of that name.
    """
    try:
        return ZoneInfo(text)
    except (LookupError, ValueError, OSError):
        raise HoursAreWrong(f'is "{text}", which is no time zone. Write one such as Europe/Amsterdam or UTC.') from None


def read_holidays(text: str) -> frozenset[date]:
    """Read days: "2026-12-25 2027-01-01".

    Raises:
        HoursAreWrong: what would do is in the message.
    """
    found = set()
    for part in text.replace(",", " ").split():
        try:
            found.add(date.fromisoformat(part))
        except ValueError:
            raise HoursAreWrong(f'has "{part}" in it. Write each day as in 2026-12-25.') from None
    return frozenset(found)


def _read_range(text: str) -> tuple[Sequence[int], Hours]:
    match = _RANGE.fullmatch(text)
    if match is None or not {match[1], match[2] or match[1]} <= set(DAYS):
        raise HoursAreWrong(f'has "{text}" in it. Write days and times as in "Mon-Fri 08:00-18:00, Sat 09:00-12:00".')
    first, last = DAYS.index(match[1]), DAYS.index(match[2] or match[1])
    if last < first:
        raise HoursAreWrong(f'has "{text}" in it: a range of days begins with the earlier one, and a week with Mon.')
    try:
        begin, end = time.fromisoformat(match[3]), _end(match[4])
    except ValueError:
        raise HoursAreWrong(f'has "{text}" in it: there is no such time. The last is 24:00.') from None
    if begin >= end and end != time.min:
        raise HoursAreWrong(
            f'has "{text}" in it, which ends before it begins. Write a night as "Mon 22:00-24:00, Tue 00:00-06:00".'
        )
    return range(first, last + 1), (begin, end)


def _end(text: str) -> time:
    if text == _MIDNIGHT_AT_ITS_END:
        return time.min
    found = time.fromisoformat(text)
    if found == time.min:
        raise ValueError("a day ends at 24:00")
    return found
