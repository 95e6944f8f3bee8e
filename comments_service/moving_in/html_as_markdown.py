"""A comment's HTML as the Markdown that comments have here. What it cannot say is left out, and its words stay.

The HTML goes through the sanitizer first, so that what is read here is closed, balanced and of few kinds.
"""

import re
from functools import cache
from html.parser import HTMLParser
from typing import Final

import nh3

_INLINE: Final = {"strong": "**", "b": "**", "em": "*", "i": "*", "del": "~~", "s": "~~"}
_BLOCKS: Final = frozenset({"p", "div", "blockquote", "ul", "ol", "li", "pre", *(f"h{n}" for n in range(1, 7))})
_OTHERS: Final = frozenset({"br", "a", "code", "img"})
# Deeper ones are passed through: nobody writes so, and each level goes over all that is in it once more.
DEEPEST: Final = 12
# The sanitizer's time grows with the square of how deep they stand. Text with more of them is shown as it was written.
MOST_TAGS: Final = 2_000

_ADDRESS: Final = re.compile(r"(https?://[^\s<>()\[\]\"]+)")
_MEANS_SOMETHING: Final = re.compile(r"[\\`*_~\[\]<>]|&(?=#?\w+;)|@(?=\w)")
_BEGINS: Final = re.compile(r"^(\s*)(?:([-+#>=|])|(\d{1,9})([.)]))", re.MULTILINE)
_WORDS: Final = re.compile(r"\s+")
_BLANKS: Final = re.compile(r"[ \t\r\f\v]+")
_LINES: Final = re.compile(r"\n{3,}")


def as_markdown(html: str, *, keeps_lines: bool = False) -> str:
    """Return the same words in Markdown.

    Args:
        keeps_lines: a line's end in it is one for its readers too, as in WordPress; elsewhere it is a blank.
    """
    if "<" not in html and "&" not in html and not keeps_lines:
        return _text(" ".join(html.split()))
    if html.count("<") > MOST_TAGS:
        return as_text(html)
    writer = _Writer(keeps_lines=keeps_lines)
    writer.feed(_sanitizer().clean(html))
    writer.close()
    return writer.said()


def as_text(text: str) -> str:
    """Return Markdown that is shown as this text."""
    parts = _ADDRESS.split(text)
    # Every second is an address, which is a link as it stands.
    parts[::2] = [_MEANS_SOMETHING.sub(r"\\\g<0>", part) for part in parts[::2]]
    return "".join(parts)


class _Frame:
    """An element that is open, and what was said in it."""

    def __init__(self, tag: str, href: str = "", number: int = 0) -> None:
        self.tag, self.href, self.number = tag, href, number
        self.pieces: list[str] = []

    def text(self) -> str:
        return "".join(self.pieces)


class _Writer(HTMLParser):
    def __init__(self, *, keeps_lines: bool) -> None:
        super().__init__(convert_charrefs=True)
        self._keeps_lines = keeps_lines
        self._open = [_Frame("")]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        if tag == "br":
            self._say("\n")
        elif tag == "img":
            self._say(as_text(told.get("src") or told.get("alt", "")))
        elif len(self._open) <= DEEPEST:
            within = self._open[-1]
            within.number += tag == "li"
            self._open.append(_Frame(tag, told.get("href", ""), within.number if within.tag == "ol" else 0))

    def handle_endtag(self, tag: str) -> None:
        # One that was too deep was never opened here.
        if self._open[-1].tag == tag and len(self._open) > 1:
            done = self._open.pop()
            is_within_code = tag == "code" and any(frame.tag == "pre" for frame in self._open)
            self._say(
                done.text() if is_within_code else _block(done, self._open[-1].tag) if tag in _BLOCKS else _inline(done)
            )

    def handle_data(self, data: str) -> None:
        if any(frame.tag in ("pre", "code") for frame in self._open):
            self._say(data)
            return
        text = _BLANKS.sub(" ", data) if self._keeps_lines else " ".join(_WORDS.split(data))
        self._say(_text(text))

    def _say(self, words: str) -> None:
        self._open[-1].pieces.append(words)

    def said(self) -> str:
        while len(self._open) > 1:
            self.handle_endtag(self._open[-1].tag)
        return _tidy(self._open[0].text())


def _text(text: str) -> str:
    return _BEGINS.sub(_harmless, as_text(text))


def _harmless(begins: re.Match[str]) -> str:
    """What would begin a list, a quote or a heading, as text."""
    blanks, sign, number, after = begins.groups()
    return f"{blanks}\\{sign}" if sign else f"{blanks}{number}\\{after}"


def _inline(done: _Frame) -> str:
    inner = done.text()
    words = inner.strip()
    before, after = inner[: len(inner) - len(inner.lstrip())], inner[len(inner.rstrip()) :]
    if not words:
        return inner
    if done.tag == "a":
        return before + _link(words, done.href) + after
    if done.tag == "code":
        fence = "`" * (max((len(run) for run in re.findall("`+", words)), default=0) + 1)
        pad = " " if "`" in words else ""
        return f"{before}{fence}{pad}{words}{pad}{fence}{after}".replace("\n", " ")
    mark = _INLINE.get(done.tag, "")
    # Emphasis that goes over a paragraph's end is none in Markdown.
    return inner if "\n\n" in words else f"{before}{mark}{words}{mark}{after}"


def _link(words: str, href: str) -> str:
    if not href.startswith(("https://", "http://", "mailto:")):
        return words
    address = href.replace("(", "%28").replace(")", "%29").replace("<", "%3C").replace(">", "%3E").replace(" ", "%20")
    shown = words.replace("\\", "")
    # Shortened by the other system, as "https://news.example/a-very…", or the address itself.
    is_itself = href.removeprefix("mailto:").startswith(shown.rstrip(".… ")) and "://" in shown
    return address if is_itself else f"[{' '.join(words.split())}]({address})"


def _block(done: _Frame, within: str) -> str:
    if done.tag == "pre":
        text = done.text().strip("\n")
        fence = "`" * max(3, max((len(run) for run in re.findall("`+", text)), default=0) + 1)
        return f"\n\n{fence}\n{text}\n{fence}\n\n"
    text = _tidy(done.text())
    if not text:
        return ""
    if done.tag == "li":
        begins = f"{done.number}. " if done.number else "- "
        return begins + text.replace("\n", "\n" + " " * len(begins)) + "\n"
    if done.tag == "blockquote":
        return "\n\n" + "\n".join(f"> {line}".rstrip() for line in text.split("\n")) + "\n\n"
    # A list within a list's line stands right under it.
    return f"\n{text}\n" if within == "li" and done.tag in ("ul", "ol") else f"\n\n{text}\n\n"


def _tidy(text: str) -> str:
    return _LINES.sub("\n\n", "\n".join(line.rstrip() for line in text.split("\n"))).strip("\n ")


@cache
def _sanitizer() -> nh3.Cleaner:
    return nh3.Cleaner(
        tags={*_INLINE, *_BLOCKS, *_OTHERS},
        clean_content_tags={"script", "style", "iframe", "noscript", "template"},
        attributes={"a": {"href"}, "img": {"src", "alt"}},
        url_schemes={"http", "https", "mailto"},
        link_rel=None,
        strip_comments=True,
    )
