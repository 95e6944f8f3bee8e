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


def test_one_changed_word_is_found_in_a_text_of_any_length() -> None:
    begin, end = "and on it goes " * 330, " and on it goes" * 330

    assert difference(f"{begin}Friday{end}", f"{begin}Monday{end}") == [
        DiffPiece(begin, "same"),
        DiffPiece("Friday", "gone"),
        DiffPiece("Monday", "added"),
        DiffPiece(end, "same"),
    ]


def test_what_changed_in_many_places_of_a_long_text_is_compared_by_lines() -> None:
    lines = [f"line {number} of a long text\n" for number in range(600)]
    after = ["First\n", *lines[1:300], "Middle\n", *lines[301:599], "Last\n"]

    pieces = difference("".join(lines), "".join(after))

    assert [piece.text for piece in pieces if piece.kind == "added"] == ["First\n", "Middle\n", "Last"]
    assert [piece.text for piece in pieces if piece.kind == "gone"][1] == lines[300]


@given(st.text(st.sampled_from("ab\n."), max_size=60), st.text(st.sampled_from("ab\n."), max_size=60))
def test_whole_texts_are_compared_where_even_lines_are_many(before: str, after: str) -> None:
    old, new = (text.join(["a\n."] * 1200) + text for text in (before, after))
    pieces = difference(old, new)

    assert "".join(piece.text for piece in pieces if piece.kind != "gone") == new
    assert "".join(piece.text for piece in pieces if piece.kind != "added") == old
