"""The difference of two texts: together its pieces are both texts, and what did not change is not shown as changed."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from comments_service.moderation.difference import DiffPiece, difference

TEXTS = st.text(st.sampled_from("aäنż .,\n–"), max_size=60)


@given(TEXTS, TEXTS)
def test_what_stayed_with_what_came_is_the_new_text_and_with_what_went_the_old(before: str, after: str) -> None:
    pieces = difference(before, after)

    assert "".join(piece.text for piece in pieces if piece.kind != "gone") == after
    assert "".join(piece.text for piece in pieces if piece.kind != "added") == before


@given(TEXTS, TEXTS)
def test_no_piece_is_empty_and_no_two_neighbours_are_of_a_kind(before: str, after: str) -> None:
    kinds = [piece.kind for piece in difference(before, after)]

    assert all(piece.text for piece in difference(before, after))
    assert all(left != right for left, right in pairwise(kinds))


def test_one_changed_word_is_one_word_gone_and_one_added() -> None:
    assert difference("The rota starts on Friday.", "The rota starts on Monday.") == [
        DiffPiece("The rota starts on ", "same"),
        DiffPiece("Friday", "gone"),
        DiffPiece("Monday", "added"),
        DiffPiece(".", "same"),
    ]


def test_words_of_other_scripts_are_compared_whole() -> None:
    assert difference("العمل الليلي صعب", "العمل اليومي صعب")[1:3] == [
        DiffPiece("الليلي", "gone"),
        DiffPiece("اليومي", "added"),
    ]


def test_long_texts_are_compared_by_lines() -> None:
    before = "".join(f"line {number} of a long text\n" for number in range(600))

    assert difference(before, before.replace("line 7 ", "line seven ", 1)) == [
        DiffPiece("".join(f"line {number} of a long text\n" for number in range(7)), "same"),
        DiffPiece("line 7 of a long text\n", "gone"),
        DiffPiece("line seven of a long text\n", "added"),
        DiffPiece("".join(f"line {number} of a long text\n" for number in range(8, 600)), "same"),
    ]
