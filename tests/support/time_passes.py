"""Lets time pass for what is in a database, where the service's clock is the real one: an author is told of a decision
only after ten seconds, and no test waits for that."""

import asyncio
import re
import sqlite3
from contextlib import closing
from datetime import datetime, timedelta

import asyncpg

_TIMES = (("decision", "at"), ("moderation_case", "opened"), ("moderation_case", "closed"), ("moderation_case", "due"))
_TIMES += (("appeal", "at"), ("sealed_case", "opened"), ("sealed_case", "closed"))


def time_passes(database_url: str, seconds: float = 10) -> None:
    """Make everything that was decided, and what waits for that, as much older."""
    if database_url.startswith("sqlite://"):
        _in_sqlite(re.sub(r"\?.*", "", database_url.removeprefix("sqlite://")), timedelta(seconds=seconds))
    else:
        asyncio.run(_in_postgres(database_url, timedelta(seconds=seconds)))


def _in_sqlite(file: str, by: timedelta) -> None:
    with closing(sqlite3.connect(file, timeout=5)) as connection, connection:
        connection.create_function("earlier", 1, lambda at: at and str(datetime.fromisoformat(at) - by))
        for table, column in _TIMES:
            connection.execute(f"UPDATE {table} SET {column} = earlier({column})")


async def _in_postgres(database_url: str, by: timedelta) -> None:
    connection = await asyncpg.connect(database_url, timeout=5)
    try:
        for table, column in _TIMES:
            await connection.execute(f"UPDATE {table} SET {column} = {column} - $1::interval", by)
    finally:
        await connection.close()
