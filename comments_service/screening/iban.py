"""Finds bank account numbers (IBAN, ISO 13616): right country, length, structure and check digits."""

import re
from collections.abc import Iterator
from functools import cache

from stdnum import iban, numdb

from comments_service.screening.finding import Finding, Outcome
from comments_service.screening.reading import Reading

MESSAGE = (
    "This looks like a bank account number (IBAN). It was not stored; take it out before you post, "
    "and pass account details on only where they belong, such as payroll or accounts."
)

_START = re.compile(r"(?<![A-Za-z0-9])[A-Za-z]{2}[ -]?\d{2}(?=[ -]?[A-Za-z0-9])")
_LONGEST_WRITTEN = 34 * 2


def find(reading: Reading) -> Iterator[Finding]:
    """Each account number, with its separators."""
    for begin in _START.finditer(reading.text):
        length = _length(begin[0][:2].upper())
        if length is None:
            continue
        end = _end_of(reading.text, begin.start(), length)
        # Without the countries' own checks: their lists of banks age, and a new bank's accounts are accounts too.
        if end and iban.is_valid(reading.text[begin.start() : end], check_country=False):
            yield Finding("iban", Outcome.BLOCK, MESSAGE, *reading.span(begin.start(), end))


def _end_of(text: str, start: int, length: int) -> int:
    """Where `length` letters and digits end, with single spaces or dashes between them; 0 where they do not."""
    count, gap = 0, False
    for place in range(start, min(len(text), start + _LONGEST_WRITTEN)):
        character = text[place]
        if character.isascii() and character.isalnum():
            count, gap = count + 1, False
            if count == length:
                return 0 if text[place + 1 : place + 2].isalnum() else place + 1
        elif character not in " -" or gap:
            return 0
        else:
            gap = True
    return 0


@cache
def _length(country: str) -> int | None:
    """Characters in an IBAN of that country, from the registry that python-stdnum carries."""
    for part, properties in numdb.get("iban").info(country + "00"):
        if part == country and "bban" in properties:
            return 4 + sum(int(size) for size in re.findall(r"(\d+)!", properties["bban"]))
    return None
