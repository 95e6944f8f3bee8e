"""Terms of several words, some with stars, found in one pass."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from comments_service.screening.vocabulary import Vocabulary

# How long an example takes is the benchmarks' business, and depends on what else the machine does.
PATIENT = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


def found(words: str, *terms: str) -> list[tuple[int, int, str]]:
    vocabulary = Vocabulary({tuple(term.split()): term for term in terms})
    row = words.split()
    return list(vocabulary.found(row, vocabulary.known(row)))


@pytest.mark.parametrize(
    ("words", "terms", "places"),
    [
        ("a b c", ["a b", "a b c", "b c", "a"], [(0, 1, "a"), (0, 2, "a b"), (0, 3, "a b c"), (1, 2, "b c")]),
        (
            "abc d",
            ["ab*", "*bc d", "*abc* d", "a*c"],
            [(0, 1, "a*c"), (0, 1, "ab*"), (0, 2, "*abc* d"), (0, 2, "*bc d")],
        ),
        ("x a a a", ["a a"], [(1, 2, "a a"), (2, 2, "a a")]),
        ("a b x a b", ["a b"], [(0, 2, "a b"), (3, 2, "a b")]),
        ("xaboo", ["*abo*"], [(0, 1, "*abo*")]),
        ("a c", ["a b"], []),
        ("", ["a"], []),
    ],
)
def test_each_term_is_found_at_each_place_where_it_begins(
    words: str, terms: list[str], places: list[tuple[int, int, str]]
) -> None:
    assert sorted(found(words, *terms)) == places


def test_what_begins_first_is_found_first_and_the_shorter_before_the_longer() -> None:
    assert [place[:2] for place in found("a b a b a", "a b a", "b", "a b", "a")] == [
        *[(0, 1), (0, 2), (0, 3)],
        (1, 1),
        *[(2, 1), (2, 2), (2, 3)],
        (3, 1),
        (4, 1),
    ]


@pytest.mark.parametrize("others", [0, 40])
def test_stars_at_both_ends_are_found_among_few_terms_and_among_many(others: int) -> None:
    many = [f"*x{number:03}*" for number in range(others)]

    assert found("xaboo abo xab", "*abo*", *many) == [(0, 1, "*abo*"), (1, 1, "*abo*")]
    assert found("x007", *many) == ([(0, 1, "*x007*")] if others else [])


def test_a_vocabulary_without_terms_is_empty() -> None:
    assert not Vocabulary[str]({})
    assert Vocabulary({("a",): 1})


@pytest.mark.parametrize(
    ("words", "terms", "answer"),
    [
        ("b a", ["a b"], True),
        ("a c", ["a b", "b c"], False),
        ("word1 xheron", ["word* *heron"], True),
        ("", ["a"], False),
    ],
)
def test_whether_words_are_enough_for_a_term_is_told_without_their_order(
    words: str, terms: list[str], answer: bool
) -> None:
    vocabulary = Vocabulary({tuple(term.split()): term for term in terms})

    assert vocabulary.can_be_said(vocabulary.known(words.split())) is answer


@pytest.mark.parametrize(("one_of", "answer"), [(["c"], True), (["a", "c"], True), (["b"], False), ([], False)])
def test_a_term_without_any_of_the_words_that_must_be_in_it_does_not_count(one_of: list[str], answer: bool) -> None:
    vocabulary = Vocabulary({("a", "c"): 1, ("b", "d"): 2})

    assert vocabulary.can_be_said(vocabulary.known("abc"), one_of) is answer


ROWS = st.lists(st.sampled_from(["a", "b", "abb", "ababa"]), max_size=6)


@PATIENT
@given(
    st.lists(st.lists(st.sampled_from(["a", "b", "ab*", "*bab*"]), min_size=1, max_size=3).map(tuple), max_size=4), ROWS
)
def test_a_row_is_searched_as_if_each_term_were_laid_on_each_place(
    terms: list[tuple[str, ...]], row: list[str]
) -> None:
    vocabulary = Vocabulary({term: str(term) for term in terms})
    laid = [
        (place, len(term), str(term))
        for term in set(terms)
        for place in range(len(row) - len(term) + 1)
        if all(map(fits, term, row[place:]))
    ]

    places = list(vocabulary.found(row, vocabulary.known(row)))

    assert sorted(places) == sorted(laid)
    assert places == sorted(places, key=lambda place: place[:2])
    assert vocabulary.can_be_said(vocabulary.known(row)) or not places


def fits(pattern: str, word: str) -> bool:
    """What a star means, said in another way."""
    if "*" not in pattern:
        return pattern == word
    first, _star, rest = pattern.partition("*")
    return word.startswith(first) and any(
        fits(rest, word[place:]) if "*" in rest else word[place:] == rest for place in range(len(first), len(word) + 1)
    )


@PATIENT
@given(
    st.from_regex(r"[ab]{3,4}|[ab]{1,3}\*[ab]{1,3}|\*[ab]{3}\*?|[ab]{3}\*", fullmatch=True),
    st.text("ab", max_size=9),
)
def test_a_star_stands_for_any_letters_or_none(pattern: str, word: str) -> None:
    assert bool(found(word, pattern)) is (fits(pattern, word) if word else False)
