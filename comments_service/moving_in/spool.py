"""An export laid out on disk, so that its comments can be taken in an order in which each comes after what it answers,
however many there are and however they stand in the file. Deleted when it is closed.
"""

import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Final, NamedTuple, Self
from uuid import UUID

from comments_service.moving_in.elsewhere import Page, Passed, Said, Why

_AT_ONCE: Final = 1_000
_TABLES: Final = """
CREATE TABLE said (
    key TEXT PRIMARY KEY, line INTEGER, parent TEXT, page TEXT, name TEXT, person TEXT, handle_there TEXT, body TEXT,
    at TEXT, waits INTEGER, why TEXT, uid TEXT, level INTEGER, place TEXT, root TEXT, taken INTEGER, fresh INTEGER
) WITHOUT ROWID;
CREATE TABLE page (key TEXT PRIMARY KEY, address TEXT) WITHOUT ROWID;
"""
_INDEXES: Final = """
CREATE INDEX said_parent ON said (parent);
CREATE INDEX said_page ON said (page);
CREATE INDEX said_level ON said (level, key);
"""
# Of two with one id the same is kept, whichever comes first: what was passed over least, then by what they say.
_ADD: Final = """
INSERT INTO said (key, line, parent, page, name, person, handle_there, body, at, waits, why)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (key) DO UPDATE SET
    line = excluded.line, parent = excluded.parent, page = excluded.page, name = excluded.name,
    person = excluded.person, handle_there = excluded.handle_there, body = excluded.body, at = excluded.at,
    waits = excluded.waits, why = excluded.why
WHERE (excluded.why <> '', excluded.at, excluded.body, excluded.person, excluded.page, COALESCE(excluded.parent, ''))
    < (said.why <> '', said.at, said.body, said.person, said.page, COALESCE(said.parent, ''))
"""
# What answers nothing, or what is not in the export, or stands on another page, begins a branch.
_ROOTS: Final = """
UPDATE said SET level = 0 WHERE parent IS NULL OR NOT EXISTS (
    SELECT 1 FROM said above WHERE above.key = said.parent AND above.uid IS said.uid)
"""
_NEXT: Final = """
UPDATE said SET level = ? WHERE level IS NULL AND key IN (
    SELECT below.key FROM said above JOIN said below ON below.parent = above.key
    WHERE above.level = ? AND below.level IS NULL AND below.uid IS above.uid)
"""

_BATCH: Final = """
SELECT level, key, line, parent, uid, name, person, handle_there, body, at, waits, NULLIF(why, '') FROM said
WHERE (level, key) > (?, ?) ORDER BY level, key LIMIT ?
"""


class Place(NamedTuple):
    """Where a comment of the export stands here, or the one that what answers it stands under.

    Attributes:
        id: of that comment.
        root_id: of the one that its branch begins with.
        is_its_own: whether it was taken itself.
    """

    id: UUID
    root_id: UUID
    is_its_own: bool


@dataclass(frozen=True, slots=True)
class Laid:
    """A comment of the export and what it answers. `why`: why it is not to be taken; then only its place counts."""

    key: str
    line: int
    parent: str | None
    uid: str
    name: str
    person: str
    handle_there: str
    body: str
    at: str
    waits: bool
    why: str | None


class Spool:
    """Holds what an export says while it is taken."""

    def __init__(self) -> None:
        self._folder = TemporaryDirectory(prefix="townhall-moving-in-")
        self._database = sqlite3.connect(Path(self._folder.name) / "spool.sqlite3", isolation_level=None)
        # Nothing of it outlives this process, so nothing need be safe; 16 MB of memory, whatever the size.
        for pragma in ("journal_mode = OFF", "synchronous = OFF", "cache_size = -16000", "temp_store = FILE"):
            self._database.execute(f"PRAGMA {pragma}")
        self._database.executescript(_TABLES)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _at: TracebackType | None
    ) -> None:
        self._database.close()
        self._folder.cleanup()

    def lay(self, said: Sequence[tuple[Said | Passed, UUID | None]], pages: Iterable[Page]) -> None:
        """Lay down some of an export, each comment with the id of who said it."""
        self._database.execute("BEGIN")
        self._database.executemany(
            "INSERT INTO page VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET address = MIN(address, excluded.address)",
            [(page.key, page.address) for page in pages],
        )
        self._database.executemany(_ADD, [_row(one, person) for one, person in said])
        self._database.execute("COMMIT")

    def pages(self) -> list[tuple[str, str, int]]:
        """The pages that comments name: as they name them, the address, and how many of these comments there are."""
        self._database.executescript(_INDEXES)
        rows = self._database.execute(
            "SELECT page, COALESCE((SELECT address FROM page p WHERE p.key = said.page), page), SUM(why = '')"
            " FROM said GROUP BY page"
        )
        return list(rows)

    def place(self, page: str, uid: str | None) -> None:
        """Say which discussion a page has; None for none."""
        self._database.execute("UPDATE said SET uid = ? WHERE page = ?", (uid, page))
        if uid is None:
            self._database.execute("UPDATE said SET why = ? WHERE page = ? AND why = ''", (Why.NO_PAGE.value, page))

    def order(self) -> None:
        """Find out what answers what; those that answer each other in a circle are not to be taken."""
        self._database.execute(_ROOTS)
        level = 0
        while self._database.execute(_NEXT, (level + 1, level)).rowcount:
            level += 1
        self._database.execute("UPDATE said SET level = ?, why = ? WHERE level IS NULL", (level + 1, Why.CIRCLE.value))

    def how_many(self) -> int:
        """How many comments have an id of their own."""
        return int(self._database.execute("SELECT COUNT(*) FROM said").fetchone()[0])

    def speakers(self) -> Iterator[str]:
        """The ids of those who said what was not here before."""
        yield from (row[0] for row in self._database.execute("SELECT DISTINCT person FROM said WHERE fresh"))

    def in_order(self) -> Iterator[list[Laid]]:
        """All of it in batches, each comment after what it answers."""
        after: tuple[int, str] = (-1, "")
        while rows := self._database.execute(_BATCH, (*after, _AT_ONCE)).fetchall():
            yield [Laid(*row[1:]) for row in rows]
            after = rows[-1][:2]

    def places(self, keys: Sequence[str]) -> dict[str, Place]:
        """Where those of some comments stand that were gone through; those under which nothing can are left out."""
        marks = ", ".join("?" * len(keys))
        rows = self._database.execute(f"SELECT key, place, root, taken FROM said WHERE key IN ({marks})", keys)  # noqa: S608
        return {key: Place(UUID(place), UUID(root), bool(taken)) for key, place, root, taken in rows if place}

    def settle(self, became: Mapping[str, Place], *, fresh: Collection[str]) -> None:
        """Note where some comments stand now, and which of them were not here before."""
        self._database.execute("BEGIN")
        self._database.executemany(
            "UPDATE said SET place = ?, root = ?, taken = ?, fresh = ? WHERE key = ?",
            [(str(at.id), str(at.root_id), at.is_its_own, key in fresh, key) for key, at in became.items()],
        )
        self._database.execute("COMMIT")


def _row(one: Said | Passed, person: UUID | None) -> tuple[object, ...]:
    if isinstance(one, Passed):
        return (one.key, one.line, one.parent, one.page, "", "", "", "", "", 0, one.why.value)
    author = (one.name, str(person), one.handle_there)
    return (one.key, one.line, one.parent, one.page, *author, one.body, one.at.isoformat(), one.waits, "")
