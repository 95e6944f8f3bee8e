"""Card numbers are found however they are grouped; other numbers are left alone."""

from collections.abc import Callable
from itertools import accumulate, pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from stdnum import ean, luhn

from benchmarks.corpus.made_up import STYLES
from comments_service.screening.finding import Outcome
from comments_service.screening.payment_card import find
from comments_service.screening.reading import read

# How long an example takes is the benchmarks' business, and depends on what else the machine does.
PATIENT = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])

Make = Callable[[str, int], str]
ISSUERS = [
    ("4", 16),
    ("4", 13),
    ("4", 19),
    ("51", 16),
    ("2221", 16),
    ("2720", 16),
    ("34", 15),
    ("37", 15),
    ("6011", 16),
    ("65", 16),
    ("3528", 16),
    ("300", 14),
    ("36", 14),
    ("62", 16),
    ("6759", 18),
    ("9792", 16),
]
ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")


def spans(body: str) -> list[tuple[int, int]]:
    return [(finding.start, finding.end) for finding in find(read(body))]


def fours(number: str, gap: str) -> str:
    return gap.join(number[place : place + 4] for place in range(0, len(number), 4))


@pytest.mark.parametrize(("prefix", "length"), ISSUERS)
def test_a_number_of_each_issuer_is_found(card: Make, prefix: str, length: int) -> None:
    number = card(prefix, length)

    assert spans(f"pay with {number}, thanks") == [(9, 9 + length)]


@pytest.mark.parametrize("gap", [" ", "-", ".", "/", "  ", " - "[:2], "\u00a0", "–", "\u200b", "_"])
def test_groups_may_be_parted_by_anything_usual(card: Make, gap: str) -> None:
    number = fours(card("4", 16), gap)

    assert spans(f"it is {number}") == [(6, 6 + len(number))]


@pytest.mark.parametrize("gap", [", ", " | ", " - ", "\n", "**", " **"])
def test_printed_groups_may_be_parted_by_anything_at_all(card: Make, gap: str) -> None:
    for number in (fours(card("4", 16), gap), gap.join(("3782", "822463", "10005"))):
        assert spans(f"it is {number}") == [(6, 6 + len(number))]


@pytest.mark.parametrize("language", ["en", "fr", "de", "nl", "pl", "ar"])
def test_digits_that_are_spelled_out_count(card: Make, language: str) -> None:
    spelled = STYLES["words"](card("4", 16), language)

    assert spans(spelled) == [(0, len(spelled))]
    assert spans(f"x {spelled.upper()} y") == [(2, 2 + len(spelled))]


def test_a_number_may_be_spelled_in_part(card: Make) -> None:
    number = card("4", 16)
    body = f"{number[:8]} {STYLES['words'](number[8:], 'en')}"

    assert spans(body) == [(0, len(body))]


def test_counting_is_not_a_card() -> None:
    assert spans("one two three four five six seven eight nine one two three four five six") == []


@pytest.mark.parametrize("digits", [ARABIC, FULL_WIDTH])
def test_digits_of_other_scripts_count(card: Make, digits: dict[int, int]) -> None:
    assert spans(fours(card("4", 16), " ").translate(digits)) == [(0, 19)]


@pytest.mark.parametrize("around", ["{} 12/28 123", "2 x {}", "19.99 {} 5", "on 01 12 {} 7", "{}/4"])
def test_numbers_beside_it_do_not_hide_it(card: Make, around: str) -> None:
    number = fours(card("51", 16), " ")
    body = around.format(number)

    assert spans(body) == [(body.index(number), body.index(number) + len(number))]


def test_two_cards_in_a_row_are_two(card: Make) -> None:
    assert len(spans(f"{card('4', 16)} {card('51', 16)}")) == 2


def test_digits_already_in_a_card_are_not_read_as_another(card: Make) -> None:
    number = card("4", 16)
    within = " ".join(number)

    assert spans(f"{within} {within}") == [(0, 31), (32, 63)]


