"""What a published file says, wherever in it that stands: its text, what is folded away in the search index, what is
written beside the pixels of a picture, and in a PDF.

Called by verify, which looks for words in it that nobody may read yet.
"""

import gzip
from collections.abc import Callable, Iterable, Iterator
from html import unescape
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image
from pypdf import PdfReader

TEXTS = frozenset({".html", ".xml", ".json", ".js", ".css", ".svg", ".txt", ".webmanifest", ".csv", ".md"})
# What Pagefind writes: compressed, the words of a page among its fragments (plugins/search.py).
INDEX = frozenset({".pf_fragment", ".pf_index", ".pf_meta", ".pf_filter"})
PICTURES = frozenset({".jpg", ".jpeg", ".png", ".webp", ".gif", ".avif", ".tif", ".tiff"})
_PDF = frozenset({".pdf"})
# What bytes may be, among what is said.
_AS = ("utf-8", "utf-16-le", "utf-16-be")


class CannotBeRead(Exception):
    """It is not what its name says, so nobody can tell what stands in it; the message says why."""


def words_in(path: Path) -> str:
    """All that a file says; nothing where it is of a kind that is not known here.

    Raises:
        CannotBeRead: it is broken.
    """
    suffix = path.suffix.lower()
    read = next((read for kinds, read in _READERS if suffix in kinds), None)
    if read is None:
        return ""
    try:
        return read(path.read_bytes())
    except Exception as error:
        # What a reader of files may raise at a broken one is not said anywhere.
        raise CannotBeRead(str(error) or type(error).__name__) from error


def _text(content: bytes) -> str:
    return unescape(content.decode("utf-8", errors="replace"))


def _index(content: bytes) -> str:
    return gzip.decompress(content).decode("utf-8", errors="replace")


def _picture(content: bytes) -> str:
    """What is written beside the pixels: in EXIF with all its parts, in XMP, in comments."""
    picture = Image.open(BytesIO(content))
    # Some of it stands behind the pixels.
    picture.load()
    exif = picture.getexif()
    parts = [dict(exif), *(dict(exif.get_ifd(part)) for part in (0x8769, 0x8825, 0xA005))]
    return "\n".join(_said([*picture.info.values(), *parts]))


def _pdf(content: bytes) -> str:
    document = PdfReader(BytesIO(content))
    outline = [str(entry.get("/Title", "")) for entry in document.outline if isinstance(entry, dict)]
    names = [*(document.metadata or {}).values(), *document.attachments]
    written = document.xmp_metadata.stream.get_data() if document.xmp_metadata else b""
    return "\n".join([*_said([*names, written, *outline]), *(page.extract_text() for page in document.pages)])


def _said(values: Iterable[Any]) -> Iterator[str]:
    """All texts among values, in whatever these are folded."""
    for value in values:
        if isinstance(value, bytes):
            # A camera's comment begins with the name of its code, in eight bytes (EXIF 2.3, 4.6.5).
            yield from (part.decode(how, errors="replace") for part in (value, value[8:]) for how in _AS)
        elif isinstance(value, dict):
            yield from _said(value.values())
        elif isinstance(value, list | tuple):
            yield from _said(value)
        else:
            yield str(value)


_READERS: tuple[tuple[frozenset[str], Callable[[bytes], str]], ...] = (
    (TEXTS, _text),
    (INDEX, _index),
    (PICTURES, _picture),
    (_PDF, _pdf),
)
