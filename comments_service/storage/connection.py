"""Opening and closing the database, and transactions on it. app.py and __main__.py open; this room's queries use it."""

import asyncio
import json
import sqlite3
from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import asyncpg
from tortoise import Tortoise
from tortoise.backends.base.client import BaseDBAsyncClient
from tortoise.backends.base.config_generator import expand_db_url
from tortoise.connection import get_connections
from tortoise.exceptions import DBConnectionError, OperationalError
from tortoise.transactions import in_transaction

_SQLITE_ENGINE, _POSTGRES_ENGINE = "comments_service.storage.sqlite", "comments_service.storage.postgres"
MIGRATIONS = "comments_service.storage.migrations"
TABLES = [
    f"comments_service.storage.{module}"
    for module in (
        "tables",
        "desk_tables",
        "privacy_tables",
        "sign_in_tables",
        "notice_tables",
        "unnamed_tables",
        "learning_tables",
        "page_tables",
    )
]
_GONE_MESSAGES = (
    "unable to open database",
    "disk i/o error",
    "database is locked",
    "readonly database",
    "no such table",
)


def configuration(url: str, *, migrating: bool = False, migrations: str = MIGRATIONS) -> dict[str, Any]:
    """Return Tortoise's configuration for a database address.

    Args:
        url: sqlite://path or postgres://user:password@host:port/name.
        migrating: no foreign keys on SQLite, and all the time in the world: see migrate.py.
        migrations: the package that holds them.
    """
    database = expand_db_url(url)
    if url.startswith("sqlite:"):
        database["engine"] = _SQLITE_ENGINE
        # FULL: a comment that was answered with 201 survives the machine losing power, not only the process dying.
        # secure_delete: what is redacted is overwritten in the file, not only let go of.
        pragmas = {"busy_timeout": 5000, "synchronous": "FULL", "secure_delete": "ON"}
        pragmas["foreign_keys"] = "OFF" if migrating else "ON"
        database["credentials"] = {**pragmas, **database["credentials"]}
        if migrating:
            database["credentials"]["foreign_keys"] = "OFF"
    else:
        database["engine"] = _POSTGRES_ENGINE
        # A database that fell silent must not keep anybody waiting; a migration may take its time.
        patience = {"timeout": 3, "command_timeout": None if migrating else 3}
        database["credentials"] = {"minsize": 1, "maxsize": 10, **patience, **database["credentials"]}
    # Tortoise keeps the SQL it has made by the connection's name, for as long as the process lives: one name a dialect.
    name = "sqlite" if url.startswith("sqlite:") else "postgres"
    return {
        "connections": {name: database},
        "apps": {
            "townhall": {
                "models": TABLES,
                "default_connection": name,
                "migrations": migrations,
            }
        },
        "use_tz": True,
        "timezone": "UTC",
    }


# A server that answers, and is of no use now: starting or stopping, full, not to be entered, or not migrated yet.
_REFUSES_US = (
    asyncpg.CannotConnectNowError,
    asyncpg.OperatorInterventionError,
    asyncpg.InsufficientResourcesError,
    asyncpg.InvalidAuthorizationSpecificationError,
    asyncpg.InvalidCatalogNameError,
    asyncpg.UndefinedTableError,
)

# The kinds of error that a database which cannot be reached may raise; `is_gone` tells which of them do mean that.
MAY_MEAN_GONE: tuple[type[Exception], ...] = (
    OperationalError,
    DBConnectionError,
    asyncpg.PostgresError,
    asyncpg.InterfaceError,
    OSError,
    TimeoutError,
)


@asynccontextmanager
async def opened(url: str, *, migrating: bool = False) -> AsyncIterator[None]:
    """Hold the database open for the length of a block; one at a time in a process."""
    if url.startswith("sqlite:"):
        Path(expand_db_url(url)["credentials"]["file_path"]).parent.mkdir(parents=True, exist_ok=True)
    # The fallback lets request tasks, which do not descend from the one that opened, find the connections.
    await Tortoise.init(config=configuration(url, migrating=migrating), _enable_global_fallback=True)
    try:
        yield
    finally:
        await Tortoise.close_connections()


@asynccontextmanager
async def transaction() -> AsyncIterator[None]:
    """Run the block as one transaction: all of it is kept, or none."""
    async with in_transaction():
        yield


def current() -> BaseDBAsyncClient:
    """The open database's connection; within a transaction, the transaction's."""
    handler = get_connections()
    return handler.get(next(iter(handler.db_config)))


def is_postgres() -> bool:
    """Say whether the open database is PostgreSQL; SQLite is the only other."""
    return bool(current().capabilities.dialect == "postgres")


async def fetch(query: str, *values: object) -> list[dict[str, Any]]:
    """Read rows by SQL with `?` for each value.

    For what runs on every read and every post, where Tortoise's objects cost several times what the database does.
    """
    sql, bound = _for_driver(query, values)
    return list(await current().execute_query_dict(sql, bound))


def places(values: Collection[object]) -> str:
    """As many `?` as there are values, for `IN (…)`."""
    return ", ".join("?" * len(values))


async def insert(table: str, **columns: object) -> None:
    """Insert one row; for the same reason.

    Raises:
        IntegrityError: a row with this key is there.
    """
    marks = places(columns)
    names = ", ".join(columns)
    sql, bound = _for_driver(f"INSERT INTO {table} ({names}) VALUES ({marks})", tuple(columns.values()))
    await current().execute_query(sql, bound)


async def execute(query: str, *values: object) -> None:
    """Run a statement that returns nothing; for the same reason."""
    sql, bound = _for_driver(query, values)
    await current().execute_query(sql, bound)


def _for_driver(query: str, values: tuple[object, ...]) -> tuple[str, list[object]]:
    """Number the placeholders for PostgreSQL, and write values as Tortoise does, so that both kinds of row are
    alike."""
    if not is_postgres():
        return query, [_for_sqlite(value) for value in values]
    numbered, *parts = query.split("?")
    for number, part in enumerate(parts, start=1):
        numbered += f"${number}{part}"
    return numbered, [_as_json(value) if isinstance(value, dict | list) else value for value in values]


def _for_sqlite(value: object) -> object:
    if isinstance(value, datetime):
        # Compared as text, so all in one zone.
        return str(value.astimezone(UTC))
    if isinstance(value, UUID):
        return str(value)
    return _as_json(value) if isinstance(value, dict | list) else value


def _as_json(value: object) -> str:
    return json.dumps(value, separators=(",", ":"))


async def answers() -> bool:
    """Say whether the database answers, within two seconds."""
    try:
        async with asyncio.timeout(2):
            await current().execute_query("SELECT 1 FROM thread LIMIT 1")
    except Exception as error:
        if is_gone(error):
            return False
        raise
    return True


def is_gone(error: BaseException) -> bool:
    """Say whether an error means that the database cannot be reached now, rather than that a query was wrong."""
    causes = [error, error.__cause__, *error.args]
    if any(isinstance(cause, asyncpg.PostgresConnectionError | asyncpg.InterfaceError | OSError) for cause in causes):
        return True
    if any(isinstance(cause, _REFUSES_US) for cause in causes):
        return True
    if isinstance(error, DBConnectionError | TimeoutError):
        return True
    return isinstance(error, OperationalError | sqlite3.OperationalError) and any(
        words in str(error).lower() for words in _GONE_MESSAGES
    )
