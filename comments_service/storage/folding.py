"""Words as search compares them: without case, width, accents and vowel signs. Pure.

Both databases get the same words, cut here, so that both find the same.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

_WORD = re.compile(r"[^\W_]+")
# What is longer is found by its beginning; PostgreSQL keeps no word of more than 2,046 bytes.
_LONGEST = 100
_TATWEEL = "\u0640"
# Letters with a stroke or a tail, which Unicode does not take apart: people type "Lodz" and mean "Łódź".
_STROKES = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ħ": "h", "ŧ": "t", "ı": "i", "æ": "ae", "œ": "oe"})


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text, folded, and where it stands in the text."""

    folded: str
    start: int
    end: int


def folded_words(text: str) -> list[str]:
    """Return the words of a text, folded, in their order."""
    plain = text.lower() if text.isascii() else "".join(map(_letter, text))
    return [word[:_LONGEST] for word in _WORD.findall(plain)]


def words_in(text: str) -> Iterator[Word]:
    """The same words with where they stand."""
    letters = [_letter(letter) for letter in text]
    # Which letter of the text each letter of the folded one comes from: one may become several, or none.
    origin = [at for at, folded in enumerate(letters) for _ in folded]
    for found in _WORD.finditer("".join(letters)):
        yield Word(found[0][:_LONGEST], origin[found.start()], origin[found.end() - 1] + 1)


@lru_cache(maxsize=8192)
def _letter(letter: str) -> str:
    """A letter decomposed for compatibility (Unicode, annex 15) and case-folded, without marks or what is invisible."""
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", letter).casefold())
    seen = (one for one in apart if unicodedata.category(one) not in ("Mn", "Mc", "Me", "Cf") and one != _TATWEEL)
    return "".join(seen).translate(_STROKES)
