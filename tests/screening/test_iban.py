"""Bank account numbers are found by country, length and check digits."""

from collections.abc import Callable

import pytest

from comments_service.screening.finding import Outcome
from comments_service.screening.iban import find
from comments_service.screening.reading import read

Make = Callable[[str, str], str]
ACCOUNTS = [
    ("GB", "WEST12345698765432"),
    ("DE", "370400440532013000"),
    ("NL", "ABNA0417164300"),
    ("FR", "20041010050500013M02606"),
    ("PL", "109010140000071219812874"),
    ("BE", "539007547034"),
    ("NO", "86011117947"),
    ("MA", "011519000001205000534921"),
]


def spans(body: str) -> list[tuple[int, int]]:
    return [(finding.start, finding.end) for finding in find(read(body))]


def fours(number: str, gap: str) -> str:
    return gap.join(number[place : place + 4] for place in range(0, len(number), 4))


@pytest.mark.parametrize(("country", "number"), ACCOUNTS)
@pytest.mark.parametrize("gap", ["", " ", "-", ".", "\u00a0"])
def test_an_account_of_each_country_is_found(account: Make, country: str, number: str, gap: str) -> None:
    written = fours(account(country, number), gap)

    assert spans(f"send it to {written} please") == [(11, 11 + len(written))]
    assert spans(written.lower()) == [(0, len(written))]


def test_a_wrong_check_digit_is_not_an_account(account: Make) -> None:
    good = account("DE", "370400440532013000")

    assert spans(good[:-1] + "1") == []


@pytest.mark.parametrize(
    "body",
    ["IN 24 hours we moved 37 pallets to Gdansk", "GB12", "truck NL 42 leaves at 6", "ZZ82WEST12345698765432", ""],
)
def test_other_text_is_left_alone(body: str) -> None:
    assert spans(body) == []


def test_a_longer_code_that_only_begins_like_one_is_not_an_account(account: Make) -> None:
    assert spans(account("DE", "370400440532013000") + "7") == []


def test_it_blocks_and_never_repeats_the_number(account: Make) -> None:
    (finding,) = find(read(account("NL", "ABNA0417164300")))

    assert finding.outcome is Outcome.BLOCK
    assert not any(character.isdigit() for character in finding.message)
