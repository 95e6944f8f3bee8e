"""Numbers that states give to people: found by their check digits, and by a word where a check is not enough."""

from random import Random

import pytest

from benchmarks.corpus.made_up import MAKERS, STYLES
from comments_service.screening.finding import Outcome
from comments_service.screening.national_identifier import find
from comments_service.screening.reading import read


def spans(body: str) -> list[tuple[int, int]]:
    return [(finding.start, finding.end) for finding in find(read(body))]


def some(kind: str, count: int = 20) -> list[str]:
    dice = Random(kind)
    return [MAKERS[kind](dice) for _ in range(count)]


def other_check(number: str) -> str:
    last = number[-1]
    return number[:-1] + (str((int(last) + 1) % 10) if last.isdigit() else chr((ord(last) - 64) % 26 + 65))


@pytest.mark.parametrize("kind", ["nir", "idnr", "pesel", "nn", "fnr", "ahv", "cf", "nie"])
def test_a_number_whose_check_says_enough_is_found_by_itself(kind: str) -> None:
    for number in some(kind):
        assert spans(f"it is {number}, thanks") == [(6, 6 + len(number))]
        assert spans(number.lower()) == [(0, len(number))]


@pytest.mark.parametrize(("kind", "style"), [("nir", "french"), ("idnr", "tax"), ("nn", "belgian"), ("nino", "pairs")])
def test_a_number_is_found_as_it_is_printed(kind: str, style: str) -> None:
    for number in some(kind):
        written = STYLES[style](number)
        assert spans(f"{written}!") == [(0, len(written))]


@pytest.mark.parametrize(
    ("kind", "lead"),
    [
        ("bsn", "Mijn BSN is"),
        ("bsn", "burgerservicenummer:"),
        ("nhs", "her NHS number is"),
        ("nino", "my NI number is"),
        ("nino", "National Insurance:"),
        ("dni", "mi DNI es"),
    ],
)
def test_a_number_whose_check_many_others_pass_needs_a_word_that_says_what_it_is(kind: str, lead: str) -> None:
    for number in some(kind):
        assert spans(f"{lead} {number}") == [(len(lead) + 1, len(lead) + 1 + len(number))]
        assert spans(f"parcel {number} is at dock 7") == []


def test_the_word_may_come_after_the_number_but_not_from_afar() -> None:
    (number,) = some("bsn", 1)

    assert spans(f"{number} is my bsn") != []
    assert spans(f"Where do I hand in my BSN? {'And another thing: ' * 3}parcel {number} is lost.") == []


def test_of_many_numbers_only_those_beside_a_word_are_somebodys() -> None:
    one, two, three = some("bsn", 3)
    far = " and so on" * 6
    body = f"{one}{far} my BSN is {two}{far} {three}"

    assert spans(body) == [(body.index(two), body.index(two) + len(two))]


@pytest.mark.parametrize("kind", ["nir", "idnr", "pesel", "nn", "fnr", "cf", "nie"])
def test_a_wrong_check_digit_is_nobody(kind: str) -> None:
    # One may be right in another country.
    assert sum(bool(spans(other_check(number))) for number in some(kind)) <= 1


def test_digits_of_other_scripts_count() -> None:
    (number,) = some("pesel", 1)

    assert spans(STYLES["arabic"](number)) == [(0, 11)]


@pytest.mark.parametrize(
    "body",
    [
        "bsn 000000000",
        "NHS 000 000 0000",
        "11111111111",
        "pallets 114 115 116 117 118",
        "22:00-06:00 22:00-06:00",
        "-18.5 -18.7 -19.0",
        "05.11.2026 06.11.2026",
        "AB 12 34",
        "",
    ],
)
def test_other_numbers_are_left_alone(body: str) -> None:
    assert spans(body) == []


@pytest.mark.parametrize("count", range(8, 17))
def test_hardly_a_number_that_nothing_is_said_of_is_taken_for_a_person(count: int) -> None:
    dice = Random(count)
    numbers = ["".join(dice.choices("0123456789", k=count)) for _ in range(500)]

    assert sum(bool(spans(number)) for number in numbers) <= 10


@pytest.mark.parametrize(
    "lead",
    [
        "parcel",
        "Order no. ",
        "AWB: ",
        "Air waybill number ",
        "Paketnummer ",
        "le colis n° ",
        "zending ",
        "paczka ",
        "الطرد ",
    ],
)
def test_the_number_of_a_parcel_or_an_order_is_nobodys(lead: str) -> None:
    assert [spans(f"{lead} {number} is lost") for number in some("pesel")] == [[]] * 20
    assert spans(f"My order is late. PESEL {some('pesel')[0]}") != []


def test_it_blocks_and_never_repeats_the_number() -> None:
    (finding,) = find(read(some("pesel", 1)[0]))

    assert finding.outcome is Outcome.BLOCK
    assert not any(character.isdigit() for character in finding.message)
