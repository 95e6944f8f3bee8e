"""A text as detectors read it: digits, letters, dashes and spaces in one form, invisible characters gone, and the way
back. What a person sees as a number or a word is one, in whatever script or width it was typed. Called by `screen`.
"""

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache, cached_property, partial
from itertools import accumulate

from comments_service.screening.gaps import Flat, flat
from comments_service.screening.pieces import each

_DASHES = "-‐‑‒–—―−﹘﹣－"
# Letters of no language: phonetic small capitals, which Unicode does not call variants of the capitals they look like.
_SMALL_CAPITALS = dict(zip("ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢɑɡ", "abcdefghijklmnoprstuvwyzag", strict=True))
# No letters though they may say so: stretches, joiners, fillers, variation selectors, lines drawn through a letter.
_UNSEEN = "\u0640\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0\u0334\u0335\u0336\u0337\u0338\u20d2\u20d3" + "".join(
    map(chr, range(0xFE00, 0xFE10))
)
# A character that stands for more than this is a phrase, as in Arabic, or a unit of measure, as in Japanese. It is read
# as the first letter, which is how the commonest is abbreviated: written out it would be eighteen characters.
_LONGEST_OF_ONE = 4
# Nothing beyond is a digit, a width or a style of letters, but for tags, which are invisible.
_CODES = range(0x20000)
_TAGS = re.compile("[\U000e0000-\U000e01ff]")
# What is read in the place of what cannot be seen, until it is left out. It is no character (Unicode, section 23.7).
_NOTHING = "\uffff"

# Each Cyrillic, Greek or Armenian letter that a reader takes for the Latin one below it.
_LOOK_ALIKE = "аеорсухіјѕһԁԛԝкмтгпвьАВЕКМНОРСТХУІЈЅαονρτυικηεχγωβΑΒΕΖΗΙΚΜΝΟΡΤΥΧօոսցհ"
_LATIN = "aeopcyxijshdqwkmtrnbbABEKMHOPCTXYIJSaovptuiknexywbABEZHIKMNOPTYXonugh"
_BY_CODE = "".join(map(chr, range(0x2000)))
_LATIN_LETTERS = "".join(filter(str.isalpha, _BY_CODE[:0x7F] + _BY_CODE[0xC0:0x250]))
_OTHER_LETTERS = "".join(filter(str.isalpha, _BY_CODE[0x370:0x590]))
# Each script: what letters are read as in it, by their codes; what cannot be read as one of its letters.
_SCRIPTS = tuple(
    (_BY_CODE.translate(letters), re.compile(f"[{foreign.translate(dict.fromkeys(letters))}]"))
    for letters, foreign in (
        (str.maketrans(_LOOK_ALIKE, _LATIN), _OTHER_LETTERS),
        (str.maketrans("aeopcyxijskmtbABEKMHOPCTXYIJS", "аеорсухіјѕкмтвАВЕКМНОРСТХУІЈЅ"), _LATIN_LETTERS),
        (str.maketrans("aovptukxyABEZHIKMNOPTYX", "αονρτυκχγΑΒΕΖΗΙΚΜΝΟΡΤΥΧ"), _LATIN_LETTERS),
    )
)
# Begins with such a letter, so that a text without any is passed over at once.
_TOUCHING = re.compile(rf"[{_LOOK_ALIKE}](?:(?<=[A-Za-z\u00c0-\u024f].)|(?=[A-Za-z\u00c0-\u024f]))")
# Letters of these scripts alone, as only they are looked at: a class of its own takes half the time that "any" does.
_LETTERS = "".join(filter(str.isalpha, _BY_CODE[:0x590] + _BY_CODE[0x1D00:]))
_OTHERS = "".join(letter for letter in _LETTERS if letter not in _LOOK_ALIKE)
# A word with such a letter. With the group it is kept when a text is split: every second piece is one.
_MAYBE_MIXED = re.compile(f"((?<![{_LETTERS}])[{_OTHERS}]*+[{_LOOK_ALIKE}][{_LETTERS}]*+)")
# To put marks in order takes the square of their number, and nobody can read more than a few over one letter.
_PILED = re.compile(r"([^\w\s\0-\x7f]{8})[^\w\s\0-\x7f]+")


