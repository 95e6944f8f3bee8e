"""Records out of an XML file of any length, in the memory of one of them. A document type is refused, and with it
every entity: none of the systems writes one, and all that XML can do harm with is declared there."""

from collections import deque
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final
from xml.parsers import expat  # with every document type refused, and so every entity

from comments_service.moving_in.elsewhere import ExportIsWrong

DEEPEST: Final = 40
MOST_TEXT: Final = 4 << 20  # characters in one record: an article in full
_MOST_UNREAD: Final = 8 << 20  # bytes of one tag
# Whose names are written without their namespace, as the systems' own documents do.
_OWN: Final = ("http://disqus.com", "http://wordpress.org/export/")


@dataclass(slots=True)
class Record:
    """One element and what is in it.

    Attributes:
        path: where it stands, as "rss/channel/item".
        line: where it begins.
        texts: the text of each element below it, by path from here; its own is "".
        refs: the `id` of each element below it that has one.
    """

    path: str
    line: int
    id: str
    texts: dict[str, str] = field(default_factory=dict)
    refs: dict[str, str] = field(default_factory=dict)


def records(pieces: Iterable[bytes], *, of: Collection[str], openings: Collection[str] = ()) -> Iterator[Record]:
    """Each element at one of some paths, once it has ended.

    Args:
        openings: paths of elements that are told of when they begin, without what is in them.

    Raises:
        ExportIsWrong: it is no XML in UTF-8, or made to do harm.
    """
    reader = _Reader(frozenset(of), frozenset(openings))
    fed = 0
    for piece in pieces:
        fed += len(piece)
        reader.feed(piece)
        if fed - reader.parser.CurrentByteIndex > _MOST_UNREAD:
            raise ExportIsWrong(f"Line {reader.line}: a single tag goes on for more than any export's does.")
        while reader.found:
            yield reader.found.popleft()
    reader.feed(b"", is_last=True)
    yield from reader.found


class _Reader:
    """Keeps of the document where it is, and the record that is being read."""

    def __init__(self, of: frozenset[str], openings: frozenset[str]) -> None:
        self.found: deque[Record] = deque()
        self._of, self._openings = of, openings
        self._path: list[str] = []
        self._record: Record | None = None
        self._depth = 0  # of the record
        self._size = 0
        # Whatever the file says of itself: others would be read by Python, character by character.
        self.parser = expat.ParserCreate("utf-8", namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text
        self.parser.StartDoctypeDeclHandler = self._refuse
        self.parser.EntityDeclHandler = self._refuse

    @property
    def line(self) -> int:
        return self.parser.CurrentLineNumber

    def feed(self, piece: bytes, *, is_last: bool = False) -> None:
        try:
            self.parser.Parse(piece, is_last)
        except expat.ExpatError as error:
            said = expat.ErrorString(error.code)
            raise ExportIsWrong(f"Line {error.lineno}: this is no XML in UTF-8 ({said}).") from error

    def _start(self, name: str, attributes: Mapping[str, str]) -> None:
        self._path.append(_name(name))
        if len(self._path) > DEEPEST:
            raise ExportIsWrong(f"Line {self.line}: elements stand deeper within one another than in any export.")
        path = "/".join(self._path)
        own_id = next((value for key, value in attributes.items() if _name(key) == "id"), "")
        if path in self._openings:
            self.found.append(Record(path, self.line, own_id))
        if self._record is None:
            if path in self._of:
                self._record, self._depth, self._size = Record(path, self.line, own_id), len(self._path), 0
        elif own_id:
            self._record.refs[self._below()] = own_id

    def _end(self, _name: str) -> None:
        if self._record is not None and len(self._path) == self._depth:
            self.found.append(self._record)
            self._record = None
        self._path.pop()

    def _text(self, text: str) -> None:
        if self._record is None:
            return
        self._size += len(text)
        if self._size > MOST_TEXT:
            raise ExportIsWrong(f"Line {self.line}: one record holds more text than any export's.")
        below = self._below()
        self._record.texts[below] = self._record.texts.get(below, "") + text

    def _below(self) -> str:
        return "/".join(self._path[self._depth :])

    def _refuse(self, *_said: object) -> None:
        raise ExportIsWrong(f"Line {self.line}: the file declares a document type. No export does; it was not read.")


def _name(name: str) -> str:
    space, _, local = name.rpartition(" ")
    return local if not space or space.startswith(_OWN) else name
