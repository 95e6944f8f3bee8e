"""The ids of headings and blocks, by which somebody asks about just one of them."""

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.blocks import Block, id_of, with_blocks

TEXT = """Nights change on **12 May**, *all* of them.

## When it starts

- First Leeds
- then Gdańsk

<div id="own">Said by hand.</div>

---

![A plan](plan.svg)
"""


def ids(html: str) -> list[str]:
    return [block.id for block in with_blocks(html)[1]]


def test_each_block_that_has_words_can_be_led_to_and_a_heading_keeps_the_id_that_it_had(site: Any) -> None:
    site.write("images/plan.svg", '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"></svg>')
    site.page("news/rota.md", TEXT.replace("plan.svg", "{static}/images/plan.svg"))
    config = {"markdown.extensions.extra": {}, "markdown.extensions.toc": {"anchorlink": True}}
    built = site.build(MARKDOWN={"extension_configs": config, "output_format": "html5"})
    page, blocks = built.read("news/rota/index.html"), built.page("news/rota.md").blocks

    said = ["Nights change on 12 May, all of them.", "When it starts", "First Leeds then Gdańsk", "Said by hand."]
    assert [block.words for block in blocks] == said
    assert [page.count(f'id="{block.id}"') for block in blocks] == [1] * 4
    assert f'<h2 data-block="{blocks[1].id}" id="when-it-starts">' in page
    assert f'<ul id="{blocks[2].id}" data-block="{blocks[2].id}">' in page
    assert built.manifest()["threads"][0]["blocks"] == [{"id": one.id, "words": one.words} for one in blocks]


def test_an_id_stays_while_the_words_do_whatever_is_written_around_them() -> None:
    before = ids("<h2>When</h2>\n<p>In <em>May</em>.</p>")

    assert ids("<p>New.</p>\n<h2>When</h2>\n<ul><li>New.</li></ul>\n<p>In\n   May.</p>")[1::2] == before
    assert set(ids("<h2>When</h2><p>In June.</p>")) & set(before) == {before[0]}


def test_the_same_words_twice_are_two_places() -> None:
    first, second = ids("<p>Ask your lead.</p><p>Ask your lead.</p>")

    assert second == f"{first}-2"


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("<p>Un<b>bro</b>ken, &amp; said.</p>", "Unbroken, & said."),
        ("<table><tr><td>One</td><td>Two</td></tr></table>", "One Two"),
        ("<p>A line<br>and another</p>", "A line and another"),
        ("<pre><code>a &lt; b\nc</code></pre>", "a < b c"),
        ("<div><script>let x</script><style>p {}</style>Seen</div>", "Seen"),
    ],
)
def test_the_words_are_those_that_are_read(html: str, words: str) -> None:
    assert with_blocks(html)[1] == [Block(id_of(words), words)]


@pytest.mark.parametrize("tag", ["table", "ul"])
def test_what_has_an_id_of_its_own_keeps_it_and_stays_valid(tag: str) -> None:
    html, (block,) = with_blocks(f'<{tag} id="mine">Words</{tag}>')

    assert html == f'<span id="{block.id}"></span><{tag} data-block="{block.id}" id="mine">Words</{tag}>'


@given(st.text(alphabet='<>/pdivh2 lia="\n&x', max_size=80))
def test_whatever_is_written_nothing_but_ids_is_added(html: str) -> None:
    marked, blocks = with_blocks(html)

    bare = re.sub(r' id="b-[0-9a-f-]+"| data-block="b-[0-9a-f-]+"', "", marked).replace("<span></span>", "")
    assert bare == html
    assert len({block.id for block in blocks}) == len(blocks)
