"""The ways to look at a text for terms: what is found, where, and that looking again finds nothing twice over."""

import re
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from comments_service.screening.disguises import as_letters
from comments_service.screening.looks import fold, found
from comments_service.screening.vocabulary import Vocabulary

# How long an example takes is the benchmarks' business, and depends on what else the machine does.
PATIENT = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


def looked_for(text: str, *terms: str) -> list[tuple[int, int, str]]:
    plain = {tuple(term.split()): term for term in terms}
    lettered = {tuple(map(as_letters, term)): meaning for term, meaning in plain.items()}
    return list(found(text, Vocabulary(plain), Vocabulary(lettered)))


@pytest.mark.parametrize(
    ("text", "term", "places"),
    [
        ("Project HERON", "project heron", [(0, 13)]),
        ("project h.e.r.o.n now", "project heron now", [(0, 21)]),
        ("pr0ject heron", "project heron", [(0, 13)]),
        ("h3ron he-ron h e r o n", "heron", [(6, 12), (13, 22), (0, 5)]),
        ("a he-ron and a heron", "a heron", [(13, 20), (0, 8)]),
        ("stra\u00dfe h e r o n", "strasse heron", [(0, 16)]),
        ("her_on\u0345 h_e_r_o_n", "heron", [(0, 6), (8, 17)]),
        ("project      heron project     heron", "project heron", [(19, 36)]),
        ("h3ron      he-ron", "heron heron", []),
        ("nothing 2 see", "heron", []),
        ("", "heron", []),
    ],
)
def test_terms_are_found_as_written_then_joined_then_with_signs_as_letters(
    text: str, term: str, places: list[tuple[int, int]]
) -> None:
    assert [place[:2] for place in looked_for(text, term)] == places


@pytest.mark.parametrize("others", range(12))
def test_all_around_a_hidden_word_is_found_however_far_the_next_one_is(others: int) -> None:
    said = "my project he-ron flew"
    second = len(said) + len(" and") * others + 1
    text = f"{said}{' and' * others} {said}"

    assert [place[:2] for place in looked_for(text, "my project heron flew", "flew and my project")] == [
        *([(18, second + 10)] if others == 1 else []),
        (0, len(said)),
        (second, len(text)),
    ]


def test_a_later_look_does_not_repeat_what_has_no_hidden_word_in_it() -> None:
    assert looked_for("heron, h e r o n, h3ron", "heron") == [(0, 5, "heron"), (7, 16, "heron"), (18, 23, "heron")]


@pytest.mark.parametrize(
    ("word", "folded"),
    [("HERON", "heron"), ("STRASSE", "strasse"), ("Stra\u00dfe", "strasse"), ("\uff28eron", "heron")],
)
def test_case_and_width_are_folded(word: str, folded: str) -> None:
    assert fold(word) == folded


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("crane     he-ron     crane", [(0, 16), (10, 26)]),
        ("crane      he-ron      crane", []),
        ("crane flew he-ron", []),
        ("crane he-ron x he-ron crane", [(0, 12), (15, 27)]),
        ("crane he-ron he-ron crane", [(0, 12), (6, 19), (13, 25)]),
        ("crane !!!h3ron", [(0, 14)]),
    ],
)
def test_around_a_hidden_word_gaps_are_no_wider_and_nothing_is_left_out(
    text: str, places: list[tuple[int, int]]
) -> None:
    assert [place[:2] for place in looked_for(text, "crane heron", "heron crane", "heron heron")] == places


GAPS = st.sampled_from([" ", ", ", " : ", "     ", "     (", "          ", "\n\n"])


@PATIENT
@given(st.lists(st.tuples(st.sampled_from(["my", "Heron", "heron", "nest"]), GAPS), max_size=12))
def test_what_is_written_plainly_is_found_wherever_its_words_stand_near_each_other(
    written: list[tuple[str, str]],
) -> None:
    text = "".join(word + gap for word, gap in written)
    words = list(re.finditer(r"\w+", text))
    expected = [
        (row[0].start(), row[-1].end(), term)
        for term in ("my heron", "heron nest my", "nest")
        for row in (words[at : at + len(term.split())] for at in range(len(words)))
        if [word[0].lower() for word in row] == term.split()
        and all(right.start() - left.end() <= 5 for left, right in pairwise(row))
    ]

    assert sorted(looked_for(text, "my heron", "heron nest my", "nest")) == sorted(expected)
