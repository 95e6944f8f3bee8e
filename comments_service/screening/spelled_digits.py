"""Reads digits that are written as words ("four one one one"), among others written as digits, in six languages.

Used by `payment_card`, so that spelling a number out does not publish it.
"""

import re
from collections.abc import Iterator
from itertools import accumulate

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
_DIGITS = {word: line[0] for line in _SPELLED.split("\n") for word in line.split()[1:]}
# With the group they are kept when a text is split: gaps and pieces in turn.
_PIECE = re.compile(r"([0-9]++|[^\W0-9_]++)")
_WIDEST_GAP = 4
# Fewer are a sentence; a card number has thirteen digits or more, not all of which need be spelled.
FEWEST_WORDS = 3
FEWEST_DIGITS = 13

# So many words or more, and digits, with narrow gaps between them; from the first one on.
_ROW = re.compile(rf"[dw](?<![dw],.)(?:(?<=d)(?:,d)*+,w)?+(?<=w)(?:(?:,d)*+,w){{{FEWEST_WORDS - 1}}}(?:,[dw])*+")

# A word, or a number written in digits, which stays whole.
Spoken = tuple[int, int, str]


def runs(reading: Reading) -> Iterator[list[Spoken]]:
    """Each row of digits long enough for a card, some of them words: where each begins and ends, and its digits."""
    cut = _PIECE.split(reading.lowered)
    # One character for each piece of the text, so that rows are found in all of it at once.
    kinds = {
        piece: "w" if piece in _DIGITS else "d" if piece.isdecimal() else "," if _is_narrow(piece) else "x"
        for piece in set(cut)
    }
    edges: list[int] = []
    for row in _ROW.finditer("".join(map(kinds.__getitem__, cut))) if not _DIGITS.keys().isdisjoint(kinds) else ():
        first, last = row.span()
        digits = [_DIGITS.get(piece, piece) for piece in cut[first:last:2]]
        if sum(map(len, digits)) >= FEWEST_DIGITS:
            edges = edges or list(accumulate(map(len, cut)))
            yield list(zip(edges[first - 1 : last - 1 : 2], edges[first:last:2], digits, strict=True))


def _is_narrow(piece: str) -> bool:
    """Whether it is a gap, and no wider than one between the groups of a number."""
    return len(piece) <= _WIDEST_GAP and not piece[:1].isalnum()
