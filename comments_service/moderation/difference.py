"""What an edit changed, word by word. Pure; shown on the desk beside the words that are public."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby
from typing import Literal

Kind = Literal["same", "added", "gone"]

# Words with the marks that belong to them, runs of space, and each other sign by itself: together they are the text.
_TOKEN = re.compile(r"\w+|\s+|[^\w\s]")
# The work grows with the product of the two lengths, and at worst with another of them: with this many it is a tenth of
# a second. Beyond it whole lines are compared, and beyond that many lines whole texts.
_MOST_TOKENS = 1_000


@dataclass(frozen=True, slots=True)
class DiffPiece:
    """A run of text that stayed, was added, or is gone."""

    text: str
    kind: Kind


def difference(before: str, after: str) -> list[DiffPiece]:
    """Return the pieces of both texts in reading order, what is gone before what came in its place.

    What stayed and was added, together, is `after`; what stayed and is gone is `before`.
    """
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    begins = _alike(old, new)
    ends = _alike(old[begins:][::-1], new[begins:][::-1])
    pieces = [
        DiffPiece("".join(old[:begins]), "same"),
        *_pieces(old[begins : len(old) - ends], new[begins : len(new) - ends]),
        DiffPiece("".join(old[len(old) - ends :]), "same"),
    ]
    return [
        DiffPiece("".join(piece.text for piece in run), kind)
        for kind, run in groupby((piece for piece in pieces if piece.text), key=lambda piece: piece.kind)
    ]


def _alike(old: Sequence[str], new: Sequence[str]) -> int:
    """How many tokens are the same from the beginning: most edits change one place, however long the text is."""
    pairs = enumerate(zip(old, new, strict=False))
    return next((place for place, (left, right) in pairs if left != right), min(len(old), len(new)))


def _pieces(old: Sequence[str], new: Sequence[str]) -> Iterator[DiffPiece]:
    old, new = _affordable(old, new)
    for what, a, b, c, d in SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        if what == "equal":
            yield DiffPiece("".join(old[a:b]), "same")
        else:
            yield DiffPiece("".join(old[a:b]), "gone")
            yield DiffPiece("".join(new[c:d]), "added")


def _affordable(old: Sequence[str], new: Sequence[str]) -> tuple[Sequence[str], Sequence[str]]:
    if max(len(old), len(new)) <= _MOST_TOKENS:
        return old, new
    before, after = "".join(old), "".join(new)
    lines = before.splitlines(keepends=True), after.splitlines(keepends=True)
    return lines if max(map(len, lines)) <= _MOST_TOKENS else ([before], [after])
