"""HTML of other systems says here what it said there, and does nothing."""

import html
import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comments_service.discussion.markup import render
from comments_service.moving_in.html_as_markdown import as_markdown

SAID = {
    "paragraphs": ("<p>One.</p><p>Two.<br>Three.</p>", "One.\n\nTwo.\nThree."),
    "emphasis": ("<b>bold </b>and <i>that</i>, <s>not</s>", "**bold** and *that*, ~~not~~"),
    "a link": ('<a href="https://a.example/(x)" onclick="x()">so</a>', "[so](https://a.example/%28x%29)"),
    "a link that is its address": (
        '<a href="https://b.example/long/way">https://b.example/lo...</a>',
        "https://b.example/long/way",
    ),
    "a link that does something": ('<a href="javascript:alert(1)">press</a>', "press"),
    "lists": ("<ul><li>a<ol><li>b</li><li>c</li></ol></li></ul>", "- a\n  1. b\n  2. c"),
    "a quote": ("<blockquote><p>q</p><p>r</p></blockquote>s", "> q\n>\n> r\n\ns"),
    "code": ("<code>a*b</code><pre><code>x\n  `y`</code></pre>", "`a*b`\n\n```\nx\n  `y`\n```"),
    "what means something here": ("* 1. _a_ # b<br># c<br>- d<br>2. e", "\\* 1. \\_a\\_ # b\n\\# c\n\\- d\n2\\. e"),
    "a script": ("a<script>alert(1)</script><style>b{}</style>c<iframe src=x>d</iframe>", "ac"),
    "a picture": ('<img src="https://c.example/p.png" onerror="x()">', "https://c.example/p.png"),
    "nothing": ("<p> </p><div></div>", ""),
}


@pytest.mark.parametrize("what", SAID)
def test_what_was_said_is_said(what: str) -> None:
    markup, markdown = SAID[what]

    assert as_markdown(markup) == markdown


def test_where_lines_count_they_are_kept() -> None:
    assert as_markdown("One.\nTwo.\n\n- Three <b>x</b>", keeps_lines=True) == "One.\nTwo.\n\n\\- Three **x**"
    assert as_markdown("One.\nTwo.") == "One. Two."


def shown(markdown: str) -> str:
    """What readers see of it, without its breaks and without the hosts of links."""
    text = re.sub(r'<span class="host">.*?</span>', "", render(markdown))
    return "".join(html.unescape(re.sub(r"<[^>]*>", "", text)).split())


@pytest.mark.soak
@given(st.text("ab1 *_~`[]()<>#+-.!\\&;|@\n=:/\"'é", max_size=40))
def test_any_text_is_shown_as_it_was(text: str) -> None:
    markdown = as_markdown(f"<p>{html.escape(text)}</p>")

    assert shown(markdown) == "".join(text.split())


@pytest.mark.soak
@given(st.text("<>/abipreodvulcq =\"'&;", max_size=80))
def test_whatever_it_is_nothing_but_our_own_markup_comes_of_it(text: str) -> None:
    rendered = render(as_markdown(text))

    assert set(re.findall(r"<([a-z0-9]+)", rendered)) <= set(
        "p br em strong s ul ol li blockquote pre code a span".split()
    )


@pytest.mark.parametrize(
    "bomb", ["<blockquote>" * 5_000, "<ul><li>" * 5_000, "<b>x" * 9_000, "*_" * 20_000, "[" * 40_000]
)
def test_hostile_html_costs_little(bomb: str) -> None:
    begun = time.process_time()
    as_markdown(bomb)

    assert time.process_time() - begun < 5  # of the processor; unbounded, the first took minutes
