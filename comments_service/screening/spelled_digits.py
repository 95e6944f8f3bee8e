"""Reads digits that are written as words ("four one one one"), among others written as digits, in six languages.

Used by `payment_card`, so that spelling a number out does not publish it.
"""

import re
from collections.abc import Iterator
from itertools import accumulate, pairwise
from operator import ne
from types import MappingProxyType

from comments_service.screening.reading import Reading

_SPELLED = """
0 zero nought zéro null nul صفر
1 one un une eins een één jeden jedna واحد واحدة
2 two deux zwei zwo twee dwa dwie اثنان اثنين اثنتان إثنان
3 three trois drei drie trzy ثلاثة ثلاث
4 four quatre vier cztery أربعة اربعة أربع
5 five cinq fünf fuenf vijf pięć piec خمسة خمس
6 six sechs zes sześć szesc ستة ست
7 seven sept sieben zeven siedem سبعة سبع
8 eight huit acht osiem ثمانية ثماني
9 nine neuf neun negen dziewięć dziewiec تسعة تسع
"""
_DIGITS = MappingProxyType({word: line[0] for line in _SPELLED.split("\n") for word in line.split()[1:]})
_SPOKEN = frozenset(_DIGITS)
# With the group they are kept when a text is split: gaps and pieces in turn.
_PIECE = re.compile(r"([0-9]++|[^\W0-9_]++)")
_WIDEST_GAP = 4
# Fewer are a sentence; a card number has thirteen digits or more, not all of which need be spelled.
FEWEST_WORDS = 3
FEWEST_DIGITS = 13

# A word, or a number written in digits, which stays whole.
Spoken = tuple[int, int, str]


def runs(reading: Reading) -> Iterator[list[Spoken]]:
    """Each row of digits long enough for a card, some of them words: where each begins and ends, and its digits."""
    cut = _PIECE.split(reading.lowered)
    gaps, pieces = cut[:-1:2], cut[1::2]
    if sum(map(_SPOKEN.__contains__, pieces)) < FEWEST_WORDS:
        return
    edges = list(accumulate(map(len, cut)))
    starts, ends = edges[:-1:2], edges[1::2]
    read_as = {piece: _DIGITS.get(piece) or (piece if piece.isdecimal() else "") for piece in set(pieces)}
    digits = [read_as[piece] for piece in pieces]
    breaks = [at for at, gap in enumerate(gaps) if not digits[at] or len(gap) > _WIDEST_GAP]
    for first, last in pairwise([0, *breaks, len(pieces)]):
        row = slice(first if digits[first] else first + 1, last)
        # A word is never its own digits.
        words = sum(map(ne, pieces[row], digits[row]))
        if words >= FEWEST_WORDS and sum(map(len, digits[row])) >= FEWEST_DIGITS:
            yield list(zip(starts[row], ends[row], digits[row], strict=True))
