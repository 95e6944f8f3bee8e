"""How a problem is told."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.problems import Problem, did_you_mean, not_one_of


def test_a_problem_names_file_line_key_and_what_is_allowed() -> None:
    problem = Problem("content/news/x.md", 4, "Kind", 'no "x". Allowed: ama.')

    assert str(problem) == 'content/news/x.md:4: Kind: no "x". Allowed: ama.'


def test_a_problem_of_the_text_names_no_key() -> None:
    assert str(Problem("content/news/x.md", 9, "", "Broken.")) == "content/news/x.md:9: Broken."


def test_problems_are_told_from_top_to_bottom() -> None:
    problems = [Problem("b", 1, "", ""), Problem("a", 10, "", ""), Problem("a", 9, "", "")]

    assert [(problem.file, problem.line) for problem in sorted(problems)] == [("a", 9), ("a", 10), ("b", 1)]


@pytest.mark.parametrize(
    ("written", "expected"),
    [("reviewed", ' Did you mean "review"?'), ("FIRST", ' Did you mean "first"?'), ("zzz", ""), ("", "")],
)
def test_only_a_likely_word_is_suggested(written: str, expected: str) -> None:
    assert did_you_mean(written, ["screened", "first", "review"]) == expected


@given(st.text(max_size=20), st.lists(st.text(min_size=1, max_size=8), min_size=1, max_size=4))
def test_everything_that_is_allowed_is_listed(written: str, allowed: list[str]) -> None:
    told = not_one_of(written, allowed)

    assert f"Allowed: {', '.join(allowed)}." in told
