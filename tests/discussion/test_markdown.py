"""Hostile Markdown is told by what it would cost, and left as it was written. How long things take: benchmarks/."""

import pytest
from markdown_it.token import Token

from comments_service.discussion import markdown
from comments_service.discussion.body import MAX_CHARACTERS

DENSE = (
    "The *night* shift moved to **four-on** last week and [the rota](/news/rota/) says so; see "
    "https://intranet.example/x for `code`.\n\n- one thing\n- another @amal thing\n\n> quoted text here\n\n"
)


def kinds(tokens: list[Token]) -> set[str]:
    return {token.type for token in tokens} | {child.type for token in tokens for child in token.children or ()}


def text(tokens: list[Token]) -> str:
    return "".join(child.content for token in tokens for child in token.children or ())


PLAIN = {"paragraph_open", "inline", "text", "paragraph_close"}


@pytest.mark.parametrize(
    "unit", ["[", "![", "[[]", "[a](", "*a", "_*", "**a ", "`[", "~~a ", "[a](/b)", "https://a.example ", "<a@", "*a\n"]
)
def test_a_flood_of_inline_markup_is_left_as_text(unit: str) -> None:
    flood = (unit * MAX_CHARACTERS)[:MAX_CHARACTERS].strip()

    tokens = markdown.parse(flood)

    assert kinds(tokens) == PLAIN
    assert text(tokens) == flood


@pytest.mark.parametrize("unit", ["> ", "- ", "1. ", "> - ", ">"])
def test_deep_nesting_is_left_as_text(unit: str) -> None:
    deep = unit * 40 + "down here"

    tokens = markdown.parse(deep)

    assert kinds(tokens) == PLAIN
    assert text(tokens) == deep


def test_nesting_by_indentation_is_left_as_text_too() -> None:
    deep = "\n".join("  " * level + "- down" for level in range(60))

    assert text(markdown.parse(deep)).count("down") == 60


def test_lines_that_lazily_continue_deep_quotes_are_left_as_text() -> None:
    lazy = ">" * 25 + "a\n" + "b\n" * 900

    assert kinds(markdown.parse(lazy)) == PLAIN


def test_a_thousand_list_items_are_left_as_text() -> None:
    assert kinds(markdown.parse("- a\n" * 1_000)) == PLAIN


def test_the_first_paragraphs_keep_their_markup_when_a_later_one_is_a_flood() -> None:
    tokens = markdown.parse("*fine*\n\n" + "[" * 3_000 + "\n\n*after*")

    assert "em_open" in kinds(tokens[:3])
    assert kinds(tokens[3:]) == PLAIN


def test_a_flood_in_code_costs_nothing_and_stays_code() -> None:
    assert kinds(markdown.parse("```\n" + "[[*_" * 2_000 + "\n```")) == {"fence"}


def test_the_densest_honest_comment_is_understood_to_the_end() -> None:
    longest = (DENSE * 60)[:MAX_CHARACTERS].rsplit("\n\n", 1)[0]

    tokens = markdown.parse(longest)

    assert tokens[-1].type == "blockquote_close"
    assert sum(token.type == "em_open" for parent in tokens for token in parent.children or ()) == longest.count(
        "*night"
    )


@pytest.mark.parametrize("written", ["[a](https://a.example/{})", "<https://a.example/{}>", "[a](https://{}.example)"])
def test_a_very_long_address_is_not_turned_into_a_link(written: str) -> None:
    assert "link_open" in kinds(markdown.parse(written.format("a" * 50)))
    assert "link_open" not in kinds(markdown.parse(written.format("a" * 2_000)))
