"""By when somebody should have looked at what needs a human: targets in working hours, counted on from when it came.

Pure. Asked whenever a case is opened.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class Deadlines:
    """The targets of a site, by kind of case."""

    targets: Mapping[str, timedelta]

    def due(self, kind: str, opened: datetime) -> datetime:
        """By when a case of a kind that came at a time should have been looked at."""
        return opened + self.targets[kind]


USUAL = Deadlines(
    {
        "hold": timedelta(hours=4),
        "edit": timedelta(hours=4),
        "report": timedelta(hours=2),
        "appeal": timedelta(hours=16),
        "question": timedelta(hours=16),
        "first": timedelta(hours=8),
    }
)
