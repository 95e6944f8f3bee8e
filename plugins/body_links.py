"""Finds the links and images of a Markdown text, with their line numbers, without rendering it.

Used by site_checks and page_checks. Code (fenced, indented by a fence or inline) and HTML comments are not read.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from html.parser import HTMLParser

# Rather too little than too much: what is blanked is not looked at, and would be published as it is.
_FENCE = r"^(?P<fence>`{3,}|~{3,})[ ]*(?:\{[^\n]*\}|[\w#.+-]*)[ ]*\n(?:.*?\n)??(?P=fence)[ ]*$"
_BLOCKS = (
    re.compile(_FENCE, re.MULTILINE | re.DOTALL),
    re.compile(r"(?:\A|(?<=\n\n))<!--(?:(?!<!--).)*?-->", re.DOTALL),
)
_PARAGRAPH = re.compile(r"(?:[^\n]*[^\s][^\n]*\n?)+")
_TICKS = re.compile(r"`+")
_ADDRESS = r"(?:<(?P<angled>[^<>\n]*)>|(?P<bare>[^\s()]*(?:\([^\s()]*\)[^\s()]*)*))"
_TARGET = rf"""\(\s*{_ADDRESS}(?:\s+(?:"[^"]*"|'[^']*'))?\s*\)"""
_AFTER_TEXT = re.compile(_TARGET)
_BRACKET = re.compile(r"\\.|[\[\]]", re.DOTALL)
_BY_NAME = re.compile(r"(?<!\\)!\[(?P<text>[^\[\]]*)\]\s?\[(?P<name>[^\[\]]*)\]")
_DEFINITION = re.compile(r"^ {0,3}\[(?!\^)(?P<name>[^\[\]]+)\]:\s*<?(?P<target>[^\s<>]+)>?", re.MULTILINE)
_TAG = re.compile(r"<(?:a|img|source|video|audio|iframe)\b[^>]*>", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Link:
    """Something that a text points to. `alt` is None for what is not an image."""

    line: int
    target: str
    alt: str | None = None


def find_links(body: str, first_line: int = 1) -> list[Link]:
    """Every link and image of a Markdown text, in order; `first_line` is the line number of its first line."""
    return list(_links(body, first_line))


# Several checks ask for those of the same text, and for what `without_code` leaves of it.
@lru_cache(maxsize=10_000)
def _links(body: str, first_line: int) -> tuple[Link, ...]:
    plain = without_code(body)
    found = [*_inline(plain, first_line), *_by_name(plain, first_line), *_tags(plain, first_line)]
    return tuple(sorted(found, key=lambda link: link.line))


@lru_cache(maxsize=10_000)
def without_code(body: str) -> str:
    """The text with its code and HTML comments blanked: every line keeps its number."""
    for pattern in _BLOCKS:
        body = pattern.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), body)
    return _PARAGRAPH.sub(lambda match: _without_spans(match[0]), body)


def _without_spans(paragraph: str) -> str:
    """Blank the code in lines, unless a lone or escaped backtick makes it doubtful what is code."""
    if "`" not in paragraph or "\\`" in paragraph:
        return paragraph
    lines = [_without_spans_in_line(line) for line in paragraph.split("\n")]
    return paragraph if None in lines else "\n".join(line or "" for line in lines)


def _without_spans_in_line(line: str) -> str | None:
    """None where backticks are left over."""
    place = 0
    while opening := _TICKS.search(line, place):
        runs = _TICKS.finditer(line, opening.end())
        closing = next((run for run in runs if len(run[0]) == len(opening[0])), None)
        if closing is None:
            return None
        line = line[: opening.start()] + " " * (closing.end() - opening.start()) + line[closing.end() :]
        place = closing.end()
    return line


def _line(body: str, offset: int, first_line: int) -> int:
    return first_line + body.count("\n", 0, offset)


def _inline(body: str, first_line: int) -> Iterator[Link]:
    """Each `](address)`, with the bracket that opened its text: so pictures inside links are seen."""
    opened: list[int] = []
    for bracket in _BRACKET.finditer(body):
        if bracket[0] == "[":
            opened.append(bracket.start())
        elif bracket[0] == "]" and opened:
            start = opened.pop()
            target = _AFTER_TEXT.match(body, bracket.end())
            if target:
                address = target["angled"] if target["angled"] is not None else target["bare"]
                alt = body[start + 1 : bracket.start()].strip() if _is_image(body, start) else None
                yield Link(_line(body, start, first_line), address, alt)


def _is_image(body: str, start: int) -> bool:
    before = body[:start]
    if not before.endswith("!"):
        return False
    escapes = len(before) - 1 - len(before[:-1].rstrip("\\"))
    return escapes % 2 == 0


def _by_name(body: str, first_line: int) -> Iterator[Link]:
    for match in _BY_NAME.finditer(body):
        yield Link(_line(body, match.start(), first_line), "", match["text"].strip())
    for match in _DEFINITION.finditer(body):
        yield Link(_line(body, match.start(), first_line), match["target"])


def _tags(body: str, first_line: int) -> Iterator[Link]:
    for match in _TAG.finditer(body):
        reader = _TagReader()
        reader.feed(match[0])
        yield from (Link(_line(body, match.start(), first_line), target, alt) for target, alt in reader.found)


class _TagReader(HTMLParser):
    """Reads what one start tag points to."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, str | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "img":
            self.found.append((given.get("src", ""), given.get("alt", "").strip()))
        else:
            self.found.extend((given[name], None) for name in ("href", "src", "poster") if given.get(name))
        for candidate in given.get("srcset", "").split(","):
            if candidate.strip():
                self.found.append((candidate.split()[0], None))
