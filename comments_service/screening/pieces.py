"""A text cut up, by a pattern or at blanks: the pieces in order, and where each stands. Used by `looks`, `disguises`.

Nearly always what was found is all that anybody asks for, and telling the places of a thousand words takes longer than
finding them; so places are worked out once somebody asks, and for all of them at once.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from collections.abc import Set as AbstractSet
from functools import cached_property
from itertools import accumulate, compress
from typing import TypeVar

Told = TypeVar("Told")

# Where a piece begins and ends, and a word that it can be read as.
Stretch = tuple[int, int, str]

# Stands in no word.
_BETWEEN = "\0"


class Pieces:
    """What a pattern finds in a text.

    Attributes:
        found: each piece, in order.
    """

    def __init__(self, text: str, pattern: re.Pattern[str]) -> None:
        """The pattern has one group, around all of it: so a text is cut into what stands between and what is found."""
        self._cut = pattern.split(text)
        self.found: list[str] = self._cut[1::2]

    def places(self, wanted: AbstractSet[str]) -> Iterator[tuple[int, str]]:
        """Where those of the pieces begin that are wanted: few, as a rule, so that not every place is worked out."""
        end = taken = 0
        for at in compress(range(len(self.found)), map(wanted.__contains__, self.found)):
            end += sum(map(len, self._cut[taken : 2 * at + 1]))
            taken = 2 * at + 1
            yield end, self.found[at]

    @cached_property
    def starts(self) -> list[int]:
        """Where each begins."""
        return self._edges[:-1:2]

    @cached_property
    def ends(self) -> list[int]:
        """Where each ends (exclusive)."""
        return self._edges[1::2]

    @cached_property
    def _edges(self) -> list[int]:
        return list(accumulate(map(len, self._cut)))


class Row:
    """The words of a text that has nothing but blanks between them.

    Attributes:
        found: each word, in order.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self.found: list[str] = text.split()

    def places(self, wanted: AbstractSet[str]) -> Iterator[tuple[int, str]]:
        """Where those of the words begin that are wanted."""
        numbers = compress(range(len(self.found)), map(wanted.__contains__, self.found))
        for start, _end, word in self.placed((number, 1, self.found[number]) for number in numbers):
            yield start, word

    def placed(self, stretches: Iterable[tuple[int, int, Told]]) -> Iterator[tuple[int, int, Told]]:
        """From where to where words stand: the number of the first, how many there are, and what is told of them.

        Args:
            stretches: in order of the first, so that the text is gone through once, and only as far as it is asked for.
        """
        rest, reached = self._text, 0
        for first, count, told in stretches:
            # Cut so often, the last piece is what begins with that word.
            rest, reached = rest.split(None, first - reached)[-1], first
            last = rest.split(None, count - 1)[-1]
            yield len(self._text) - len(rest), len(self._text) - len(last) + len(self.found[first + count - 1]), told


def each(words: Iterable[str], change: Callable[[str], str]) -> dict[str, str]:
    """Each word and what it is changed to. They are written as one text, since a call for each takes far longer.

    Args:
        change: what it makes of a text it makes of each word in it.
    """
    distinct = list(set(words))
    if not distinct:
        return {}
    return dict(zip(distinct, change(_BETWEEN.join(distinct)).split(_BETWEEN), strict=True))
