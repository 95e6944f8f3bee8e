"""Undoes what people do to a word so that a list does not see it: letters spaced or dotted out, signs for letters.

Used by `looks` only, which looks a second and third time; pure. Other scripts and widths are `reading`'s.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import chain

from comments_service.screening.pieces import Pieces, Stretch, each
from comments_service.screening.reading import composed

_SIGNS = "@$€!"
_LETTER = rf"[\w{_SIGNS}]"
# Of these "_" is made "." before anything is looked for, so that \w is a letter or a digit.
_GAPS = " \n\t._·•*~`'’/\\|,:;-"
_GAP = f"[{re.escape(_GAPS.replace('_', ''))}]"
# "h e r o n", "h.e.r.o.n": one character between any two, or two or three. What begins none is passed over first.
_SPACED_OUT = re.compile(
    rf"({_LETTER}(?={_GAP}{{1,3}}{_LETTER}{_GAP})(?<!\w.)"
    rf"(?:{_GAP}{_LETTER}(?:{_GAP}{_LETTER})+|(?:{_GAP}{{2,3}}{_LETTER}){{2,}})(?!\w))",
    re.DOTALL,
)
# "her-on", "he**ro**n", "her_on".
_PARTED = re.compile(r"((?<!\w)\w++(?:[.·•*~`'’\\|-]{1,4}+\w++)++)")
_WITH_A_SIGN = re.compile(rf"((?<!{_LETTER})\w*+[{_SIGNS}]++{_LETTER}*+)")
_SIGNED = re.compile(rf"\w*+[{_SIGNS}]++\w{_LETTER}*+|\w++[@$€]++")
_AT_A_LETTER = re.compile(rf"[{_SIGNS}][^\W\d_]|[^\W\d_][@$€]")
_READ_AS = tuple(zip("01345789@$€!l", "oieastbgaseii", strict=True))
_DISGUISE = re.compile(rf"[0-9{_SIGNS}]")
SHORTEST_DISGUISED = 4
# What is longer is no word, whatever it is.
LONGEST_JOINED = 60


class Hidden:
    """Stretches of a text of one kind, with the words that each can be read as.

    A piece that stands there often is read as often as one that does not: once.

    Attributes:
        words: all the words.
    """

    def __init__(
        self,
        text: str,
        pattern: re.Pattern[str],
        read: Callable[[list[str]], dict[str, list[str]]],
        bounds: Callable[[str], Sequence[tuple[int, int]]],
    ) -> None:
        self._pieces = Pieces(text, pattern)
        self._bounds = bounds
        self._read = read(self._pieces.found)
        self.words = set(chain.from_iterable(self._read.values()))

    def places(self, wanted: AbstractSet[str]) -> Iterator[Stretch]:
        """Each place where one of the wanted words stands."""
        made = {
            piece: [(*bound, word) for bound, word in zip(self._bounds(piece), words, strict=False) if word in wanted]
            for piece, words in self._read.items()
            if not wanted.isdisjoint(words)
        }
        for start, piece in self._pieces.places(made.keys()) if made else ():
            for first, last, word in made[piece]:
                yield start + first, start + last, word


def joined(text: str) -> list[Hidden]:
    """Stretches of letters or syllables that are kept apart, as the one word they make.

    Letters may go one too far, either way: the "a" before "h e r o n" is a word of its own.
    """
    text = text.replace("_", ".")
    return [Hidden(text, _SPACED_OUT, _of_letters, _with_one_less), Hidden(text, _PARTED, _of_syllables, _whole)]


def signed(text: str) -> list[Hidden]:
    """Words with a sign in them that can be read as a letter; "!" at the end is punctuation."""
    if not any(sign in text for sign in _SIGNS) or not _AT_A_LETTER.search(text):
        return []
    return [Hidden(text, _WITH_A_SIGN, _with_signs, _without_the_end)]


def _of_syllables(pieces: list[str]) -> dict[str, list[str]]:
    joined = each(pieces, _without_gaps)
    return {piece: [word] if len(word) <= LONGEST_JOINED else [] for piece, word in joined.items()}


def _of_letters(pieces: list[str]) -> dict[str, list[str]]:
    return {
        piece: [word, word[1:], word[:-1], word[1:-1]] if len(word) >= SHORTEST_DISGUISED else [word]
        for piece, words in _of_syllables(pieces).items()
        for word in words
    }


def _with_signs(pieces: list[str]) -> dict[str, list[str]]:
    return {
        piece: [piece.rstrip("!")] for piece in set(pieces) if len(piece) <= LONGEST_JOINED and _SIGNED.fullmatch(piece)
    }


def _without_gaps(pieces: str) -> str:
    for gap in _GAPS:
        pieces = pieces.replace(gap, "")
    return pieces


def _whole(piece: str) -> list[tuple[int, int]]:
    return [(0, len(piece))]


def _without_the_end(piece: str) -> list[tuple[int, int]]:
    return [(0, len(piece.rstrip("!")))]


def _with_one_less(piece: str) -> list[tuple[int, int]]:
    """A row of letters, and without the first, the last, both."""
    second, last = len(piece) - len(piece[1:].lstrip(_GAPS)), len(piece[:-1].rstrip(_GAPS))
    return [(0, len(piece)), (second, len(piece)), (0, last), (second, last)]


def as_letters(words: str) -> str:
    """Words with digits and signs as the letters that they are read as; letters that share a sign become one."""
    for sign, letter in _READ_AS:
        words = words.replace(sign, letter)
    return words


def is_disguised(word: str) -> bool:
    """Whether digits or signs stand among its letters, as they do in "h3r0n" and not in "Q3" or "4500-B"."""
    if word.isalpha():
        return False
    word = composed(word)
    signs = len(_DISGUISE.findall(word))
    return len(word) >= SHORTEST_DISGUISED and 0 < signs <= len(word) * 2 // 3
