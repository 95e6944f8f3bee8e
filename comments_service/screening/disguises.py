"""Undoes what people do to a word so that a list does not see it: letters spaced or dotted out, signs for letters.

Used by `looks` only, which looks a second and third time; pure. Other scripts and widths are `reading`'s.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import chain

from comments_service.screening.gaps import BREAKING, PARTING, SIGNS, SPACING, flat, without_signs
from comments_service.screening.pieces import Pieces, Row, Stretch, each
from comments_service.screening.reading import composed

_GAPS = PARTING + SPACING
_GAP, _CHARACTER = f"[{_GAPS}]", f"[^{_GAPS}{BREAKING}]"
# Stands beside a word that was not cut off there.
_OF_A_WORD = f"[^{_GAPS}{BREAKING}{SIGNS}]"
# "h e r o n", "h.e.r.o.n": one character between any two, or two or three. What begins none is passed over first.
_SPACED_OUT = re.compile(
    rf"({_CHARACTER}(?<!{_OF_A_WORD}.)(?={_GAP}{{1,3}}{_CHARACTER}{_GAP})"
    rf"(?:{_GAP}{_CHARACTER}(?:{_GAP}{_CHARACTER})+|(?:{_GAP}{{2,3}}{_CHARACTER}){{2,}})(?!{_OF_A_WORD}))",
    re.DOTALL,
)
# "her-on", "he**ro**n", "her_on": no more than four between any two.
_TOO_WIDE = PARTING * 5
_SIGNED = re.compile(rf"\w*+[{SIGNS}]++\w[\w{SIGNS}]*+|\w++[@$€]++")
_AT_A_LETTER = re.compile(rf"[{SIGNS}][^\W\d_]|[^\W\d_][@$€]")
_READ_AS = tuple(zip("01345789@$€!l", "oieastbgaseii", strict=True))
_DISGUISE = re.compile(rf"[0-9{SIGNS}]")
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
        pieces: Pieces | Row,
        read: Mapping[str, list[str]],
        bounds: Callable[[str], Sequence[tuple[int, int]]],
    ) -> None:
        self._pieces = pieces
        self._read = read
        self._bounds = bounds
        self.words = set(chain.from_iterable(read.values()))

    def places(self, wanted: AbstractSet[str]) -> Iterator[Stretch]:
        """Each place where one of the wanted words stands."""
        pieces = {piece for piece, words in self._read.items() if not wanted.isdisjoint(words)}
        for start, piece in self._pieces.places(pieces) if pieces else ():
            for (first, last), word in zip(self._bounds(piece), self._read[piece], strict=False):
                if word in wanted:
                    yield start + first, start + last, word


def joined(text: str) -> list[Hidden]:
    """Stretches of letters or syllables that are kept apart, as the one word they make.

    Letters may go one too far, either way: the "a" before "h e r o n" is a word of its own.
    """
    dotted = flat(text).unmarked.replace("_", PARTING)
    letters = Pieces(dotted, _SPACED_OUT)
    syllables = Row(without_signs(dotted).replace(_TOO_WIDE, BREAKING * 5))
    return [
        Hidden(letters, _of_letters(letters.found), _with_one_less),
        Hidden(syllables, _of_syllables(set(syllables.found)), _without_gaps_around),
    ]


def signed(text: str) -> list[Hidden]:
    """Words with a sign in them that can be read as a letter; "!" at the end is punctuation."""
    if not any(sign in text for sign in SIGNS):
        return []
    words = Row(flat(text).unmarked.replace(PARTING, BREAKING))
    return [Hidden(words, _with_signs(set(words.found)), _without_the_end)]


def _of_syllables(words: set[str]) -> dict[str, list[str]]:
    # What ends a sentence parts nothing.
    parted = [word for word in words if PARTING in word and PARTING in word.strip(PARTING)]
    return _joined(parted)


def _of_letters(pieces: list[str]) -> dict[str, list[str]]:
    return {
        piece: [word, word[1:], word[:-1], word[1:-1]] if len(word) >= SHORTEST_DISGUISED else [word]
        for piece, words in _joined(pieces).items()
        for word in words
    }


def _joined(pieces: list[str]) -> dict[str, list[str]]:
    """Each piece as one word, if it is no longer than words are."""
    words = each(pieces, _without_gaps)
    return {piece: [word] if len(word) <= LONGEST_JOINED else [] for piece, word in words.items()}


def _with_signs(words: set[str]) -> dict[str, list[str]]:
    return {
        word: [word.rstrip("!")]
        for word in words
        if not word.isalnum() and len(word) <= LONGEST_JOINED and _SIGNED.fullmatch(word) and _AT_A_LETTER.search(word)
    }


def _without_gaps(pieces: str) -> str:
    return pieces.replace(PARTING, "").replace(SPACING, "")


def _without_gaps_around(piece: str) -> list[tuple[int, int]]:
    return [(len(piece) - len(piece.lstrip(PARTING)), len(piece.rstrip(PARTING)))]


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
