"""Gives every heading and block of a page an id that its words make, so that somebody can ask about just that.

Loaded by Pelican, before plugins/threads.py, which tells the service what stands where: page.blocks. The same words
have the same id in every build; what became of those that were edited, the service finds out (docs/ARCHITECTURE.md).
"""

import hashlib
import unicodedata
from collections import Counter
from dataclasses import dataclass
from functools import partial
from html.parser import HTMLParser
from typing import Any, Final

from pelican.plugins import signals

from plugins.kept.store import store_of
from plugins.site_contents import every_page

# The service takes no more; what stands beyond it in one paragraph is asked about as the paragraph.
LONGEST: Final = 10_000

_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
_SILENT = frozenset({"script", "style", "template"})
# What stands within a line: words on both sides of its tags may be one.
_IN_LINE = frozenset(
    "a abbr b bdi cite code del dfn em i ins kbd mark q s small span strong sub sup time u var".split()
)
# In these an empty element may not come first.
_STRICT = frozenset({"table", "ul", "ol", "dl", "details"})


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, a paragraph, a list, whatever stands by itself in a text: its id and its words."""

    id: str
    words: str
    is_quiz: bool = False


@dataclass(slots=True)
class _Found:
    """An element at the top of a text: where it begins, where its first tag ends, and what is in it.

    `quiz`: what it asks, if it is one; `unsaid`: how deep something in it stands whose words are none of its own.
    """

    tag: str
    start: int
    inside: int
    own_id: str | None
    quiz: str | None = None
    words: str = ""
    unsaid: int = 0


def with_blocks(html: str) -> tuple[str, list[Block]]:
    """The text with an id on each of its blocks that has words, and what these are, in their order.

    A heading keeps the id that it has, which links from elsewhere name, and has the other one beside it.
    """
    made: Counter[str] = Counter()
    blocks, parts, at = [], [], 0
    for found in _top_level(html):
        # A quiz is the same one whatever becomes of its choices.
        name = id_of(found.quiz or found.words)
        made[name] += 1
        block = Block(
            name if made[name] == 1 else f"{name}-{made[name]}", found.words[:LONGEST], found.quiz is not None
        )
        blocks.append(block)
        start = found.start + 1 + len(found.tag)
        inner = html[start : found.inside]
        marked = f' data-block="{block.id}"'
        place = f'<span id="{block.id}"></span>'
        if found.own_id is None:
            added = f'<{found.tag} id="{block.id}"{marked}{inner}'
        elif found.tag in _STRICT:
            added = f"{place}<{found.tag}{marked}{inner}"
        else:
            added = f"<{found.tag}{marked}{inner}{place}"
        parts += [html[at : found.start], added]
        at = found.inside
    return "".join([*parts, html[at:]]), blocks


def id_of(words: str) -> str:
    """The id that some words make: the same whatever their case and however they are spaced."""
    plain = unicodedata.normalize("NFC", "".join(words.split()).casefold())
    return f"b-{hashlib.blake2b(plain.encode(), digest_size=5).hexdigest()}"


def _top_level(html: str) -> list[_Found]:
    reader = _Reader(html)
    return [one for one in reader.found if any(letter.isalnum() for letter in one.words)]


class _Reader(HTMLParser):
    """Reads the elements at the top of a text, with their words."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[_Found] = []
        self._open: list[str] = []
        self._lines = [0]
        for line in html.split("\n"):
            self._lines.append(self._lines[-1] + len(line) + 1)
        self.feed(html)
        self.close()
        for one in self.found:
            one.words = " ".join(one.words.split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._space(tag)
        if tag in _VOID:
            return
        if not self._open:
            line, column = self.getpos()
            start = self._lines[line - 1] + column
            inside = start + len(self.get_starttag_text() or "")
            about = dict(attrs)
            self.found.append(_Found(tag, start, inside, about.get("id"), about.get("data-quiz")))
        elif not self.found[-1].unsaid and "data-unsaid" in dict(attrs):
            self.found[-1].unsaid = len(self._open)
        self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - its signature
        self._space(tag)  # in HTML5 a void element, or part of a drawing

    def handle_endtag(self, tag: str) -> None:
        if tag in self._open:
            while self._open.pop() != tag:
                pass
            if len(self._open) <= self.found[-1].unsaid:
                self.found[-1].unsaid = 0
        self._space(tag)

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1] not in _SILENT and not self.found[-1].unsaid:
            self.found[-1].words += data

    def _space(self, tag: str) -> None:
        if self._open and tag not in _IN_LINE:
            self.found[-1].words += " "


def add_blocks(generators: list[Any]) -> None:
    store = store_of(generators[0].settings)
    for page in every_page(generators):
        html = page._content or ""  # noqa: SLF001 - Pelican has no other door to a page's text
        page._content, blocks = store.value("blocks", html, partial(_as_rows, html))  # noqa: SLF001
        page.blocks = [Block(*row) for row in blocks]


def _as_rows(html: str) -> tuple[str, list[tuple[str, str, bool]]]:
    marked, blocks = with_blocks(html)
    return marked, [(block.id, block.words, block.is_quiz) for block in blocks]


def register() -> None:
    signals.all_generators_finalized.connect(add_blocks)
