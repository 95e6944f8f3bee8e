"""A text as detectors read it: digits, letters, dashes and spaces in one form, invisible characters gone, and the way
back. What a person sees as a number or a word is one, in whatever script or width it was typed. Called by `screen`.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property, partial

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
_PLANES = (range(0x80, 0x20000), range(0xE0000, 0xE0200))

# Each Cyrillic, Greek or Armenian letter that a reader takes for the Latin one below it.
_LOOK_ALIKE = "аеорсухіјѕһԁԛԝкмтгпвьАВЕКМНОРСТХУІЈЅαονρτυικηεχγωβΑΒΕΖΗΙΚΜΝΟΡΤΥΧօոսցհ"
_LATIN = "aeopcyxijshdqwkmtrnbbABEKMHOPCTXYIJSaovptuiknexywbABEZHIKMNOPTYXonugh"
_TO_LATIN = str.maketrans(_LOOK_ALIKE, _LATIN)
_TO_CYRILLIC = str.maketrans("aeopcyxijskmtbABEKMHOPCTXYIJS", "аеорсухіјѕкмтвАВЕКМНОРСТХУІЈЅ")
_TO_GREEK = str.maketrans("aovptukxyABEZHIKMNOPTYX", "αονρτυκχγΑΒΕΖΗΙΚΜΝΟΡΤΥΧ")
# Each script with what cannot be read as one of its letters.
_SCRIPTS = tuple(
    (table, re.compile(f"(?![{''.join(map(chr, table))}])[{others}]"))
    for table, others in (
        (_TO_LATIN, "\u0370-\u058f"),
        (_TO_CYRILLIC, "A-Za-z\u00c0-\u024f"),
        (_TO_GREEK, "A-Za-z\u00c0-\u024f"),
    )
)
# Begins with such a letter, so that a text without any is passed over at once.
_TOUCHING = re.compile(rf"[{_LOOK_ALIKE}](?:(?<=[A-Za-z\u00c0-\u024f].)|(?=[A-Za-z\u00c0-\u024f]))")
# With the group the words are kept when a text is split: every second piece is one.
_LETTERS = re.compile(r"([^\W\d_]+)")


@dataclass(frozen=True)
class Reading:
    """What detectors see. What only some of them ask for is worked out when the first does.

    Attributes:
        text: the text to search.
        body: the text it was read from.
        twins: what each character of the body is read as, by its number; None for what cannot be seen. None where
            every character is read as one.
    """

    text: str
    body: str
    twins: Mapping[int, str | None] | None = None

    @cached_property
    def lowered(self) -> str:
        """The text in small letters, each in its place."""
        # This alone becomes two characters.
        return self.text.replace("İ", "I").lower()

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where a stretch of `text` is in the body it was read from."""
        if self.twins is None or start == end:
            return start, end
        return self._places[start], self._places[end - 1] + 1

    @cached_property
    def _places(self) -> list[int]:
        """For each character of the text its index in the body."""
        unseen = {chr(code) for code, twin in (self.twins or {}).items() if twin is None}
        return [place for place, character in enumerate(self.body) if character not in unseen]


def read(body: str) -> Reading:
    """One character in, at most one out, so that places stay easy to tell."""
    if body.isascii():
        return Reading(body, body)
    plain = _plain()
    characters = set(body)
    # Every character of the text is in it: a table that lacks some is many times slower.
    twins = {ord(character): plain.get(ord(character), character) for character in characters}
    text = body.translate(twins) if characters.difference(twins.values()) else body
    if _TOUCHING.search(text):
        pieces = _LETTERS.split(text)
        words = _in_one_script(set(filter(_TOUCHING.search, set(pieces[1::2]))))
        pieces[1::2] = [words.get(word, word) for word in pieces[1::2]]
        text = "".join(pieces)
    return Reading(text, body, twins if len(text) < len(body) else None)


@cache
def _plain() -> Mapping[int, str | None]:
    """The plain twin of each character that has one; None for what cannot be seen."""
    twins: dict[int, str | None] = {ord(character): "-" for character in _DASHES}
    twins |= {ord(character): plain for character, plain in _SMALL_CAPITALS.items()}
    twins |= dict.fromkeys(map(ord, _UNSEEN))
    for code in (code for plane in _PLANES for code in plane if code not in twins):
        character = chr(code)
        category = unicodedata.category(character)
        if category == "Cf" or code >= _PLANES[-1].start:
            twins[code] = None
        elif category == "Nd":
            twins[code] = str(unicodedata.decimal(character))
        elif category == "Zs":
            twins[code] = " "
        elif len(twin := unicodedata.normalize("NFKC", character)) == 1 and twin.isascii():
            twins[code] = twin
        elif len(twin) > _LONGEST_OF_ONE:
            twins[code] = twin[0]
    return twins


def in_one_form(text: str) -> str:
    """What is equivalent is the same (NFKC): width, style, and whether accents are characters of their own."""
    if unicodedata.is_normalized("NFKC", text):
        return text
    forms = {character: unicodedata.normalize("NFKC", character) for character in set(text)}
    # Those that are several characters in that form are quicker replaced one by one.
    if max(map(len, forms.values())) > 1:
        text = text.translate({ord(character): form for character, form in forms.items()})
    return unicodedata.normalize("NFKC", text)


def _in_one_script(words: set[str]) -> dict[str, str]:
    """Words of two scripts as their reader sees them: in the one script that has all of their letters, if one has."""
    read: dict[str, str] = {}
    for script, foreign in _SCRIPTS:
        fitting = [word for word in words - read.keys() if not foreign.search(word)]
        read |= each(fitting, partial(_translated, table=script))
    return read


def _translated(text: str, table: Mapping[int, int]) -> str:
    return text.translate({ord(character): table.get(ord(character), ord(character)) for character in set(text)})
