"""Taking words out of a text: nothing of them is left, whatever their case and spacing, and nothing else is touched."""

import re

from hypothesis import given
from hypothesis import strategies as st

from comments_service.discussion.redaction import BAR, holds, moved, redacted

LETTERS = st.text(st.sampled_from("abcż "), min_size=1, max_size=8).filter(lambda text: bool(text.strip()))
TEXTS = st.text(st.sampled_from("abcżAB *\n.1"), max_size=40)


@given(TEXTS, st.lists(LETTERS, min_size=1, max_size=3))
def test_what_was_taken_out_is_found_no_more_and_doing_it_twice_is_doing_it_once(text: str, words: list[str]) -> None:
    after = redacted(text, words)

    assert not holds(after, words)
    assert redacted(after, words) == after


@given(TEXTS)
def test_what_does_not_hold_the_words_stays_as_it_is(text: str) -> None:
    assert redacted(text, ["zebra"]) == text


def test_case_line_breaks_and_emphasis_do_not_hide_the_words() -> None:
    words = ["07700 900123", "jo smith"]

    assert redacted("Call **07700** 900123 or\n07700\n900123.", words) == f"Call **{BAR} or\n{BAR}."
    assert redacted("Ask JO Smith, not Smith.", words) == f"Ask {BAR}, not Smith."


def test_signs_that_mean_something_in_a_pattern_are_taken_as_they_are() -> None:
    assert redacted("a.c abc a.c", ["a.c"]) == f"{BAR} abc {BAR}"


def test_of_words_that_begin_alike_the_longest_goes_whole() -> None:
    assert redacted("Jo Smithson", ["Jo Smith", "Jo Smithson"]) == BAR


def test_no_words_take_nothing_out() -> None:
    assert redacted("as it is", ["", "  "]) == "as it is"


@given(TEXTS, st.integers(0, 40), st.integers(0, 40))
def test_findings_keep_their_words_or_go(text: str, one: int, other: int) -> None:
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    after = redacted(text, ["ab"])

    for finding in moved([{"start": start, "end": end}], text, ["ab"]):
        assert after[finding["start"] : finding["end"]] == text[start:end]


def test_a_finding_within_what_is_gone_is_gone() -> None:
    text = "mail jo@news.example now"
    where = re.search(r"jo@\S+", text)
    assert where is not None

    assert moved([{"start": where.start(), "end": where.end()}], text, ["jo@news.example"]) == []
