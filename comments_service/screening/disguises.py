"""Undoes what people do to a word so that a list does not see it: letters spaced or dotted out, signs for letters.

Used by `watch_words` only, which looks a second and third time; pure. Other scripts and widths are `reading`'s.
"""

import re
from collections.abc import Callable, Collection, Iterator

Stretch = tuple[int, int, str]
# Of some words those worth a second look.
Wanted = Callable[[set[str]], Collection[str]]

_SIGNS = "@$€!"
_LETTER = rf"[^\W_]|[{_SIGNS}]"
_GAPS = " \n\t._·•*~`'’/\\|,:;-"
_GAP = f"[{re.escape(_GAPS)}]"
# "h e r o n", "h.e.r.o.n": one character between any two, or two or three.
_SPACED_OUT = re.compile(
    rf"(?<![^\W_])(?:{_LETTER})(?:(?:{_GAP}(?:{_LETTER})){{2,}}|(?:{_GAP}{{2,3}}(?:{_LETTER})){{2,}})(?![^\W_])"
)
# "her-on", "he**ro**n", "her_on".
_PARTED = re.compile(r"(?<![^\W_])[^\W_]+(?:[._·•*~`'’\\|-]{1,4}[^\W_]+)+")
_PARTS = re.compile(rf"[^\W_]|[{_SIGNS}]")
_SIGNED = re.compile(rf"(?<![\w{_SIGNS}])\w*[{_SIGNS}]+\w[\w{_SIGNS}]*|(?<![\w{_SIGNS}])\w+[@$€]+(?![\w!])")
_AT_A_LETTER = re.compile(rf"[{_SIGNS}][^\W\d_]|[^\W\d_][@$€]")
_READ_AS = str.maketrans("01345789@$€!l", "oieastbgaseii")
_DISGUISE = re.compile(rf"[0-9{_SIGNS}]")
SHORTEST_DISGUISED = 4
# What is longer is no word, whatever it is.
LONGEST_JOINED = 60


def joined(text: str, wanted: Wanted) -> Iterator[Stretch]:
    """Each stretch of letters or syllables that are kept apart, as the one word they make, where that is wanted.

    Letters may go one too far, either way: the "a" before "h e r o n" is a word of its own.
    """
    for pattern in (_SPACED_OUT, _PARTED):
        places = [(found.start(), found[0]) for found in pattern.finditer(text)]
        words = {piece: list(_words_in(piece, pattern is _SPACED_OUT)) for piece in {piece for _start, piece in places}}
        known = wanted({word for made in words.values() for _start, _end, word in made})
        for start, piece in places if known else ():
            for first, last, word in words[piece]:
                if word in known:
                    yield start + first, start + last, word


def _words_in(piece: str, is_letters: bool) -> Iterator[Stretch]:
    word = "".join(_PARTS.findall(piece))
    if len(word) > LONGEST_JOINED:
        return
    yield 0, len(piece), word
    if is_letters and len(word) >= SHORTEST_DISGUISED:
        second, last = len(piece) - len(piece[1:].lstrip(_GAPS)), len(piece[:-1].rstrip(_GAPS))
        yield from ((second, len(piece), word[1:]), (0, last, word[:-1]), (second, last, word[1:-1]))


def signed(text: str, wanted: Wanted) -> Iterator[Stretch]:
    """Each word with a sign in it that can be read as a letter, where it is wanted; "!" at its end is punctuation."""
    if not any(sign in text for sign in _SIGNS) or not _AT_A_LETTER.search(text):
        return
    places = [(found.start(), found[0].rstrip("!")) for found in _SIGNED.finditer(text)]
    known = wanted({word for _start, word in places})
    for start, word in places if known else ():
        if word in known:
            yield start, start + len(word), word


def as_letters(word: str) -> str:
    """A word with each digit and sign as the letter it is read as. Letters that share a sign become one."""
    return word.translate(_READ_AS)


def is_disguised(word: str) -> bool:
    """Whether digits or signs stand among its letters, as they do in "h3r0n" and not in "Q3" or "4500-B"."""
    if word.isalpha():
        return False
    signs = len(_DISGUISE.findall(word))
    return len(word) >= SHORTEST_DISGUISED and 0 < signs <= len(word) * 2 // 3
