"""Finds the company's own customer references, by the format it sets. Holds: only a person can tell whose it is.

The format is a regular expression of a small, safe kind: what it costs to search is known before it is used.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from comments_service.languages import N_
from comments_service.refusals import FieldIsWrong
from comments_service.screening.finding import Finding, Outcome
from comments_service.screening.reading import Reading

MESSAGE = N_(
    "This looks like a customer reference, so the comment would be held for a facilitator to check. "
    "If the customer does not matter here, take the reference out."
)

LONGEST_PATTERN = 200
# Ways to match from one place: the product of what each optional or ranged part may be.
MOST_WAYS = 100

_PIECE = re.compile(
    r"(?P<atom>\\[dwsDWSbB]|\\[^A-Za-z0-9]|\[\^?(?:\\.|[^\]\\\[])+\]|[^\\\[\](){}*+?.^$|])"
    r"(?P<times>\{(?P<least>\d{1,2})(?:,(?P<most>\d{1,2}))?\}|\?)?"
)


def find(reading: Reading, pattern: str) -> Iterator[Finding]:
    """Each reference that stands by itself, capitals or not."""
    if not pattern:
        return
    for found in compiled(pattern).finditer(reading.text):
        if found[0]:
            yield Finding("customer_reference", Outcome.HOLD, MESSAGE, *reading.span(found.start(), found.end()))


@lru_cache(maxsize=32)
def compiled(pattern: str) -> re.Pattern[str]:
    """A pattern that can be searched for in linear time.

    Letters, digits, classes ([A-Z]), `\\d` and the like, `{n}`, `{n,m}` and `?`, with `|` between whole alternatives;
    no `*`, `+`, `.`, groups or look-around, which is where catastrophic patterns come from.

    Raises:
        FieldIsWrong: anything else is in it, or it allows too many variants.
    """
    if len(pattern) > LONGEST_PATTERN:
        raise _wrong(f"is longer than {LONGEST_PATTERN} characters")
    ways = 0
    for alternative in pattern.split("|"):
        ways += _ways(alternative)
    if ways > MOST_WAYS:
        raise _wrong("allows too many variants; give exact lengths")
    try:
        return re.compile(rf"(?<!\w)(?:{pattern})(?!\w)", re.IGNORECASE)
    except re.error as error:
        raise _wrong(f"cannot be read: {error}") from error


def _ways(alternative: str) -> int:
    ways, place = 1, 0
    while place < len(alternative):
        piece = _PIECE.match(alternative, place)
        if piece is None:
            raise _wrong(f"cannot be used from “{alternative[place:]}” on")
        if piece["times"] == "?":
            ways *= 2
        elif piece["most"]:
            ways *= max(1, int(piece["most"]) - int(piece["least"]) + 1)
        place = piece.end()
    if not place:
        raise _wrong("has an empty alternative")
    return ways


def _wrong(why: str) -> FieldIsWrong:
    return FieldIsWrong("customer_reference", f"The customer reference format {why}.")
