"""Reads digits that are written as words ("four one one one"), among others written as digits, in six languages.

Used by `payment_card`, so that spelling a number out does not publish it.
"""

import re
from collections.abc import Iterator
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
_WORD = re.compile(r"[^\W\d_]+")
_PIECE = re.compile(r"[^\W\d_]+|\d+")
_WIDEST_GAP = 4
# Fewer are a sentence; a card number has thirteen digits or more, not all of which need be spelled.
FEWEST_WORDS = 3
FEWEST_DIGITS = 13

# A word, or a number written in digits, which stays whole.
Spoken = tuple[int, int, str]


def runs(reading: Reading) -> Iterator[list[Spoken]]:
    """Each row of digits long enough for a card, some of them words: where each begins and ends, and its digits."""
    lowered = reading.lowered
    if sum(map(_SPOKEN.__contains__, _WORD.findall(lowered))) < FEWEST_WORDS:
        return
    row: list[Spoken] = []
    for piece in _PIECE.finditer(lowered):
        word, (start, end) = piece[0], piece.span()
        digits = _DIGITS.get(word) or (word if word.isdecimal() else "")
        if row and (not digits or start - row[-1][1] > _WIDEST_GAP):
            if _is_long(row):
                yield row
            row = []
        if digits:
            row.append((start, end, digits))
    if _is_long(row):
        yield row


def _is_long(row: list[Spoken]) -> bool:
    # No word is as short as its digit.
    words = sum([end - start > len(digits) for start, end, digits in row])
    return words >= FEWEST_WORDS and sum([len(digits) for _start, _end, digits in row]) >= FEWEST_DIGITS
