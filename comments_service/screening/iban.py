"""Finds bank account numbers (IBAN, ISO 13616): right country, length and check digits."""

import re
from collections.abc import Iterator
from functools import cache
from string import ascii_uppercase
from types import MappingProxyType

from stdnum import numdb

from comments_service.languages import N_
from comments_service.screening.finding import Finding, Outcome
from comments_service.screening.pieces import each
from comments_service.screening.reading import Reading

MESSAGE = N_(
    "This looks like a bank account number (IBAN). It was not stored; take it out before you post, "
    "and pass account details on only where they belong, such as payroll or accounts."
)

_START = re.compile(r"(?<![A-Za-z0-9])[A-Za-z]{2}[ ._*/-]?\d{2}(?=[ ._*/-]?[A-Za-z0-9])")
# They use such numbers, and are not in the registry that the library carries.
_UNREGISTERED = MappingProxyType({"MA": 28, "DZ": 26, "SN": 28, "CI": 28})
_GAPS = " ._*/-"
_DIGITS = dict.fromkeys(_GAPS, "") | {letter: str(value) for value, letter in enumerate(ascii_uppercase, start=10)}
# Two letters and two digits, as digits.
_COUNTRY_AND_CHECK = 6


def find(reading: Reading) -> Iterator[Finding]:
    """Each account number, with its separators."""
    written = list(_all_written(reading.text))
    numbers = each([one[0] for one in written], _as_digits)
    for one in written:
        if _is_right(numbers[one[0]]):
            yield Finding("iban", Outcome.BLOCK, MESSAGE, *reading.span(*one.span()))


def _all_written(text: str) -> Iterator[re.Match[str]]:
    """What is written as an account number of its country is."""
    for begin in _START.finditer(text):
        length = _length(begin[0][:2].upper())
        if length is not None and (written := _written(length).match(text, begin.start())):
            yield written


@cache
def _written(length: int) -> re.Pattern[str]:
    """So many letters and digits, with single gaps between them, and no more after them."""
    return re.compile(rf"(?:[A-Za-z0-9][ ._*/-]?){{{length - 1}}}[A-Za-z0-9](?![^\W_])")


def _as_digits(numbers: str) -> str:
    """Numbers without gaps, and with two digits for each letter, A is 10."""
    numbers = numbers.upper()
    for sign, digits in _DIGITS.items():
        numbers = numbers.replace(sign, digits)
    return numbers


def _is_right(digits: str) -> bool:
    """Whether the check digits are right when they and the country come last (ISO 7064, MOD 97-10).

    The library's own check takes five times as long, and every other word may come to it.
    """
    return int(digits[_COUNTRY_AND_CHECK:] + digits[:_COUNTRY_AND_CHECK]) % 97 == 1


@cache
def _length(country: str) -> int | None:
    """Characters in an IBAN of that country, from the registry that python-stdnum carries."""
    if country in _UNREGISTERED:
        return _UNREGISTERED[country]
    for part, properties in numdb.get("iban").info(country + "00"):
        if part == country and "bban" in properties:
            return 4 + sum(int(size) for size in re.findall(r"(\d+)!", properties["bban"]))
    return None
