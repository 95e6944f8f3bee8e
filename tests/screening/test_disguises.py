"""What is done to words so that a list does not see them, undone."""

import pytest

from comments_service.screening.disguises import Hidden, as_letters, is_disguised, joined, signed
from comments_service.screening.pieces import Stretch


def everywhere(kinds: list[Hidden]) -> list[Stretch]:
    return [place for kind in kinds for place in kind.places(kind.words)]


@pytest.mark.parametrize(
    ("text", "stretch"),
    [
        ("h e r o n", (0, 9, "heron")),
        ("a h.e.r.o.n flew", (2, 11, "heron")),
        ("he**ro**n", (0, 9, "heron")),
        ("h  e  r  o  n", (0, 13, "heron")),
        ("h_e_r_o_n", (0, 9, "heron")),
        ("@ b c", (0, 5, "@bc")),
    ],
)
def test_letters_and_syllables_kept_apart_are_joined(text: str, stretch: tuple[int, int, str]) -> None:
    assert stretch in everywhere(joined(text))


def test_what_nobody_wants_is_not_joined() -> None:
    letters, syllables = joined("h e r o n, co-op")

    assert list(letters.places({"coop"})) == []
    assert list(syllables.places({"coop"})) == [(11, 16, "coop")]


@pytest.mark.parametrize("text", ["he ron", "h e", "theory h", "a  b", "_", ""])
def test_two_words_or_two_letters_are_not_joined(text: str) -> None:
    assert everywhere(joined(text)) == []


def test_what_is_longer_than_any_word_is_not_joined() -> None:
    assert everywhere(joined(" ".join("a" * 61))) == []


@pytest.mark.parametrize(
    ("text", "stretches"),
    [
        ("you !d!ot!", [(4, 9, "!d!ot")]),
        ("@$$hat", [(0, 6, "@$$hat")]),
        ("$a_b€ and a€", [(0, 5, "$a_b€"), (10, 12, "a€")]),
        ("well done! 5 € or $", []),
        ("", []),
    ],
)
def test_words_with_signs_are_found_without_the_mark_at_their_end(
    text: str, stretches: list[tuple[int, int, str]]
) -> None:
    assert everywhere(signed(text)) == stretches


@pytest.mark.parametrize(("word", "answer"), [("h3ron", True), ("1d10t", True), ("heron", False), ("q3", False)])
def test_a_disguise_is_a_digit_or_a_sign_among_letters(word: str, answer: bool) -> None:
    assert is_disguised(word) is answer


def test_letters_that_share_a_sign_become_one() -> None:
    assert as_letters("1d10t") == as_letters("idiot")
    assert as_letters("si1ver") == as_letters("silver")
