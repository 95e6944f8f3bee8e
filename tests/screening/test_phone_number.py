"""Telephone numbers are told from the many other numbers of a working day."""

import pytest

from comments_service.screening.finding import Outcome
from comments_service.screening.phone_number import find
from comments_service.screening.reading import read


def found(body: str) -> list[str]:
    return [body[finding.start : finding.end] for finding in find(read(body))]


@pytest.mark.parametrize(
    "number",
    [
        "+44 7700 900123",
        "0031 6 12 34 56 78",
        "0151 23456789",
        "+447700900123",
        "+31 (0)10 123 45 67",
        "+48 58 123 45 67",
        "+212 5 22 12 34 56",
        "07700 900123",
        "0161 496 0000",
        "(0161) 496 0000",
        "06 12 34 56 78",
        "06.12.34.56.78",
        "010-123 45 67",
        "0612345678",
        "030/1234567",
    ],
)
def test_a_number_is_found_as_people_write_it(number: str) -> None:
    assert found(f"ring {number} after six") == [number]
    assert found(f"Ring {number}.") == [number]


def test_a_number_without_a_0_needs_a_word_that_says_what_it_is() -> None:
    assert found("Zadzwoń na 601 234 567 po szóstej") == ["601 234 567"]
    assert found("tel. 601234567") == ["601234567"]
    assert found("we moved 601 234 567 boxes") == []
    assert found("call me at 4471 or before 16 30") == []


def test_arabic_digits_count() -> None:
    assert found("٠٦ ١٢ ٣٤ ٥٦ ٧٨") == ["٠٦ ١٢ ٣٤ ٥٦ ٧٨"]


@pytest.mark.parametrize(
    "body",
    [
        "08.00-16.30 and 16.30-00.30",
        "01.02.2026 10:30",
        "2026-11-23",
        "05/11/2026 06/11/2026",
        "order 4500123456",
        "#0612345678",
        "MCC-0612345",
        "truck 0114",
        "-18.5 to -22.0",
        "0.123456789",
        "1,000,000,000",
        "10 000 000 pallets",
        "weeks 01 02 03 04",
        "+5%",
        "",
    ],
)
def test_dates_times_and_counts_are_left_alone(body: str) -> None:
    assert found(body) == []


def test_it_only_advises() -> None:
    assert [finding.outcome for finding in find(read("+44 7700 900123"))] == [Outcome.ADVISE]
