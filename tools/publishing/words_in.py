"""What a published file says, wherever in it that stands: its text, and what is folded away in the search index.

Called by verify, which looks for words in it that nobody may read yet.
"""

import gzip
import zlib
from html import unescape
from pathlib import Path

TEXTS = frozenset({".html", ".xml", ".json", ".js", ".css", ".svg", ".txt", ".webmanifest"})
# What Pagefind writes: compressed, the words of a page among its fragments (plugins/search.py).
INDEX = frozenset({".pf_fragment", ".pf_index", ".pf_meta", ".pf_filter"})


class CannotBeRead(Exception):
    """It is not what its name says, so nobody can tell what stands in it; the message says why."""


def words_in(path: Path) -> str:
    """All that a file says; nothing where it is of a kind in which nobody writes.

    Raises:
        CannotBeRead: it is broken.
    """
    if path.suffix in TEXTS:
        return unescape(path.read_text(encoding="utf-8", errors="replace"))
    if path.suffix in INDEX:
        try:
            return gzip.decompress(path.read_bytes()).decode("utf-8", errors="replace")
        except (OSError, EOFError, zlib.error) as error:
            raise CannotBeRead(str(error)) from error
    return ""
