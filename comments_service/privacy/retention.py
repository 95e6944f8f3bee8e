"""For how long what is kept is kept: what a page says, what this site has set, and what is usual. Pure.

Asked by purge.py, and by the page that tells everybody.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Final

from comments_service.records import Thread

DISCUSSIONS: Final = ("discussion", "questions", "ideas", "ama", "board")
WITHDRAWN, REMOVED, NOTES, SEALED, SANCTIONS, DRAFTS = "withdrawn", "removed", "notes", "sealed", "sanctions", "drafts"
NOTICES, RECEIPTS, PROGRESS, PULSES = "notices", "receipts", "progress", "pulses"
# What each name stands for, as people read it.
IN_WORDS: Final[Mapping[str, str]] = {
    "discussion": "Comments in a discussion",
    "questions": "Comments on a page of questions",
    "ideas": "Comments on a page of ideas",
    "ama": "Comments where somebody is asked anything",
    "board": "Comments on a board",
    WITHDRAWN: "The words of a comment that its author took back, after they did",
    REMOVED: "The words of a comment that was removed, after the last decision about it",
    NOTES: "Reports, and notes of facilitators, after they were written",
    SEALED: "What was told to human resources, legal or health and safety, after the case was closed; and that it was "
    "asked who wrote a comment without their name, after it was answered",
    SANCTIONS: "That somebody was muted or read first, after it was over",
    DRAFTS: "Official responses that were drafted, after they were answered",
    NOTICES: "That a mail was sent to you, and that it is about a reply or a decision, after it was sent",
    RECEIPTS: "That you said that you have read a page which asks for it, after you did",
    PROGRESS: "Which lessons you completed and which of their questions you answered, after you did",
    PULSES: "What was answered to the closed question of a page, after the month in which somebody last did",
}
_UNITS: Final[Mapping[str, float]] = {"d": 1, "m": 365 / 12, "y": 365}
_PERIOD: Final = re.compile(r"([a-z]+)=(?:(never)|([1-9]\d{0,3})([dmy]))", re.ASCII)


class RetentionIsWrong(ValueError):
    """What was written says for how long nothing is kept; the message says what would do."""


@dataclass(frozen=True, slots=True)
class Retention:
    """For how many days each kind of thing is kept, by the names above. None: as long as there is a service."""

    days: Mapping[str, int | None] = field(
        default_factory=lambda: MappingProxyType(
            {
                **dict.fromkeys(DISCUSSIONS),
                WITHDRAWN: 30,
                REMOVED: 365,
                NOTES: 730,
                SEALED: 1095,
                SANCTIONS: 730,
                DRAFTS: 365,
                NOTICES: 30,
                RECEIPTS: 365,
                PROGRESS: 1095,
                PULSES: 365,
            }
        )
    )

    def of_thread(self, thread: Thread) -> int | None:
        """For how many days the comments of a page are kept: as its front matter says, else as its kind is."""
        said = thread.facts.get("retention")
        return int(said) if said else self.days.get(str(thread.facts.get("kind")))

    def cutoff(self, name: str, *, now: datetime) -> datetime | None:
        """What is older than this goes; None: nothing does."""
        return before(self.days[name], now=now)


def before(days: int | None, *, now: datetime) -> datetime | None:
    """The time a number of days ago."""
    return None if days is None else now - timedelta(days=days)


def read_retention(text: str) -> Retention:
    """Read what a site has set over what is usual: "board=90d removed=12m discussion=never", each at most once.

    Raises:
        RetentionIsWrong: what would do is in the message.
    """
    found: dict[str, int | None] = {}
    for part in text.split():
        match = _PERIOD.fullmatch(part)
        if match is None or match[1] not in IN_WORDS:
            raise RetentionIsWrong(
                f'has "{part}" in it. Write any of {", ".join(IN_WORDS)} as in board=90d, removed=12m or ideas=never.'
            )
        if match[1] in found:
            raise RetentionIsWrong(f"says twice how long {match[1]} is.")
        found[match[1]] = None if match[2] else round(int(match[3]) * _UNITS[match[4]])
    return Retention({**Retention().days, **found})


def in_words(days: int | None) -> str:
    """A period as people read it: "30 days", "24 months"."""
    if days is None:
        return "as long as the page is there"
    months = round(days / _UNITS["m"])
    if months > 2 and round(months * _UNITS["m"]) == days:
        return f"{months} months"
    return "1 day" if days == 1 else f"{days} days"
