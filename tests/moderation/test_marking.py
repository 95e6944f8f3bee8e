"""The words that screening found, marked in the text: nothing is lost, nothing is added, bad spans do no harm."""

from hypothesis import given
from hypothesis import strategies as st

from comments_service.moderation.marking import Piece, marked

spans = st.lists(st.builds(lambda start, end: {"start": start, "end": end}, st.integers(-5, 60), st.integers(-5, 60)))


def test_the_words_found_are_marked_and_no_others() -> None:
    pieces = marked("Order MCC-204117 is late.", [{"start": 6, "end": 16}])

    assert pieces == [Piece("Order ", found=False), Piece("MCC-204117", found=True), Piece(" is late.", found=False)]


def test_findings_that_overlap_share_a_piece() -> None:
    pieces = marked("abcdef", [{"start": 3, "end": 5}, {"start": 1, "end": 4}])

    assert pieces == [Piece("a", found=False), Piece("bcde", found=True), Piece("f", found=False)]


@given(st.text(max_size=50), spans)
def test_the_pieces_together_are_the_text(body: str, findings: list[dict[str, int]]) -> None:
    assert "".join(piece.text for piece in marked(body, findings)) == body


@given(st.text(max_size=50), spans)
def test_a_character_is_marked_where_a_finding_covers_it(body: str, findings: list[dict[str, int]]) -> None:
    found = [piece.found for piece in marked(body, findings) for _ in piece.text]

    assert found == [any(one["start"] <= at < one["end"] for one in findings) for at in range(len(body))]
