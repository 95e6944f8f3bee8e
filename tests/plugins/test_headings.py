"""Headings, as whoever moves from one to the next hears them."""

import pytest

from plugins.headings import check_headings
from plugins.source_file import parse_source

SECOND = "content/news/x.md:3: a heading of level 4 follows one of level 2. Allowed: ### Heading."
FIRST = "content/news/x.md:3: a heading of the first level is the page's title alone. Allowed: ## Heading, or deeper."


def problems_of(body: str) -> list[str]:
    source = parse_source(f"Title: A\n\n{body}\n", "news/x.md")
    return [str(problem) for problem in check_headings(source, "content/news/x.md")]


@pytest.mark.parametrize(
    "body",
    [
        "## A\n\n### B\n\n#### C\n\n## D\n",
        "Words.\n\nA\n---\n\n### B\n",
        "```\n# not a heading\n```\n",
        "Words.\n\n---\n\nWords.",
        "`# x`",
        "<h2>A</h2>\n\n<h3>B</h3>",
    ],
)
def test_levels_that_go_down_one_by_one_are_in_order(body: str) -> None:
    assert problems_of(body) == []


@pytest.mark.parametrize("body", ["# A", "A\n===", "<h1 class='x'>A</h1>"])
def test_the_title_is_the_only_heading_of_the_first_level(body: str) -> None:
    assert problems_of(body) == [FIRST]


def test_a_level_that_is_skipped_is_named_with_its_line() -> None:
    assert problems_of("## A\n#### B") == [SECOND.replace(":3:", ":4:")]
    assert problems_of("### A") == [
        "content/news/x.md:3: a heading of level 3 follows one of level 1. Allowed: ## Heading."
    ]
