"""A text cut up by a pattern: what it finds, in order, and where each stands. Used by `watch_words` and `disguises`.

Nearly always what was found is all that anybody asks for, and telling the places of a thousand words takes longer than
finding them; so places are worked out once somebody asks, and for all of them at once.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from collections.abc import Set as AbstractSet
from functools import cached_property
from itertools import accumulate, compress

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


def each(words: Iterable[str], change: Callable[[str], str]) -> dict[str, str]:
    """Each word and what it is changed to. They are written as one text, since a call for each takes far longer.

    Args:
        change: what it makes of a text it makes of each word in it.
    """
    distinct = list(set(words))
    if not distinct:
        return {}
    return dict(zip(distinct, change(_BETWEEN.join(distinct)).split(_BETWEEN), strict=True))
