"""Finds bank account numbers (IBAN, ISO 13616): right country, length and check digits."""

import re
from collections.abc import Iterator
from functools import cache
from types import MappingProxyType

from stdnum import numdb
from stdnum.iso7064 import mod_97_10

from comments_service.screening.finding import Finding, Outcome
from comments_service.screening.reading import Reading

MESSAGE = (
    "This looks like a bank account number (IBAN). It was not stored; take it out before you post, "
    "and pass account details on only where they belong, such as payroll or accounts."
)

_START = re.compile(r"(?<![A-Za-z0-9])[A-Za-z]{2}[ ._*/-]?\d{2}(?=[ ._*/-]?[A-Za-z0-9])")
# They use such numbers, and are not in the registry that the library carries.
_UNREGISTERED = MappingProxyType({"MA": 28, "DZ": 26, "SN": 28, "CI": 28})
_GAP = re.compile(r"[^A-Za-z0-9]")


def find(reading: Reading) -> Iterator[Finding]:
    """Each account number, with its separators."""
    for begin in _START.finditer(reading.text):
        length = _length(begin[0][:2].upper())
        if length is None:
            continue
        written = _written(length).match(reading.text, begin.start())
        if written and mod_97_10.is_valid(_turned(_GAP.sub("", written[0]).upper())):
            yield Finding("iban", Outcome.BLOCK, MESSAGE, *reading.span(written.start(), written.end()))


@cache
def _written(length: int) -> re.Pattern[str]:
    """So many letters and digits, with single gaps between them, and no more after them."""
    return re.compile(rf"(?:[A-Za-z0-9][ ._*/-]?){{{length - 1}}}[A-Za-z0-9](?![^\W_])")


def _turned(number: str) -> str:
    """With country and check digits last, which is how it is checked."""
    return number[4:] + number[:4]


@cache
def _length(country: str) -> int | None:
    """Characters in an IBAN of that country, from the registry that python-stdnum carries."""
    if country in _UNREGISTERED:
        return _UNREGISTERED[country]
    for part, properties in numdb.get("iban").info(country + "00"):
        if part == country and "bban" in properties:
            return 4 + sum(int(size) for size in re.findall(r"(\d+)!", properties["bban"]))
    return None
