"""What is wrong with the content, said so that an author can put it right: file, line, key, and what is allowed.

Made by the checks, printed by front_matter. Knows no rule itself.
"""

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Level = Literal["error", "warning", "hint"]


class BadValue(ValueError):
    """A value that its key does not allow; the message says what is allowed."""


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing to put right. `line` counts from 1; `key` is spelt as in the documentation, or empty for the text.

    Only errors stop a build. A warning is most likely a mistake; a hint is for its author to take or leave.
    """

    file: str
    line: int
    key: str
    message: str
    level: Level = "error"
    rule: str = "content"

    def __str__(self) -> str:
        key = f"{self.key}: " if self.key else ""
        return f"{self.file}:{self.line}: {key}{self.message}"


def did_you_mean(written: str, known: Iterable[str], *, likeness: float = 0.6) -> str:
    """A trailing sentence with the likeliest intended word, or nothing when none is at least so like it (0 to 1)."""
    by_folded = {word.casefold(): word for word in known}
    close = difflib.get_close_matches(written.casefold(), by_folded, n=1, cutoff=likeness)
    return f' Did you mean "{by_folded[close[0]]}"?' if close else ""


def not_one_of(written: str, allowed: Iterable[str]) -> str:
    """The sentence for a value outside a closed list."""
    words = list(allowed)
    return f'"{written}" is not allowed. Allowed: {", ".join(words)}.{did_you_mean(written, words)}'
