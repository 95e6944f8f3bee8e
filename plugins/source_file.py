"""A content file as its author sees it: front matter with line numbers, and the body below it.

Agrees with what Pelican reads (Markdown's meta extension, whose patterns are used here): a property test sees to it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from markdown.extensions.meta import BEGIN_RE, END_RE, META_MORE_RE, META_RE
from markdown.util import ETX, STX

TAB_LENGTH = 4  # Markdown's own; it expands tabs before the front matter is read


@dataclass(frozen=True, slots=True)
class Field:
    """A key of the front matter. `name` is lower case; `lines` are (line number, text); `again`, where it is named."""

    name: str
    written: str
    line: int
    lines: tuple[tuple[int, str], ...]
    again: tuple[int, ...] = ()

    @property
    def texts(self) -> list[str]:
        return [text for _, text in self.lines]


@dataclass(frozen=True, slots=True)
class SourceFile:
    """`name` is the path below the content folder; `body_line` the line number of the body's first line."""

    name: str
    fields: dict[str, Field]
    body: str
    body_line: int

    @property
    def section(self) -> str:
        return self.name.partition("/")[0]

    def text(self, name: str) -> str:
        """The value of a key as one line of text, empty when it is absent."""
        field = self.fields.get(name)
        return " ".join(field.texts).strip() if field else ""

    def line_of(self, name: str) -> int:
        """Where a key stands, or the first line when it is absent."""
        field = self.fields.get(name)
        return field.line if field else 1


def read_source(path: Path, content: Path) -> SourceFile:
    """Read a Markdown file below the folder `content`."""
    return parse_source(path.read_text(encoding="utf-8-sig"), path.relative_to(content).as_posix())


def parse_source(text: str, name: str) -> SourceFile:
    """Split a Markdown file into front matter and body."""
    lines = _as_markdown_sees(text).split("\n")
    fields: dict[str, Field] = {}
    end = 0
    for end, field in _front_matter(lines):  # noqa: B007 - the last `end` is where the body begins
        if field is not None:
            known = fields.get(field.name)
            fields[field.name] = _joined(known, field) if known else field
    return SourceFile(name, fields, "\n".join(lines[end:]), end + 1)


def _as_markdown_sees(text: str) -> str:
    text = text.replace(STX, "").replace(ETX, "")
    return text.replace("\r\n", "\n").replace("\r", "\n").expandtabs(TAB_LENGTH)


def _front_matter(lines: list[str]) -> Iterator[tuple[int, Field | None]]:
    """Pairs of (number of lines used so far, a piece of front matter or None)."""
    start = 1 if lines and BEGIN_RE.match(lines[0]) else 0
    key = ""
    yield start, None
    for index in range(start, len(lines)):
        line = lines[index]
        if not line.strip() or END_RE.match(line):
            yield index + 1, None
            return
        if match := META_RE.match(line):
            key = match["key"]
            yield index + 1, Field(key.lower(), key, index + 1, ((index + 1, match["value"].strip()),), (index + 1,))
        elif key and (more := META_MORE_RE.match(line)):
            yield index + 1, Field(key.lower(), key, index + 1, ((index + 1, more["value"].strip()),))
        else:
            return


def _joined(first: Field, more: Field) -> Field:
    return Field(first.name, first.written, first.line, first.lines + more.lines, first.again + more.again)
