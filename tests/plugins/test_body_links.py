"""What a Markdown text points to."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown import markdown

from plugins.body_links import Link, find_links

CASES = [
    ("[a](/news/x/)", [Link(1, "/news/x/")]),
    ('\n\n[a](/x/ "Title")', [Link(3, "/x/")]),
    ("[a](</x y/>)", [Link(1, "/x y/")]),
    ("[a](/x_(y)/)", [Link(1, "/x_(y)/")]),
    ("![alt](/a.svg)", [Link(1, "/a.svg", "alt")]),
    ("![](/a.svg)", [Link(1, "/a.svg", "")]),
    ("![ ](/a.svg 'Title')", [Link(1, "/a.svg", "")]),
    ("[![alt](/a.svg)](/x/)", [Link(1, "/a.svg", "alt"), Link(1, "/x/")]),
    ("[a [b] c](/x/)", [Link(1, "/x/")]),
    ("[over two\nlines](/x/)", [Link(1, "/x/")]),
    ("![alt][one]\n\n[one]: /a.svg", [Link(1, "", "alt"), Link(3, "/a.svg")]),
    ("![][one]", [Link(1, "", "")]),
    ('<img src="/a.svg">', [Link(1, "/a.svg", "")]),
    ('<IMG\nsrc="/a.svg"\nalt="x">', [Link(1, "/a.svg", "x")]),
    (
        '<img src="/a.svg" srcset="/b.svg 2x, /c.svg 3x" alt="x">',
        [Link(1, "/a.svg", "x"), Link(1, "/b.svg"), Link(1, "/c.svg")],
    ),
    ('<a href="/x/">x</a>', [Link(1, "/x/")]),
    ("`[a](/x/)` and ``![](/y)``", []),
    ("```\n![](/a.svg)\n```\n[a](/x/)", [Link(4, "/x/")]),
    ("~~~ text\n![](/a.svg)\n~~~", []),
    ("A lone ` and ![](/a.svg) and\nanother `.", [Link(1, "/a.svg", "")]),
    ("``` not closed\n![](/a.svg)", [Link(2, "/a.svg", "")]),
    ("\\\\![](/a.svg)", [Link(1, "/a.svg", "")]),
    ("<!-- ![](/a.svg) -->", []),
    ("\\![](/a.svg)", [Link(1, "/a.svg")]),
    ("\\[a](/x/)", []),
    ("A footnote[^1].\n\n[^1]: Text", []),
]


@pytest.mark.parametrize(("body", "expected"), CASES)
def test_links_and_images_are_found_with_their_lines(body: str, expected: list[Link]) -> None:
    assert find_links(body) == expected


def test_lines_are_counted_in_the_file() -> None:
    assert find_links("a\n[b](/x/)", first_line=10) == [Link(11, "/x/")]


PIECES = ["![", "[", "](", ")", "](/x)", "![alt](/a.svg)", "![](/b.svg)", "a", " ", "\n", "\n\n", "*", '"t"', "<b>"]
CODE = ["`", "``", "```", "\n```\n", "\n~~~\n", "<!--", "-->", "\\", "    ", "![](/a.svg)", "\n> ", "\n- ", "x"]


@given(st.lists(st.sampled_from(PIECES + CODE), max_size=14).map("".join))
@settings(max_examples=300, derandomize=True)
def test_every_image_that_markdown_shows_is_found(body: str) -> None:
    """What is missed here would be published without being looked at."""
    html = markdown(body, extensions=["markdown.extensions.extra"])
    shown = set(re.findall(r'<img [^>]*src="(/[ab]\.svg)"', html))

    assert shown <= {link.target for link in find_links(body) if link.alt is not None}
