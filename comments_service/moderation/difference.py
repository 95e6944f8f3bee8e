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
# The work grows with the product of the two lengths where little is alike; beyond this, whole lines are compared.
_MOST_TOKENS = 1_500


@dataclass(frozen=True, slots=True)
class DiffPiece:
    """A run of text that stayed, was added, or is gone."""

    text: str
    kind: Kind


def difference(before: str, after: str) -> list[DiffPiece]:
    """Return the pieces of both texts in reading order, what is gone before what came in its place.

    What stayed and was added, together, is `after`; what stayed and is gone is `before`.
    """
    old, new = _tokens(before, after)
    pieces = _pieces(old, new)
    return [
        DiffPiece("".join(piece.text for piece in run), kind)
        for kind, run in groupby((piece for piece in pieces if piece.text), key=lambda piece: piece.kind)
    ]


def _tokens(before: str, after: str) -> tuple[Sequence[str], Sequence[str]]:
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    if max(len(old), len(new)) > _MOST_TOKENS:
        return before.splitlines(keepends=True), after.splitlines(keepends=True)
    return old, new


def _pieces(old: Sequence[str], new: Sequence[str]) -> Iterator[DiffPiece]:
    for what, a, b, c, d in SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        if what == "equal":
            yield DiffPiece("".join(old[a:b]), "same")
        else:
            yield DiffPiece("".join(old[a:b]), "gone")
            yield DiffPiece("".join(new[c:d]), "added")
