"""What a detector reports, and how strictly each report is meant. Shared by every detector; knows none of them."""

from dataclasses import dataclass
from enum import StrEnum


class Outcome(StrEnum):
    """What becomes of a text, from the mildest to the strictest; compares in that order."""

    PUBLISH = "publish"
    ADVISE = "advise"
    HOLD = "hold"
    BLOCK = "block"

    @property
    def strictness(self) -> int:
        """0 for the mildest."""
        return _ORDER.index(self.value)

    def __lt__(self, other: str) -> bool:
        return self.strictness < Outcome(other).strictness

    def __le__(self, other: str) -> bool:
        return self.strictness <= Outcome(other).strictness

    def __gt__(self, other: str) -> bool:
        return self.strictness > Outcome(other).strictness

    def __ge__(self, other: str) -> bool:
        return self.strictness >= Outcome(other).strictness


_ORDER = ("publish", "advise", "hold", "block")


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found in a text.

    Attributes:
        detector: which detector found it; its module's name.
        outcome: what it asks for.
        message: one plain sentence or two for the author; never repeats what was found.
        start: where it begins, in characters of the text that was screened.
        end: where it ends (exclusive).
        rule: the company's rule that asked for it, such as "word:<id>"; "" where the detector itself did. It is kept
            for the desk and never shown to the author: it would tell an embargo from a watch word.
    """

    detector: str
    outcome: Outcome
    message: str
    start: int
    end: int
    rule: str = ""
