"""Numbers and keys for the screening tests, made up as they are needed: none stands in a file."""

from collections.abc import Callable

import pytest
from stdnum import iban, luhn

CardMaker = Callable[[str, int], str]


@pytest.fixture
def card() -> CardMaker:
    """Make a card number from an issuer's prefix and a length, its check digit right."""

    def make(prefix: str, length: int) -> str:
        body = (prefix + "9081726354" * 2)[: length - 1]
        return body + luhn.calc_check_digit(body)

    return make


@pytest.fixture
def account() -> Callable[[str, str], str]:
    """Make an IBAN from a country and the domestic number."""

    def make(country: str, number: str) -> str:
        return country + iban.calc_check_digits(f"{country}00{number}") + number

    return make
