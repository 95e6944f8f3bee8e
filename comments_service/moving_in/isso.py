"""Reads a database of Isso: SQLite, opened so that nothing in it is run or written. What was typed there is Markdown.

The file may come from anybody: a view, a trigger or a function in its schema is not trusted, and only tables are read.
"""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from comments_service.moving_in import fields
from comments_service.moving_in.elsewhere import LONGEST_SOURCE_TEXT, Export, ExportIsWrong, Passed, Said, Why

NAME: Final = "Isso"
_BEGINS = b"SQLite format 3\x00"
_LONGEST_VALUE = 1 << 20
_PUBLIC, _WAITS, _DELETED = 1, 2, 4
_ROWS = (
    "SELECT c.id, c.parent, c.created, c.mode, c.text, c.author, c.email, t.uri"
    " FROM comments c LEFT JOIN threads t ON t.id = c.tid"
)


def read(path: Path) -> Export:
    """What the file says; the lines of the report are the comments' numbers there.

    Raises:
        ExportIsWrong: it is no such file.
    """
    try:
        with path.open("rb") as file:
            if file.read(len(_BEGINS)) != _BEGINS:
                raise ExportIsWrong("This is no SQLite database, as Isso keeps its comments in.")
        for row in _rows(path):
            yield _comment(row)
    # A message of SQLite that quotes what is no text cannot be read either.
    except (sqlite3.Error, UnicodeDecodeError) as error:
        raise ExportIsWrong(f"The database cannot be read ({type(error).__name__}): it is damaged, or none.") from error
    except OSError as error:
        raise ExportIsWrong(f"The file cannot be read: {error.strerror or error}.") from error


def _rows(path: Path) -> Iterator[Mapping[str, Any]]:
    with closing(sqlite3.connect(f"file:{quote(str(path.absolute()))}?mode=ro", uri=True)) as database:
        database.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST_VALUE)
        database.execute("PRAGMA trusted_schema = OFF")
        database.execute("PRAGMA cell_size_check = ON")
        database.execute("PRAGMA query_only = ON")
        # Text as bytes: what is no UTF-8 is one damaged comment, and not the end of the reading.
        database.text_factory = bytes
        database.row_factory = sqlite3.Row
        tables = database.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")
        if not {b"comments", b"threads"} <= {row["name"] for row in tables}:
            raise ExportIsWrong("The database has no tables of comments and threads, as Isso's has.")
        yield from database.execute(_ROWS)


def _comment(row: Mapping[str, Any]) -> Said | Passed:
    number = row["id"] if isinstance(row["id"], int) else 0
    key, parent = fields.key(row["id"]), fields.key(row["parent"])
    try:
        page, text, name, email = (_text(row[column]) for column in ("uri", "text", "author", "email"))
    except UnicodeDecodeError:
        return Passed(Why.DAMAGED, number, key, "", parent)
    page, at = fields.address(page), fields.moment_of_seconds(row["created"])
    why = Why.DELETED if row["mode"] == _DELETED else None
    why = why or (Why.TOO_LONG if len(text) > LONGEST_SOURCE_TEXT else None)
    if why or key is None or at is None or row["mode"] not in (_PUBLIC, _WAITS):
        return Passed(why or Why.DAMAGED, number, key, page, parent)
    waits = row["mode"] == _WAITS
    return Said(key, number, page, parent, name, email, "", text, at, waits)


def _text(value: object) -> str:
    return value.decode() if isinstance(value, bytes) else ""