@dataclass(frozen=True)
class Reading:
    """What detectors see. What only some of them ask for is worked out when the first does.

    Attributes:
        text: the text to search.
        body: the text it was read from.
        marked: the text with a character for each of the body, those that cannot be seen among them.
    """

    text: str
    body: str
    marked: str

    @cached_property
    def lowered(self) -> str:
        """The text in small letters, each in its place."""
        # This alone becomes two characters.
        return self.text.replace("İ", "I").lower()

    @cached_property
    def flat(self) -> Flat:
        """The text with its gaps in one form, each character in its place."""
        return flat(self.text)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where a stretch of `text` is in the body it was read from."""
        if len(self.text) == len(self.body) or start == end:
            return start, end
        return start + bisect_right(self._unseen, start), end + bisect_right(self._unseen, end - 1)

    @cached_property
    def _unseen(self) -> list[int]:
        """For each character that cannot be seen the index in the text of the next that can."""
        return list(accumulate(map(len, self.marked.split(_NOTHING))))[:-1]


def read(body: str) -> Reading:
    """One character in, at most one out, so that places stay easy to tell."""
    if body.isascii():
        return Reading(body, body, body)
    marked = _TAGS.sub(_NOTHING, body.translate(_twins()))
    text = marked.replace(_NOTHING, "")
    if _TOUCHING.search(text):
        pieces = _MAYBE_MIXED.split(text)
        found = pieces[1::2]
        words = _in_one_script(set(filter(_TOUCHING.search, set(found))))
        pieces[1::2] = map(words.get, found, found)
        text = "".join(pieces)
    return Reading(text, body, marked)


@cache
def _twins() -> str:
    """For each code what the character is read as: one text, as that is looked up in faster than in a dictionary that
    lacks most, and is a tenth as large as one that lacks none.
    """
    twins = {ord(character): "-" for character in _DASHES}
    twins |= {ord(character): plain for character, plain in _SMALL_CAPITALS.items()}
    twins |= dict.fromkeys(map(ord, _UNSEEN), _NOTHING)
    return "".join(twins.get(code) or _twin(chr(code)) for code in _CODES)


def _twin(character: str) -> str:
    category = unicodedata.category(character)
    if category == "Cf":
        return _NOTHING
    if category == "Nd":
        return str(unicodedata.decimal(character))
    if category == "Zs":
        return " "
    plain = unicodedata.normalize("NFKC", character)
    # A mark that is a letter by itself, as Japanese has two, is the mark.
    is_plain = len(plain) == 1 and (plain.isascii() or unicodedata.combining(plain))
    return plain[0] if is_plain or len(plain) > _LONGEST_OF_ONE else character


def in_one_form(text: str) -> str:
    """What is equivalent is the same (NFKD): width, style, and whether accents are characters of their own.

    Written out: to put letters and accents together again takes up to twenty times as long. See `composed`.
    """
    return unicodedata.normalize("NFKD", _PILED.sub(r"\1", text))


def composed(words: str) -> str:
    """Words in one form with their letters as single characters again, so that they can be counted, and told apart."""
    return words if words.isascii() else unicodedata.normalize("NFC", words)


def _in_one_script(words: set[str]) -> dict[str, str]:
    """Words of two scripts as their reader sees them: in the one script that has all of their letters, if one has."""
    read: dict[str, str] = {}
    for letters, foreign in _SCRIPTS:
        fitting = [word for word in words - read.keys() if not foreign.search(word)]
        read |= each(fitting, partial(_translated, letters=letters))
    return read


def _translated(words: str, letters: str) -> str:
    return words.translate(letters)
