"""The ways to look at a text for terms: what is found, where, and that looking again finds nothing twice over."""

import pytest

from comments_service.screening.disguises import as_letters
from comments_service.screening.looks import fold, found
from comments_service.screening.vocabulary import Vocabulary


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
