"""A text as detectors read it: digits, dashes and spaces in one form, invisible characters gone, and the way back.

What a person sees as a number is a number, in whatever script or width it was typed. Called by `screen`, once a text.
"""

import unicodedata
from dataclasses import dataclass

_DASHES = "-‐‑‒–—―−﹘﹣－"


@dataclass(frozen=True, slots=True)
class Reading:
    """What detectors see.

    Attributes:
        text: the text to search.
        places: for each character of `text` its index in the body, and one past the end; None where they are the same.
    """

    text: str
    places: tuple[int, ...] | None = None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where a stretch of `text` is in the body it was read from."""
        if self.places is None or start == end:
            return start, end
        return self.places[start], self.places[end - 1] + 1


def read(body: str) -> Reading:
    """One character in, at most one out, so that places stay easy to tell."""
    if body.isascii():
        return Reading(body)
    seen: list[str] = []
    places: list[int] = []
    for place, character in enumerate(body):
        plain = character if character.isascii() else _plain(character)
        if plain:
            seen.append(plain)
            places.append(place)
    return Reading("".join(seen), tuple(places))


def _plain(character: str) -> str:
    """The ASCII digit, dash, space or full-width twin of a character; nothing for what cannot be seen; else itself."""
    category = unicodedata.category(character)
    if category == "Nd":
        return str(unicodedata.decimal(character))
    if category == "Cf":
        return ""
    if category == "Zs":
        return " "
    if character in _DASHES:
        return "-"
    if "\uff01" <= character <= "\uff5e":
        return chr(ord(character) - 0xFEE0)
    return character
