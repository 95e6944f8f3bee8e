"""A text with whatever stands between its words in one of three forms, each character in its place.

A `reading` has one. `looks`, `disguises` and `repetition` cut it by `str.split`, which takes a fifth of what a pattern
does.
"""

import re
from functools import cache, cached_property

# Marks and vowel signs belong to the letter before them.
MARKS = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0900-\u0dff\u0e31-\u0e4e"
    "\u3099\u309a"
)
# What a letter may be written as.
SIGNS = "@$€!"
# What is put between the letters or the syllables of a word so that a list does not see it, between letters only, and
# all else: `str.split` takes the two last for blanks.
PARTING, SPACING, BREAKING = ".", " ", "\x1c"
_PARTING = ".·•*~`'’\\|-"
_SPACING = " \n\t/,:;"
_CODES = range(0x20000)
_BEYOND = re.compile("[\U00020000-\U0010ffff]")
_NO_WORD_BEYOND = re.compile(r"[^\w\0-\U0001ffff]")
# Those of them that are no letters.
_MARKS = "".join(re.findall(rf"(?!\w)[{MARKS}]", "".join(map(chr, range(0x3100)))))
_MARK = re.compile(f"[{_MARKS}]")
# Of marks in a row no more are read than anybody can: to put them in order takes the square of their number.
_NINTH_MARK = re.compile(rf"[{_MARKS}](?<=[{_MARKS}]{{9}})")
# A row of them that no letter is before. With the group it is kept when a text is split: every second piece is one.
_STRAY_MARKS = re.compile(rf"([{_MARKS}](?<![^\W_].)(?<![{_MARKS}].)[{_MARKS}]*)", re.DOTALL)


class Flat(str):  # noqa: SLOT000 - what is worked out from it is kept with it
    """A text whose gaps are in one form: nothing but letters, digits, marks, underscores, signs, and three gaps."""

    @cached_property
    def unmarked(self) -> str:
        """The same with gaps for marks: what is kept apart is read letter by letter, and no mark is one."""
        return self if self.isascii() else _MARK.sub(BREAKING, self)

    @cached_property
    def blanked(self) -> str:
        """The same with a blank for whatever is no word."""
        words = without_signs(self).replace("_", SPACING)
        return words.replace(PARTING, SPACING).replace(BREAKING, SPACING)


def flat(text: str) -> Flat:
    """The text with its gaps in one form; what is flat already is returned as it is."""
    if isinstance(text, Flat):
        return text
    flattened = text.translate(_forms())
    if not text.isascii():
        if _MARK.search(flattened):
            flattened = _without_stray_marks(_NINTH_MARK.sub(BREAKING, flattened))
        if _BEYOND.search(flattened):
            flattened = _NO_WORD_BEYOND.sub(BREAKING, flattened)
    return Flat(flattened)


def without_signs(text: str) -> str:
    """What is flat with an end of a word for each sign, which it is in most texts."""
    for sign in SIGNS:
        text = text.replace(sign, BREAKING)
    return text


def _without_stray_marks(text: str) -> str:
    pieces = _STRAY_MARKS.split(text)
    pieces[1::2] = [BREAKING * len(marks) for marks in pieces[1::2]]
    return "".join(pieces)


@cache
def _forms() -> str:
    """What each code becomes: one text, as that is looked up in faster than in a dictionary that lacks most."""
    codes = "".join(map(chr, _CODES))
    kept = re.sub(rf"[^\w{MARKS}{SIGNS}]", BREAKING, codes)
    forms = list(kept)
    for characters, form in ((_PARTING, PARTING), (_SPACING, SPACING)):
        for character in characters:
            forms[ord(character)] = form
    return "".join(forms)
