"""Everything that a database holds, read past the service, so that a test can say that nothing at all was written."""

import asyncio
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any

import asyncpg

# Without sessions: that somebody was seen is not something they wrote.
_TABLES = (
    "person",
    "thread",
    "comment",
    "revision",
    "comment_search",
    "note",
    "mark",
    "official_draft",
    "sanction",
    "moderation_case",
    "decision",
    "appeal",
    "sealed_case",
    "sealed_note",
    "unsealing",
    "report",
    "reaction",
    "rule",
    "rule_hit",
    "legal_hold",
    "leaver",
    "embargo_term",
    "mailbox",
    "notice",
    "event",
    "audit_head",
)

Contents = dict[str, list[tuple[Any, ...]]]


def contents(database_url: str) -> Contents:
    """Every row of every table but the sessions', by table."""
    queries = {table: f"SELECT * FROM {table}" for table in _TABLES}
    return {table: sorted(rows, key=repr) for table, rows in _read(database_url, queries).items()}


def rows(database_url: str, query: str) -> list[tuple[Any, ...]]:
    """What a query finds."""
    return _read(database_url, {"asked": query})["asked"]


@contextmanager
def nothing_written(database_url: str) -> Iterator[None]:
    """Hold a block to having written nothing."""
    before = contents(database_url)
    yield
    after = contents(database_url)
    changed = {table: [row for row in after[table] if row not in before[table]] for table in after}
    assert after == before, f"this was written: {changed}"


def _read(database_url: str, queries: dict[str, str]) -> Contents:
    if database_url.startswith("sqlite://"):
        file = re.sub(r"\?.*", "", database_url.removeprefix("sqlite://"))
        with closing(sqlite3.connect(file)) as connection:
            return {name: connection.execute(query).fetchall() for name, query in queries.items()}
    return asyncio.run(_read_postgres(database_url, queries))


async def _read_postgres(database_url: str, queries: dict[str, str]) -> Contents:
    connection = await asyncpg.connect(database_url, timeout=5)
    try:
        return {name: [tuple(row) for row in await connection.fetch(query)] for name, query in queries.items()}
    finally:
        await connection.close()