@pytest.mark.parametrize("between", [" x ", "; ", " - - - ", "\n\n\n"])
def test_the_end_of_one_row_and_the_beginning_of_the_next_are_no_card(between: str) -> None:
    assert spans(f"0000 0000 0000 41111111{between}11111111 0000 0000 0000") == []
    assert spans("0000 0000 0000 41111111 11111111 0000 0000 0000") == [(15, 32)]


def test_a_wrong_check_digit_is_not_a_card(card: Make) -> None:
    number = card("4", 16)
    wrong = number[:-1] + str((int(number[-1]) + 1) % 10)

    assert spans(wrong) == []


@pytest.mark.parametrize(
    "body",
    [
        "parcel 1000 0000 0000 0008",  # right check digit, no issuer
        "order 7300123456789",
        "2026-11-23 22:00-06:00, 2026-11-24 22:00-06:00",
        "pallets 114 115 116 117 118 119 120 121",
        "GTIN 04006381333931 and 4006381333931 on the box"[:22],
        "0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0",
        "-18.5 -18.7 -19.0 -18.9 -18.4",
        "",
    ],
)
def test_other_numbers_are_left_alone(body: str) -> None:
    assert spans(body) == []


def test_a_telephone_number_and_a_box_number_of_thirteen_digits_are_not_cards(card: Make) -> None:
    boxes = ["40" + f"{number:010}" for number in range(100)]

    assert spans(f"+{card('4', 13)}") == []
    assert [spans(box + ean.calc_check_digit(box)) for box in boxes] == [[]] * 100


def test_it_blocks_and_never_repeats_the_number(card: Make) -> None:
    (finding,) = find(read(card("4", 16)))

    assert finding.outcome is Outcome.BLOCK
    assert not any(character.isdigit() for character in finding.message)


@PATIENT
@given(st.text("0123456789 -./", max_size=400))
def test_cards_found_in_any_row_of_digits_do_not_overlap(body: str) -> None:
    found = spans(body)

    assert all(left[1] <= right[0] for left, right in pairwise(found))
    assert all(13 <= sum(map(str.isdigit, body[start:end])) <= 19 for start, end in found)


def test_a_number_beside_spelled_digits_is_read_as_it_is_written(card: Make) -> None:
    number = card("4", 16)
    spelled = " ".join("zero one two three four five six seven eight nine".split()[int(digit)] for digit in number)

    found = sorted(finding.end for finding in find(read(f"{spelled} +44 7700 900123 {number}")))

    assert found == [len(spelled), len(spelled) + len(f" +44 7700 900123 {number}")]


@PATIENT
@given(
    st.lists(st.text("0178", min_size=1, max_size=30), max_size=5),
    st.sampled_from(ISSUERS),
    st.text("0123456789", min_size=19, max_size=19),
    st.lists(st.integers(1, 6), min_size=19, max_size=19),
    st.sampled_from([" ", "-", "*"]),
)
def test_a_number_is_found_among_groups_that_begin_none(
    before: list[str], issuer: tuple[str, int], digits: str, sizes: list[int], gap: str
) -> None:
    prefix, length = issuer
    number = (prefix + digits)[: length - 1]
    number += luhn.calc_check_digit(number)
    edges = [0, *(edge for edge in accumulate(sizes) if edge < length), length]
    groups = [number[start:end] for start, end in pairwise(edges)]
    start = sum(len(group) + len(gap) for group in before)
    body = gap.join([*before, *groups])

    found = spans(body)

    # Thirteen digits may be a box number, and nothing is found.
    assert found[:1] == [(start, len(body))] or (length == 13 and not found)


@PATIENT
@given(st.lists(st.text("0123456789", min_size=1, max_size=5), max_size=60))
def test_whatever_is_found_is_right_by_its_first_and_its_check_digit(groups: list[str]) -> None:
    body = " ".join(groups)

    for start, end in spans(body):
        number = body[start:end].replace(" ", "")
        assert luhn.is_valid(number)
        assert number[0] in "234569"
