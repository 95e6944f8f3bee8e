"""Finds telephone numbers by their shape: "+" and a country, or a national number from its 0 on. Only advises.

A numbering-plan library would tell real numbers from impossible ones, at fifty times the cost; advice need not know.
"""

import re
from collections.abc import Iterator

from comments_service.languages import N_
from comments_service.screening.finding import Finding, Outcome
from comments_service.screening.reading import Reading

MESSAGE = N_(
    "This looks like a telephone number, and everyone here could read it. "
    "Take it out, or, if it belongs here, ask a facilitator to review it."
)

FEWEST_DIGITS, MOST_DIGITS = 9, 12
# E.164: at most 15 digits after "+". The first gap may differ from the rest ("010-123 45 67"); a mixture of gaps is a
# row of times or amounts.
_INTERNATIONAL = re.compile(r"(?<![\w+])(?:\+[1-9]|00[1-9]\d{0,2}[ .-])(?:[ ./()-]{0,3}\d){7,14}(?![\w])")
_NATIONAL = re.compile(
    r"(?<![\w#+/.,:-])\(?0\d{1,4}\)?(?:(?:[ ./-]|/ )?\d{2,8})"
    r"(?:(?P<gap>[ ./-])\d{2,8}(?:(?P=gap)\d{2,8}){0,3})?(?!\w|[.,:/-]\d)"
)

# Where numbers have no 0 to begin with, a word before it tells a number from a count.
_NAMED = re.compile(
    r"(?<!\w)(?:tel|telefon|telefoon|phone|mobile|call|ring|text|appele[rz]|téléphone|anrufen|bel|dzwoń|zadzwoń|kom"
    r"|اتصل|هاتف)(?!\w)(?:[^\w\n]{1,3}[^\W\d]{1,9}){0,2}[^\w\n+]{1,3}"
    r"([2-9]\d{1,3}(?:[ .-]?\d{2,4}){2,3})(?!\w|[.,:/-]\d)"
)


def find(reading: Reading) -> Iterator[Finding]:
    """Each number that could be dialled."""
    for found in _INTERNATIONAL.finditer(reading.text):
        yield Finding("phone_number", Outcome.ADVISE, MESSAGE, *reading.span(found.start(), found.end()))
    for found in _NATIONAL.finditer(reading.text):
        if FEWEST_DIGITS <= sum(character.isdigit() for character in found[0]) <= MOST_DIGITS:
            yield Finding("phone_number", Outcome.ADVISE, MESSAGE, *reading.span(found.start(), found.end()))
    for found in _NAMED.finditer(reading.lowered):
        if FEWEST_DIGITS <= sum(character.isdigit() for character in found[1]) <= MOST_DIGITS:
            yield Finding("phone_number", Outcome.ADVISE, MESSAGE, *reading.span(found.start(1), found.end(1)))
