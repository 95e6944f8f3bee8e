"""Who takes part: of the people of each site or department, how many said something in public in the last whole month.

One way of grouping a month, sites and departments in turn: somebody who knew both at once, and who works where, could
work out what neither shows. Months do not overlap, so that no two pages tell the difference of a day.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from comments_service.insight.suppression import Group, suppressed
from comments_service.storage import participation


@dataclass(frozen=True, slots=True)
class Line:
    """A group; `spoke` is None where it may not be shown."""

    name: str
    people: int
    spoke: int | None


@dataclass(frozen=True, slots=True)
class Participation:
    """The figures of a month. `spoke`: of everybody; None where it may not be shown."""

    since: datetime
    grouping: str
    people: int
    spoke: int | None
    lines: Sequence[Line]


async def taking_part(*, now: datetime) -> Participation:
    """Read the figures of the last whole month, in UTC, without those that may not be shown."""
    before = now.astimezone(UTC).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    since = (before - timedelta(days=1)).replace(day=1)
    grouping = participation.GROUPINGS[since.month % 2 == 0]
    groups = [Group(*row) for row in await participation.by(grouping, since=since, before=before)]
    shown = suppressed(groups)
    lines = [Line(one.name, one.people, shown.counted[one.name]) for one in groups]
    return Participation(since, grouping, sum(one.people for one in groups), shown.total, lines)
