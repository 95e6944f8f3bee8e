"""Reads digits that are written as words ("four one one one"), among others written as digits, in six languages.

Used by `payment_card`, so that spelling a number out does not publish it.
"""

import re
from collections.abc import Iterator
from types import MappingProxyType

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
_WORD = re.compile(r"[^\W\d_]+")
_PIECE = re.compile(r"[^\W\d_]+|\d")
_WIDEST_GAP = 4
# Fewer are a sentence; a card number has thirteen digits or more, not all of which need be spelled.
FEWEST_WORDS = 3
FEWEST_DIGITS = 13

Digit = tuple[int, int, str]


def runs(text: str) -> Iterator[list[Digit]]:
    """Each row of digits long enough for a card, some of them words: where each begins and ends, and its digit."""
    lowered = text.lower()
    if len(lowered) != len(text) or sum(map(_SPOKEN.__contains__, _WORD.findall(lowered))) < FEWEST_WORDS:
        return
    row: list[Digit] = []
    for piece in _PIECE.finditer(lowered):
        digit = _DIGITS.get(piece[0]) if piece[0].isalpha() else piece[0]
        if row and (digit is None or piece.start() - row[-1][1] > _WIDEST_GAP):
            if _is_long(row):
                yield row
            row = []
        if digit is not None:
            row.append((piece.start(), piece.end(), digit))
    if _is_long(row):
        yield row


def _is_long(row: list[Digit]) -> bool:
    words = sum(end - start > 1 for start, end, _digit in row)
    return len(row) >= FEWEST_DIGITS and words >= FEWEST_WORDS
