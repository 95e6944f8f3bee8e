"""A text with its gaps in one form, and the words that are left when they are blanks."""

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from comments_service.screening.gaps import BREAKING, flat

# How long an example takes is the benchmarks' business, and depends on what else the machine does.
PATIENT = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
# Letters and digits with up to eight marks after each; nobody can read more.
WORD = re.compile("[^\\W_]+(?:[\u0301\u093f]{1,8}[^\\W_]+)*[\u0301\u093f]{0,8}")


@pytest.mark.parametrize(
    ("text", "flattened"),
    [
        ("h·e*r", "h.e.r"),
        ("a\tb\nc/d", "a b c d"),
        ("a—b(c)\0", f"a{BREAKING}b{BREAKING}c{BREAKING}{BREAKING}"),
        ("@a_b€!", "@a_b€!"),
        ("é\U0002f800\U000f0000", f"é\U0002f800{BREAKING}"),
    ],
)
def test_gaps_part_letters_or_words_or_end_them(text: str, flattened: str) -> None:
    assert flat(text) == flattened
    assert flat(flat(text)) == flattened


@PATIENT
@given(st.text(max_size=40))
def test_each_character_keeps_its_place(text: str) -> None:
    assert len(flat(text)) == len(flat(text).blanked) == len(text)


@PATIENT
@given(st.text("aßक4_\u0301\u093f.@ -—\n\u200b\U000f0000", max_size=30))
def test_what_is_left_between_blanks_are_the_words(text: str) -> None:
    assert flat(text).blanked.split() == WORD.findall(text)


@pytest.mark.parametrize("marks", [8, 9, 30])
def test_of_marks_in_a_row_eight_are_of_the_word(marks: int) -> None:
    text = "e" + "\u0301" * marks + "x"

    assert flat(text).blanked.split() == WORD.findall(text)
    assert len(flat(text).blanked.split()) == (1 if marks == 8 else 2)
