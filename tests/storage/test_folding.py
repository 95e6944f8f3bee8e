"""Words as search compares them, in the languages that people write here; and where they stand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comments_service.storage.folding import folded_words, words_in


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The ROTA works!", ["the", "rota", "works"]),
        ("Café, naïve — Zoë", ["cafe", "naive", "zoe"]),
        ("Łódź & Gdańsk", ["lodz", "gdansk"]),
        ("Straße STRASSE", ["strasse", "strasse"]),
        ("ｆｕｌｌ ｗｉｄｔｈ １２３", ["full", "width", "123"]),
        ("مُحَمَّد مـــحمد", ["محمد", "محمد"]),
        ("soft\u00adhyphen zero\u200bwidth", ["softhyphen", "zerowidth"]),
        ("don't a_b x@y.example", ["don", "t", "a", "b", "x", "y", "example"]),
        ("ΣΊΣΥΦΟΣ σίσυφος", ["σισυφοσ", "σισυφοσ"]),
        ("🙂 … ''", []),
    ],
)
def test_case_width_accents_and_vowel_signs_do_not_matter(text: str, words: list[str]) -> None:
    assert folded_words(text) == words


def test_a_word_without_end_is_known_by_its_beginning() -> None:
    assert folded_words("x" * 9000) == ["x" * 100]


@given(st.text())
def test_words_are_the_same_with_their_places_as_without(text: str) -> None:
    found = list(words_in(text))

    assert [word.folded for word in found] == folded_words(text)
    for word in found:
        assert 0 <= word.start < word.end <= len(text)
        assert word.folded in folded_words(text[word.start : word.end])


@given(st.text())
def test_what_is_folded_is_letters_and_digits_alone(text: str) -> None:
    assert all(word.isalnum() and word for word in folded_words(text))


@given(st.text())
def test_folding_what_is_folded_changes_nothing(text: str) -> None:
    words = folded_words(text)

    assert folded_words(" ".join(words)) == words
