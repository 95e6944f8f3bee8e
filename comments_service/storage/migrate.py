"""Bringing the tables up to date: one process at a time, and without SQLite's cascades. Called by __main__.py."""

import asyncio
import fcntl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import asyncpg
from tortoise.migrations.executor import MigrationTarget

from comments_service.storage.connection import MIGRATIONS, configuration, current, fetch, opened
from comments_service.storage.migration_state import Executor

# An arbitrary number that means "Townhall is migrating" to PostgreSQL's advisory locks.
_ADVISORY_LOCK = 7_041_776


class MigrationBrokeReferences(Exception):
    """After migrating, rows point at rows that are not there; the message names the tables and the backup."""


async def migrate(url: str, *, migrations: str = MIGRATIONS) -> list[str]:
    """Apply what is missing and return the names of the migrations applied, oldest first.

    Two processes may call this at once: the second waits and then finds nothing to do. A SQLite file that is about to
    change is first copied to `<file>.before-migration`.

    Args:
        url: the database's address.
        migrations: the package that holds them; another one only where a migration is tried out.

    Raises:
        MigrationBrokeReferences: if SQLite's foreign_key_check finds orphans afterwards.
    """
    sqlite_file = _sqlite_file(url)
    lock = _advisory_lock(url) if sqlite_file is None else _file_lock(sqlite_file)
    # Tortoise changes a SQLite table by dropping and remaking it, which with foreign keys on would delete its children.
    async with lock, opened(url, migrating=True):
        executor = Executor(current(), configuration(url, migrations=migrations)["apps"])
        if sqlite_file is not None:
            await _back_up(sqlite_file, executor)
        applied: list[str] = []
        await executor.migrate(
            [MigrationTarget(app_label="townhall", name="__latest__")],
            direction="forward",
            progress=lambda event, _app, name: applied.append(name) if event == "apply_done" else None,
        )
        if sqlite_file is not None and (orphans := await fetch("PRAGMA foreign_key_check")):
            tables = ", ".join(sorted({str(row["table"]) for row in orphans}))
            raise MigrationBrokeReferences(f"orphaned rows in {tables}; the backup is {_backup_of(sqlite_file)}")
    return applied


def _sqlite_file(url: str) -> Path | None:
    credentials = configuration(url)["connections"].popitem()[1]["credentials"]
    return Path(credentials["file_path"]) if "file_path" in credentials else None


def _backup_of(database: Path) -> Path:
    return database.with_name(database.name + ".before-migration")


async def _back_up(database: Path, executor: Executor) -> None:
    recorded = await fetch("SELECT name FROM sqlite_master WHERE name = 'tortoise_migrations'")
    if not recorded or not await executor.plan():
        return
    _backup_of(database).unlink(missing_ok=True)
    # VACUUM INTO copies a consistent snapshot, the write-ahead log included; copying the file alone would not.
    await fetch("VACUUM INTO ?", str(_backup_of(database)))


@asynccontextmanager
async def _file_lock(database: Path) -> AsyncIterator[None]:
    database.parent.mkdir(parents=True, exist_ok=True)
    with database.with_name(database.name + ".migrating").open("w") as file:
        await asyncio.to_thread(fcntl.flock, file, fcntl.LOCK_EX)
        yield


@asynccontextmanager
async def _advisory_lock(url: str) -> AsyncIterator[None]:
    connection = await asyncpg.connect(url)
    try:
        await connection.execute("SELECT pg_advisory_lock($1)", _ADVISORY_LOCK)
        yield
    finally:
        await connection.close()
