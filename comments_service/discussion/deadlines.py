"""By when somebody should have looked at what needs a human: targets in working hours or days, from when it came.

Pure. Asked whenever a case is opened.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from comments_service.discussion.working_hours import WorkingHours

# What each setting's words stand for: the queues, and the kinds of case in them.
_KINDS: Mapping[str, tuple[str, ...]] = {
    "held": ("hold", "edit"),
    "reported": ("report",),
    "questions": ("question", "correction"),
    "first": ("first",),
    "appeals": ("appeal",),
}
_TARGET = re.compile(r"([a-z]+)=([1-9]\d{0,2})([hd])", re.ASCII)


class TargetsAreWrong(ValueError):
    """What was written is no set of targets; the message says what would be."""


@dataclass(frozen=True, slots=True)
class Target:
    """How long something may wait: in hours, or in days, both while somebody is there."""

    hours: int = 0
    days: int = 0


@dataclass(frozen=True, slots=True)
class Deadlines:
    """The targets of a site, by kind of case, and its working hours."""

    targets: Mapping[str, Target]
    hours: WorkingHours

    def due(self, kind: str, opened: datetime) -> datetime:
        """By when a case of a kind that came at a time should have been looked at."""
        target = self.targets[kind]
        if target.days:
            return self.hours.after_days(opened, target.days)
        return self.hours.after_hours(opened, timedelta(hours=target.hours))


# For whoever sets nothing: OPERATING.md says the same.
USUAL = Deadlines(
    {
        "hold": Target(hours=4),
        "edit": Target(hours=4),
        "report": Target(hours=2),
        "question": Target(days=2),
        "correction": Target(days=2),
        "first": Target(days=1),
        "appeal": Target(days=2),
    },
    WorkingHours(UTC, dict.fromkeys(range(5), ((time(8), time(18)),))),
)


def read_targets(text: str) -> dict[str, Target]:
    """Read targets: "held=4h reported=2h questions=2d first=1d appeals=2d", each of them once.

    Raises:
        TargetsAreWrong: what would do is in the message.
    """
    found: dict[str, Target] = {}
    for part in text.split():
        match = _TARGET.fullmatch(part)
        if match is None or match[1] not in _KINDS:
            raise TargetsAreWrong(
                f'has "{part}" in it. Write each of {", ".join(_KINDS)} as in held=4h (hours) or appeals=2d (days).'
            )
        target = Target(hours=int(match[2])) if match[3] == "h" else Target(days=int(match[2]))
        if _KINDS[match[1]][0] in found:
            raise TargetsAreWrong(f"says twice what {match[1]} is.")
        found |= dict.fromkeys(_KINDS[match[1]], target)
    if missing := [name for name, kinds in _KINDS.items() if kinds[0] not in found]:
        raise TargetsAreWrong(f"does not say what {', '.join(missing)} is, as in {missing[0]}=4h.")
    return found
