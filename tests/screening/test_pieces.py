"""What a pattern finds in a text, where, and many words changed at once."""

import re

from hypothesis import given
from hypothesis import strategies as st

from comments_service.screening.pieces import Pieces, Row, each

TEXTS = st.text("ab, ", max_size=20)


@given(TEXTS)
def test_pieces_are_what_the_pattern_finds_where_it_finds_them(text: str) -> None:
    pieces = Pieces(text, re.compile(r"([ab]+)"))
    found = list(re.finditer("[ab]+", text))

    assert pieces.found == [one[0] for one in found]
    assert list(pieces.places({"a", "bab"})) == [(one.start(), one[0]) for one in found if one[0] in {"a", "bab"}]
    assert list(zip(pieces.starts, pieces.ends, strict=True)) == [one.span() for one in found]


@given(st.text("ab ", max_size=20), st.data())
def test_words_of_a_row_stand_where_a_pattern_finds_them(text: str, data: st.DataObject) -> None:
    row = Row(text)
    found = list(re.finditer("[ab]+", text))
    stretches = st.integers(0, len(found)).flatmap(lambda first: st.tuples(st.just(first), st.integers(1, 3)))
    wanted = [one for one in sorted(data.draw(st.lists(stretches, max_size=6))) if sum(one) <= len(found)]

    assert row.found == [one[0] for one in found]
    assert list(row.places({"a", "bab"})) == [(one.start(), one[0]) for one in found if one[0] in {"a", "bab"}]
    assert list(row.placed((first, count, "told") for first, count in wanted)) == [
        (found[first].start(), found[first + count - 1].end(), "told") for first, count in wanted
    ]


@given(st.lists(st.text("aB", max_size=3), max_size=6))
def test_words_changed_at_once_are_what_each_is_when_changed_alone(words: list[str]) -> None:
    assert each(words, str.upper) == {word: word.upper() for word in words}
