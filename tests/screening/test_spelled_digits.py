"""Rows of digits of which some are words."""

import pytest

from comments_service.screening.reading import read
from comments_service.screening.spelled_digits import runs


def digits(text: str) -> list[str]:
    return ["".join(digit for _start, _end, digit in row) for row in runs(read(text))]


@pytest.mark.parametrize(
    "text",
    [
        "one two three four five six seven eight nine zero one two three",
        "One, two - three FOUR five/six seven eight nine zero one two three",
        "1 2 3 4 5 6 7 8 9 0 one two three",
        "eins zwei drei vier fünf sechs sieben acht neun null eins zwo drei",
        "واحد اثنان ثلاثة أربعة خمسة ستة سبعة ثمانية تسعة صفر ١".replace("١", "1") + " 2 3",
    ],
)
def test_words_and_digits_make_one_row(text: str) -> None:
    assert digits(f"so: {text}, thanks") == ["1234567890123"]


@pytest.mark.parametrize(
    "text",
    [
        "one two three",
        "4111 1111 1111 1111",
        "one two three four five six, then many words later seven eight nine zero one two three",
        "",
    ],
)
def test_short_rows_and_plain_digits_are_no_business_of_this(text: str) -> None:
    assert digits(text) == []


def test_places_are_those_of_the_text() -> None:
    text = "x " + "seven " * 13

    ((first, *_rest, last),) = runs(read(text))

    assert (text[first[0] : first[1]], text[last[0] : last[1]], last[1]) == ("seven", "seven", len(text) - 1)


def test_a_letter_that_grows_when_it_is_small_hides_no_row() -> None:
    assert digits("İ one two three four five six seven eight nine zero one two three") == ["1234567890123"]
