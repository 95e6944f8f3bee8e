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
    return vocabulary.found(row, vocabulary.known(row))


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
