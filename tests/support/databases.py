"""Databases for tests: a migrated SQLite file to copy, and a PostgreSQL database of the worker's own."""

import asyncio
import os
import re
import shutil
from pathlib import Path

import asyncpg

from comments_service.storage.migrate import migrate

POSTGRES = os.environ.get("TOWNHALL_TEST_POSTGRES", "postgres://postgres@127.0.0.1:5432/postgres")


# The names of a migrated file and of one that was copied from it.
TEMPLATE, COPY = "template.sqlite3", "townhall.sqlite3"


def migrated_sqlite(folder: Path) -> Path:
    """A migrated, empty SQLite file, to be copied for each test."""
    template = folder / TEMPLATE
    asyncio.run(migrate(f"sqlite://{template}"))
    return template


def sqlite_copy(template: Path, folder: Path) -> str:
    """A database address of a fresh copy."""
    copy = folder / COPY
    shutil.copy(template, copy)
    return f"sqlite://{copy}"


def sqlite_file(url: str) -> Path:
    """The file of a SQLite database's address."""
    return Path(url.removeprefix("sqlite://"))


def postgres_answers() -> bool:
    """Whether a PostgreSQL server answers where the tests look for one."""
    try:
        asyncio.run(_run(POSTGRES, "SELECT 1"))
    except (OSError, TimeoutError, asyncpg.PostgresError):
        return False
    return True


# Statistics are taken at some moment or other, of the few rows that one test happens to have: a plan must not hang on
# them. Without any, PostgreSQL plans for a queue of many.
_UNCOUNTED = "ALTER TABLE moderation_case SET (autovacuum_enabled = false)"


def migrated_postgres(name: str) -> str:
    """The address of a migrated, empty PostgreSQL database of this name, made anew."""
    asyncio.run(_run(POSTGRES, f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)', f'CREATE DATABASE "{name}"'))
    url = re.sub(r"/[^/]*$", f"/{name}", POSTGRES)
    asyncio.run(migrate(url))
    # What a test wrote need not outlive the server, so nobody waits for its disk.
    asyncio.run(_run(url, _UNCOUNTED, f'ALTER DATABASE "{name}" SET synchronous_commit = off'))
    return url


def drop_postgres(name: str) -> None:
    """Remove the database of this name."""
    asyncio.run(_run(POSTGRES, f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'))


# Deleting a handful of rows takes a tenth of what truncating all tables does; without triggers their order is free.
_EMPTY = """
DO $$ DECLARE name text; BEGIN
    SET LOCAL session_replication_role = replica;
    FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'tortoise_migrations' LOOP
        EXECUTE format('DELETE FROM %I', name);
    END LOOP;
    INSERT INTO audit_head (id, number, hash) VALUES (1, 0, repeat('0', 64));
END $$
"""


def empty_postgres(url: str) -> None:
    """Remove every row, and begin the chain of events again."""
    asyncio.run(_run(url, _EMPTY))


def rows_in_postgres(url: str) -> str:
    """SQL that puts every row of this database into an empty one."""
    return asyncio.run(_rows(url))


async def _rows(url: str) -> str:
    connection = await asyncpg.connect(url, timeout=3)
    try:
        tables = await connection.fetch(
            "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'tortoise_migrations'"
        )
        found = {row["name"]: await connection.fetchval(f'SELECT json_agg(t) FROM "{row["name"]}" t') for row in tables}
    finally:
        await connection.close()
    quoted = {name: rows.replace("'", "''") for name, rows in found.items() if rows}
    return "".join(
        f'INSERT INTO "{name}" SELECT * FROM json_populate_recordset(NULL::"{name}", \'{rows}\');\n'
        for name, rows in quoted.items()
    )


# What refers to what is of no matter to rows that were there together.
_FILL = "SET LOCAL session_replication_role = replica; DELETE FROM audit_head;"


def fill_postgres(url: str, rows: str) -> None:
    """Have a database hold the rows that `rows_in_postgres` found, and none else."""
    asyncio.run(_run(url, f"BEGIN; {_EMPTY}; {_FILL} {rows} COMMIT"))


async def _run(url: str, *statements: str) -> None:
    connection = await asyncpg.connect(url, timeout=3)
    try:
        for statement in statements:
            await connection.execute(statement)
    finally:
        await connection.close()
