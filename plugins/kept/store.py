"""A file of values by the digest of what they were made from; beside the content, never in the site.

A value that no build asked for lately is forgotten. The file may be deleted at any time; one that cannot be read is.
"""

import hashlib
import json
import logging
import platform
import sqlite3
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

log = logging.getLogger(__name__)

# Two kinds of build, to look at and for readers, take turns in the same file.
_BUILDS_KEPT: Final = 6
_LIBRARIES: Final = ("pelican", "markdown", "jinja2", "markupsafe", "pygments", "nh3")
_ROOM: Final = Path(__file__).resolve().parents[1]
_SCHEMA: Final = "CREATE TABLE IF NOT EXISTS kept (digest BLOB PRIMARY KEY, value TEXT NOT NULL, used INTEGER NOT NULL)"


class Store:
    """Values that were worked out before, and those that are now.

    What is new is written when the store is closed, all at once: a build that is stopped leaves the file as it was.

    Args:
        file: where they are kept; None keeps them no longer than the object.

    Attributes:
        keeps: whether the next build will find them.
    """

    def __init__(self, file: Path | None = None) -> None:
        self._base = _opened(file) if file else None
        self.keeps = self._base is not None
        self._build = self._base.execute("PRAGMA user_version").fetchone()[0] + 1 if self._base else 0
        self._used: set[bytes] = set()
        self._made: dict[bytes, str] = {}

    def text(self, kind: str, made_from: bytes, make: Callable[[], str]) -> str:
        """What `make` returned for this input, or returns now.

        Args:
            kind: what is made; the same input is another for another kind.
            made_from: all that it depends on, but for the code of our plugins.
        """
        digest = digest_of(kind, made_from)
        kept = self.get(digest)
        if kept is None:
            kept = self._made[digest] = make()
        return kept

    def value(self, kind: str, made_from: str, make: Callable[[], Any]) -> Any:
        """The same for what can be written as JSON, which comes back as lists, dictionaries and texts."""
        return json.loads(
            self.text(kind, made_from.encode("utf-8", "surrogatepass"), lambda: json.dumps(make(), ensure_ascii=False))
        )

    def get(self, digest: bytes) -> str | None:
        """What is kept under a digest."""
        if digest in self._made:
            return self._made[digest]
        row = (
            self._base.execute("SELECT value FROM kept WHERE digest = ?", (digest,)).fetchone() if self._base else None
        )
        if row is None:
            return None
        self._used.add(digest)
        value: str = row[0]
        return value

    def has(self, digest: bytes) -> bool:
        """Whether there is one, without reading it."""
        asked = "SELECT 1 FROM kept WHERE digest = ?"
        return digest in self._made or (
            self._base is not None and bool(self._base.execute(asked, (digest,)).fetchone())
        )

    def put(self, made: Iterable[tuple[bytes, str]]) -> None:
        """Keep what was worked out elsewhere."""
        self._made.update(made)

    def close(self) -> None:
        """Write down what is new and forget what is old."""
        if self._base is None:
            return
        try:
            with self._base:
                self._base.execute("BEGIN IMMEDIATE")
                new = [(digest, value, self._build) for digest, value in self._made.items()]
                self._base.executemany("INSERT OR REPLACE INTO kept VALUES (?, ?, ?)", new)
                used = [(self._build, digest) for digest in self._used]
                self._base.executemany("UPDATE kept SET used = ? WHERE digest = ?", used)
                self._base.execute("DELETE FROM kept WHERE used <= ?", (self._build - _BUILDS_KEPT,))
                self._base.execute(f"PRAGMA user_version = {self._build}")
        except sqlite3.Error as error:
            # Another build writes, or the disk is full: this one is whole all the same.
            log.info("What this build worked out is not kept: %s", error)
        finally:
            self._base.close()


def digest_of(kind: str, made_from: bytes) -> bytes:
    """The digest of an input: what is kept is found by it."""
    return hashlib.blake2b(made_from, digest_size=16, key=_code(), person=kind.encode()[:16]).digest()


@cache
def _code() -> bytes:
    """A digest of what makes the values: our plugins, the libraries, Python."""
    digest = hashlib.blake2b(platform.python_version().encode(), digest_size=32)
    for library in _LIBRARIES:
        digest.update(f"{library} {version(library)}\n".encode())
    digest.update(_of_files(_ROOM, "*.py"))
    return digest.digest()


def digest_of_folder(folder: Path) -> bytes:
    """A digest of all files of a folder, by their names and what is in them."""
    return _of_files(folder, "*")


def _of_files(folder: Path, pattern: str) -> bytes:
    digest = hashlib.blake2b(digest_size=32)
    for path in sorted(folder.rglob(pattern)):
        if path.is_file() and "__pycache__" not in path.parts:
            digest.update(f"{path.relative_to(folder)}\n{path.stat().st_size}\n".encode())
            digest.update(path.read_bytes())
    return digest.digest()


def _opened(file: Path) -> sqlite3.Connection | None:
    for _attempt in range(2):
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            base = sqlite3.connect(file, timeout=5, isolation_level=None)
            base.execute("PRAGMA synchronous = OFF")
            base.execute(_SCHEMA)
        except sqlite3.DatabaseError as error:
            log.info("%s cannot be read, and is made anew: %s", file.name, error)
            file.unlink(missing_ok=True)
        except OSError as error:
            log.info("Nothing is kept of this build: %s", error)
            return None
        else:
            return base
    return None


_open: dict[Path, Store] = {}


def store_of(settings: Mapping[str, Any]) -> Store:
    """The store of the build that has these settings, the same until it is closed; one that keeps nothing without."""
    if not settings.get("KEPT"):
        return Store()
    file = Path(settings["PATH"]).parent / settings["KEPT"]
    if file not in _open:
        _open[file] = Store(file)
    return _open[file]


def close_all() -> None:
    """At the end of a build."""
    while _open:
        _open.popitem()[1].close()
