"""What became of an export, as numbers, lines and sentences: nothing of what anybody said, or who they are."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from comments_service.moving_in.elsewhere import Why

_LINES_TOLD: Final = 10
_PAGES_TOLD: Final = 20


@dataclass(slots=True)
class Report:
    """Counts of comments, and where the first of those stand that were not taken.

    Attributes:
        people: who spoke there and has a name here now.
        rehung: replies that stand one or more places higher, because what they answered was not taken.
        no_page: the pages that are not here, each with how many comments it has.
    """

    read: int = 0
    taken: int = 0
    wait: int = 0
    known: int = 0
    people: int = 0
    rehung: int = 0
    left: Counter[Why] = field(default_factory=Counter)
    lines: defaultdict[Why, list[int]] = field(default_factory=lambda: defaultdict(list))
    no_page: Counter[str] = field(default_factory=Counter)

    def leave(self, why: Why, line: int) -> None:
        """Count one that is not taken."""
        self.left[why] += 1
        told = self.lines[why]
        if len(told) < _LINES_TOLD:
            told.append(line)

    def told(self, source: str, *, dry_run: bool) -> Iterable[str]:
        """The report, a line each."""
        would = "would be " if dry_run else ""
        yield f"{source}: {_many(self.read, 'comment')} in the export."
        yield f"{self.taken:>9,} {would}taken" + (
            f", of which {self.wait:,} wait for a facilitator" if self.wait else ""
        )
        yield f"{self.known:>9,} here already"
        yield f"{sum(self.left.values()):>9,} not taken" + (":" if self.left else "")
        for why, count in sorted(self.left.items(), key=lambda one: (-one[1], one[0])):
            yield f"{count:>11,} {why.value}{self._where(why)}"
        if self.people:
            yield f"{_many(self.people, 'author')} {would}kept under the name shown there, marked as from {source}."
        if self.rehung:
            yield f"{_many(self.rehung, 'reply', 'replies')} {would}moved up to the next comment that was taken."
        yield from self._pages()

    def _where(self, why: Why) -> str:
        lines = sorted(line for line in self.lines[why] if line)
        more = ", …" if self.left[why] > len(lines) else ""
        return f" (line {', '.join(map(str, lines))}{more})" if lines else ""

    def _pages(self) -> Iterable[str]:
        if self.no_page:
            yield f"{_many(len(self.no_page), 'page')} with comments are not here; --pages can say what they are now:"
        for address, count in self.no_page.most_common(_PAGES_TOLD):
            yield f"{count:>11,} {address or 'without an address'}"
        if len(self.no_page) > _PAGES_TOLD:
            yield f"            … and {len(self.no_page) - _PAGES_TOLD:,} more"


def _many(count: int, one: str, many: str = "") -> str:
    return f"{count:,} {one if count == 1 else many or one + 's'}"
