"""Undoes what people do to a word so that a list does not see it: letters spaced or dotted out, signs for letters.

Used by `watch_words` only, which looks a second and third time; pure. Other scripts and widths are `reading`'s.
"""

import re
from collections.abc import Callable, Collection, Iterator

Stretch = tuple[int, int, str]

_SIGNS = "@$€!"
_LETTER = rf"[^\W_]|[{_SIGNS}]"
_GAPS = " \n\t._·•*~`'’/\\|,:;-"
_GAP = f"[{re.escape(_GAPS)}]"
# "h e r o n", "h.e.r.o.n": one character between any two, or two or three.
_SPACED_OUT = re.compile(
    rf"(?<![^\W_])(?:{_LETTER})(?:(?:{_GAP}(?:{_LETTER})){{2,}}|(?:{_GAP}{{2,3}}(?:{_LETTER})){{2,}})(?![^\W_])"
)
# "her-on", "he**ro**n", "her_on".
_PARTED = re.compile(r"(?<![^\W_])[^\W_]++(?:[._·•*~`'’\\|-]{1,4}+[^\W_]++)++")
_PARTS = re.compile(rf"[^\W_]|[{_SIGNS}]")
_SIGNED = re.compile(rf"(?<![\w{_SIGNS}])(?:\w*+[{_SIGNS}]++\w[\w{_SIGNS}]*+|\w++[@$€]++(?![\w!]))")
_AT_A_LETTER = re.compile(rf"[{_SIGNS}][^\W\d_]|[^\W\d_][@$€]")
_READ_AS = str.maketrans("01345789@$€!l", "oieastbgaseii")
_DISGUISE = re.compile(rf"[0-9{_SIGNS}]")
SHORTEST_DISGUISED = 4
# What is longer is no word, whatever it is.
LONGEST_JOINED = 60


class Pieces:
    """Stretches of a text of one kind, with the words that each can be read as.

    A piece that stands there often is read as often as one that does not: once.

    Attributes:
        words: all the words.
    """

    def __init__(self, text: str, pattern: re.Pattern[str], words_in: Callable[[str], list[Stretch]]) -> None:
        self._found = [(found.start(), found[0]) for found in pattern.finditer(text)]
        self._made = {piece: words_in(piece) for piece in {piece for _start, piece in self._found}}
        self.words = {word for made in self._made.values() for _start, _end, word in made}

    def places(self, wanted: Collection[str]) -> Iterator[Stretch]:
        """Each place where one of the wanted words stands."""
        made = {piece: [one for one in made if one[2] in wanted] for piece, made in self._made.items()}
        for start, piece in self._found if any(made.values()) else ():
            for first, last, word in made[piece]:
                yield start + first, start + last, word


def joined(text: str) -> list[Pieces]:
    """Stretches of letters or syllables that are kept apart, as the one word they make.

    Letters may go one too far, either way: the "a" before "h e r o n" is a word of its own.
    """
    return [Pieces(text, _SPACED_OUT, _of_letters), Pieces(text, _PARTED, _of_syllables)]


def signed(text: str) -> list[Pieces]:
    """Words with a sign in them that can be read as a letter; "!" at the end is punctuation."""
    if not any(sign in text for sign in _SIGNS) or not _AT_A_LETTER.search(text):
        return []
    return [Pieces(text, _SIGNED, _without_the_end)]


def _of_syllables(piece: str) -> list[Stretch]:
    word = "".join(_PARTS.findall(piece))
    return [(0, len(piece), word)] if len(word) <= LONGEST_JOINED else []


def _of_letters(piece: str) -> list[Stretch]:
    whole = _of_syllables(piece)
    word = whole[0][2] if whole else ""
    if len(word) < SHORTEST_DISGUISED:
        return whole
    second, last = len(piece) - len(piece[1:].lstrip(_GAPS)), len(piece[:-1].rstrip(_GAPS))
    return [*whole, (second, len(piece), word[1:]), (0, last, word[:-1]), (second, last, word[1:-1])]


def _without_the_end(piece: str) -> list[Stretch]:
    word = piece.rstrip("!")
    return [(0, len(word), word)]


def as_letters(word: str) -> str:
    """A word with each digit and sign as the letter it is read as. Letters that share a sign become one."""
    return word.translate(_READ_AS)


def is_disguised(word: str) -> bool:
    """Whether digits or signs stand among its letters, as they do in "h3r0n" and not in "Q3" or "4500-B"."""
    if word.isalpha():
        return False
    signs = len(_DISGUISE.findall(word))
    return len(word) >= SHORTEST_DISGUISED and 0 < signs <= len(word) * 2 // 3
