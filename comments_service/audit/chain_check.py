"""Following the chain of events, and saying what was done to it at the first place where it breaks. Pure."""

from dataclasses import dataclass
from datetime import UTC, datetime

from comments_service.storage.chain import BEFORE_THE_FIRST, Head, Recorded, hash_after

ALTERED, REMOVED, INSERTED, CUT_OFF, REWRITTEN = "altered", "removed", "inserted", "cut-off", "rewritten"


@dataclass(frozen=True, slots=True)
class Break:
    """The first event with which something is wrong: what was done, to which, and how a person reads that."""

    what: str
    number: int
    message: str


class Walk:
    """Follows the chain from its beginning, and remembers no more of it than its end.

    Events are in the order in which they were committed, which is not quite that of their times.
    """

    def __init__(self) -> None:
        self.last: Recorded | None = None
        self.earliest: datetime | None = None
        self.latest: datetime | None = None
        self.hash = self._hash_before = BEFORE_THE_FIRST

    @property
    def number(self) -> int:
        """The number of the last event that was walked over; 0 before the first."""
        return self.last.number if self.last else 0

    def step(self, row: Recorded, following: Recorded | None) -> Break | None:
        """Go on to the next event, unless something is wrong with it.

        Args:
            following: what stands behind it, if anything: that tells apart what may have been done.
        """
        if row.number < self.number + 1:
            return Break(INSERTED, row.number, f"{_named(row)} was inserted: the first event is number 1.")
        if row.number > self.number + 1:
            return self._removed(self.number + 1, row.number - 1, row)
        if not _follows(self.hash, row):
            return self._broken(row, following)
        self.last, self._hash_before, self.hash = row, self.hash, row.hash
        assert row.event, "only what can be read follows"
        self.earliest = min(self.earliest or row.event.at, row.event.at)
        self.latest = max(self.latest or row.event.at, row.event.at)
        return None

    def end(self, head: Head | None) -> Break | None:
        """Compare where the chain ends with where it was noted to end."""
        if head is None:
            return Break(CUT_OFF, self.number + 1, "The record of how many events there are was removed.")
        if head.number > self.number:
            message = f"{_counted(self.number + 1, head.number)} cut off the end, after {_named(self.last)}."
            return Break(CUT_OFF, self.number + 1, message)
        if head.number < self.number:
            message = f"{_counted(head.number + 1, self.number)} inserted at the end; the last is {_named(self.last)}."
            return Break(INSERTED, head.number + 1, message)
        if head.hash != self.hash:
            message = f"{_named(self.last)} is not what it was: its hash is not the one kept as the last."
            return Break(ALTERED, self.number, message)
        return None

    def noted(self, head: Head, row: Recorded) -> Break | None:
        """Compare an event with a head that somebody noted when it was the last."""
        if row.number != head.number or row.hash == head.hash:
            return None
        message = (
            f"{_named(row)} does not have the hash that was noted for it: it, or an event before it, was altered, "
            "removed or inserted, and all hashes from there on were made anew."
        )
        return Break(REWRITTEN, row.number, message)

    def too_short(self, head: Head) -> Break | None:
        """Say that the chain ends before a head that somebody noted."""
        if head.number <= self.number:
            return None
        return Break(CUT_OFF, self.number + 1, f"{head.number} events were noted, and there are {self.number}.")

    def _broken(self, row: Recorded, following: Recorded | None) -> Break:
        n = row.number
        if row.hash == self.hash:
            return Break(INSERTED, n, f"{_named(row)} was inserted: it is a copy of the one before it.")
        if following and _follows(self.hash, following, as_number=n):
            return Break(INSERTED, n, f"{_named(row)} was inserted: what stands behind it was number {n} before.")
        if self.last and _follows(self._hash_before, row, as_number=n - 1):
            message = f"{_named(self.last)} was inserted: what stands behind it was number {n - 1} before."
            return Break(INSERTED, n - 1, message)
        if following and _follows(row.hash, following, as_number=n + 2):
            return self._removed(n, n, row)
        doubt = f" (Or event {n - 1} was, and its hash was made to fit.)" if self.last else ""
        return Break(ALTERED, n, f"{_named(row)} was altered: it does not have the hash of what it says now.{doubt}")

    def _removed(self, first: int, last: int, behind: Recorded) -> Break:
        after = f"after {_named(self.last)} and " if self.last else ""
        return Break(REMOVED, first, f"{_counted(first, last)} removed, {after}before {_named(behind)}.")


def _follows(previous: str, row: Recorded, *, as_number: int | None = None) -> bool:
    if row.event is None:
        return False
    try:
        return hash_after(previous, row.number if as_number is None else as_number, row.event) == row.hash
    except (TypeError, ValueError):  # somebody wrote past us what no event can hold
        return False


def _named(row: Recorded | None) -> str:
    if row is None:
        return "the beginning"
    if row.event is None:
        return f"event {row.number} (which cannot be read)"
    return f"event {row.number} ({row.event.kind}, {row.event.at.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC)"


def _counted(first: int, last: int) -> str:
    return f"event {first} was" if first == last else f"events {first} to {last} were"
