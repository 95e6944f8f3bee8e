"""Terms of several words, some with stars, found in one pass."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from comments_service.screening.vocabulary import Vocabulary

# How long an example takes is the benchmarks' business, and depends on what else the machine does.
PATIENT = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


def found(words: str, *terms: str) -> list[tuple[int, str]]:
    vocabulary = Vocabulary({tuple(term.split()): term for term in terms})
    row = words.split()
    return vocabulary.walk(vocabulary.known(row)).found(row)


@pytest.mark.parametrize(
    ("words", "terms", "ends"),
    [
        ("a b c", ["a b", "a b c", "b c", "a"], [(1, "a"), (2, "a b"), (3, "a b c")]),
        ("abc d", ["ab*", "*bc d", "*b* d", "a*c"], [(1, "ab*"), (1, "a*c"), (2, "*bc d")]),
        ("xaboo", ["*abo*"], [(1, "*abo*")]),
        ("a c", ["a b"], []),
        ("", ["a"], []),
    ],
)
def test_each_term_that_the_words_begin_with_is_found(
    words: str, terms: list[str], ends: list[tuple[int, str]]
) -> None:
    assert sorted(found(words, *terms)) == sorted(ends)


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


@PATIENT
@given(
    st.lists(st.lists(st.sampled_from(["a", "b", "ab*", "*bab*"]), min_size=1, max_size=3).map(tuple), max_size=4),
    st.lists(st.sampled_from(["a", "b", "abb", "ababa"]), max_size=6),
)
def test_what_stands_somewhere_can_be_said(terms: list[tuple[str, ...]], row: list[str]) -> None:
    vocabulary = Vocabulary({term: str(term) for term in terms})
    known = vocabulary.known(row)
    walk = vocabulary.walk(known)
    places = [place for place in range(len(row)) if walk.found(row[place:])]

    assert all(row[place] in walk.openers for place in places)
    assert vocabulary.can_be_said(known) or not places


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
