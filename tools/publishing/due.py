"""When a page turns by itself: it becomes public, expires, its discussion closes, or somebody is to look again.

Called by steps of `inv publish --due` and `--watch`. Pure but for what it is given.
"""

import threading
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from plugins.content_index import Entry
from tools.publishing.releases import Releases, moment_of

# A day that is named is still good itself (plugins/reading.py): what it ends turns at the next midnight.
DAYS = ("expires", "comments_close", "review_by")
LONGEST = 60.0  # seconds between two looks: what was written meanwhile may fall due sooner


def moments(entries: Iterable[Entry], timezone: str) -> list[tuple[datetime, str]]:
    """When something turns, and which file, in order. Of drafts nothing does."""
    found = []
    for entry in entries:
        if entry.public_from is not None:
            found.append((entry.public_from.astimezone(UTC), f"{entry.file} becomes public"))
            for key in DAYS:
                day = entry.values[key]
                if isinstance(day, date):
                    found.append((_midnight(day + timedelta(days=1), timezone), f"{entry.file}: its {key} is past"))
            updates = entry.values["updates"] or ()
            found += [(_midnight(one.date, timezone), f"{entry.file}: an update is of this day") for one in updates]
    return sorted(found)


def _midnight(day: date, timezone: str) -> datetime:
    return datetime.combine(day, time(), ZoneInfo(timezone)).astimezone(UTC)


def fallen_due(entries: Iterable[Entry], timezone: str, *, since: datetime, now: datetime) -> list[str]:
    """What turned after one moment and by another."""
    return [what for when, what in moments(entries, timezone) if since < when <= now]


def reasons(releases: Releases, entries: Iterable[Entry], timezone: str, now: datetime) -> list[str]:
    """Why to publish now: what turned since the shown site was built, also while nothing ran. None after a rollback."""
    shown = releases.current()
    if shown is None:
        return ["nothing is published yet"]
    if releases.noted("held"):
        return []
    return fallen_due(entries, timezone, since=moment_of(shown), now=now)


def watch(look: Callable[[], object], stop: threading.Event, *, every: float = LONGEST) -> None:
    """Look at once, and then from time to time until asked to stop."""
    while not stop.is_set():
        look()
        stop.wait(every)
