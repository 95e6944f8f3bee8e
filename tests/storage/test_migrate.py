"""Migrating: on an empty database and a full one, twice, by two processes at once, with a backup that can be opened."""

import asyncio
import contextlib
import fcntl
import json
import os
import re
import shutil
import sqlite3
import sys
from collections.abc import AsyncIterator, Iterator
from importlib import import_module
from pathlib import Path
from uuid import UUID

import asyncpg
import pytest
from tortoise import fields
from tortoise.migrations import operations as ops
from tortoise.migrations.executor import MigrationExecutor
from tortoise.migrations.schema_generator.state_apps import StateApps
from tortoise.models import Model
from tortoise.utils import get_schema_sql

from comments_service.records import Comment, Revision
from comments_service.storage import (
    comments,
    connection,
    desk_tables,
    migrations,
    notice_tables,
    people,
    privacy_tables,
    sign_in_tables,
    tables,
    threads,
)
from comments_service.storage.migrate import _ADVISORY_LOCK, MigrationBrokeReferences, migrate
from comments_service.storage.migration_state import Tables
from tests.storage.conftest import Program
from tests.support import databases
from tests.support.company import AMAL, NOON, entry

FIRST = "0001_initial"
TABLES = {
    "audit_head", "comment", "decision", "event", "moderation_case", "person", "report", "revision", "session",
    "thread",
}  # fmt: skip
# What search is made of differs between the databases, and is no table of the models: see migration 0004.
OURS = "type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'comment_search%'"
MIGRATE = """
import asyncio, sys
from comments_service.storage.migrate import migrate

print("ready", flush=True)
sys.stdin.readline()
print(",".join(asyncio.run(migrate(sys.argv[1]))))
"""


@pytest.fixture
def new_sqlite_url(tmp_path: Path) -> str:
    return f"sqlite://{tmp_path / 'new' / 'townhall.sqlite3'}"


@pytest.fixture
def new_postgres_url(worker_id: str) -> Iterator[str]:
    """The address of a PostgreSQL database that nobody has migrated."""
    if not databases.postgres_answers():
        pytest.skip(f"no PostgreSQL answers at {databases.POSTGRES}")
    name = f"townhall_new_{worker_id}_{os.getpid()}"
    drop, create = f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)', f'CREATE DATABASE "{name}"'
    asyncio.run(databases._run(databases.POSTGRES, drop, create))
    yield re.sub(r"/[^/]*$", f"/{name}", databases.POSTGRES)
    databases.drop_postgres(name)


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def new_url(request: pytest.FixtureRequest) -> str:
    """The address of a database with nothing in it, not even tables."""
    return str(request.getfixturevalue(f"new_{request.param}_url"))


def file_of(url: str) -> Path:
    return Path(url.removeprefix("sqlite://"))


def test_an_operation_is_told_the_tables_as_they_were_before_it() -> None:
    """Tortoise renders them anew for each operation; ours only for one that looks, and it must see the same."""

    async def before_and_after() -> tuple[set[str], set[str], set[str]]:
        tables = Tables(models={}, apps=StateApps(default_connections={"townhall": "sqlite"}))
        identity = [("id", fields.IntField(primary_key=True))]
        ops.CreateModel(name="Thread", fields=identity).state_forward("townhall", tables)
        before = tables.clone()
        words = fields.CharField(max_length=30)
        ops.AddField(model_name="Thread", name="title", field=words).state_forward("townhall", tables)
        again = before.clone()
        kept, new = (state.apps.get_model("townhall.Thread")._meta.db_fields for state in (before, tables))
        return set(kept), set(new), set(again.apps.get_model("townhall.Thread")._meta.db_fields)

    assert asyncio.run(before_and_after()) == ({"id"}, {"id", "title"}, {"id"})


def query(file: Path, sql: str) -> list[tuple[object, ...]]:
    opened = sqlite3.connect(file)
    try:
        return opened.execute(sql).fetchall()
    finally:
        opened.close()


async def tables_in(url: str) -> set[str]:
    async with connection.opened(url):
        if connection.is_postgres():
            rows = await connection.fetch("SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'")
        else:
            rows = await connection.fetch(f"SELECT name FROM sqlite_master WHERE {OURS}")
    return {row["name"] for row in rows} - {"tortoise_migrations"}


def test_migrations_are_one_line_each_after_the_one_before() -> None:
    """Two that two people numbered alike would be applied in whatever order."""
    names = sorted(path.stem for path in Path(migrations.__file__).parent.glob("[0-9]*.py"))
    after = [import_module(f"{migrations.__name__}.{name}").Migration.dependencies for name in names]

    assert [name[:4] for name in names] == [f"{number:04}" for number in range(1, len(names) + 1)]
    assert after == [[], *([("townhall", name)] for name in names[:-1])]


def test_an_empty_database_gets_every_table(new_url: str) -> None:
    applied = asyncio.run(migrate(new_url))

    assert applied[0] == FIRST
    assert asyncio.run(tables_in(new_url)) >= TABLES


def test_migrating_twice_is_migrating_once(database_url: str) -> None:
    assert asyncio.run(migrate(database_url)) == []


def test_two_processes_that_migrate_at_once_both_succeed(new_url: str, program: Program) -> None:
    both = [program(MIGRATE, new_url) for _ in range(2)]
    for process in both:
        assert process.stdout
        assert process.stdout.readline() == "ready\n"
    for process in both:
        assert process.stdin
        process.stdin.write("go\n")
        process.stdin.flush()
    ended = [process.communicate(timeout=60) for process in both]

    assert [process.returncode for process in both] == [0, 0], ended
    assert sorted(printed.split(",")[0].strip() for printed, _ in ended) == ["", FIRST]
    assert asyncio.run(tables_in(new_url)) >= TABLES


@contextlib.asynccontextmanager
async def somebody_migrating(url: str) -> AsyncIterator[None]:
    """Hold what another process holds while it migrates."""
    if url.startswith("sqlite:"):
        file = file_of(url)
        file.parent.mkdir(exist_ok=True)
        with file.with_name(file.name + ".migrating").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
        return
    server = await asyncpg.connect(url)
    await server.execute("SELECT pg_advisory_lock($1)", _ADVISORY_LOCK)
    yield
    await server.close()


@pytest.mark.anyio
async def test_who_comes_second_waits_for_the_first(new_url: str) -> None:
    async with somebody_migrating(new_url):
        second = asyncio.create_task(migrate(new_url))
        done, _ = await asyncio.wait({second}, timeout=0.5)
        assert not done

    assert (await second)[0] == FIRST


# --- the shape of what it makes -----------------------------------------------------------------------------------


Shape = dict[str, dict[str, object]]


def shape_of(file: Path) -> Shape:
    """Columns, references and indexes of each table: an index by its columns, whether unique, whether partial."""
    shape: Shape = {}
    for (table,) in query(file, f"SELECT name FROM sqlite_master WHERE {OURS}"):
        indexes = query(
            file, f"SELECT name, \"unique\", partial FROM pragma_index_list('{table}') WHERE origin <> 'pk'"
        )
        shape[str(table)] = {
            "columns": sorted(query(file, f"SELECT name, type, \"notnull\", pk FROM pragma_table_info('{table}')")),
            "references": sorted(
                query(file, f'SELECT "from", "table", "to", on_delete FROM pragma_foreign_key_list(\'{table}\')')
            ),
            "indexes": sorted((columns_of(file, index), bool(u), bool(partial)) for index, u, partial in indexes),
        }
    shape.pop("tortoise_migrations", None)
    return shape


def columns_of(file: Path, index: object) -> list[object]:
    return [name for (name,) in query(file, f"SELECT name FROM pragma_index_info('{index}') ORDER BY seqno")]


@pytest.fixture
def promised(tmp_path: Path) -> Shape:
    """What the models promise, with the indexes that are made by hand."""
    file = tmp_path / "models.sqlite3"

    async def make_from_models() -> None:
        async with connection.opened(f"sqlite://{file}"):
            await connection.current().execute_script(get_schema_sql(connection.current(), safe=False))
            for statement in (*desk_tables.PARTIAL_INDEXES, *notice_tables.PARTIAL_INDEXES):
                await connection.fetch(statement)

    asyncio.run(make_from_models())
    return shape_of(file)


def test_what_migrations_make_on_sqlite_is_what_the_models_promise(sqlite_url: str, promised: Shape) -> None:
    """Tortoise's rebuild of a SQLite table silently loses its indexes and unique groups: this finds it."""
    made = shape_of(file_of(sqlite_url))
    assert made.keys() == promised.keys()
    for table, shape in promised.items():
        assert made[table] == shape, table


@pytest.mark.postgres
def test_what_migrations_make_on_postgres_has_the_same_indexes(postgres_url: str, promised: Shape) -> None:
    async def indexes() -> list[dict[str, object]]:
        async with connection.opened(postgres_url):
            return await connection.fetch(
                "SELECT indrelid::regclass::text AS name, indisunique AS is_unique, indpred IS NOT NULL AS is_partial,"
                " (SELECT json_agg(attname ORDER BY place) FROM unnest(indkey) WITH ORDINALITY AS keys (number, place)"
                "  JOIN pg_attribute ON attrelid = indrelid AND attnum = number)::text AS columns"
                " FROM pg_index JOIN pg_class ON pg_class.oid = indrelid"
                " WHERE relnamespace = 'public'::regnamespace AND NOT indisprimary"
                " AND indrelid::regclass::text <> 'comment_search'"
            )

    made: dict[str, list[tuple[object, ...]]] = {table: [] for table in promised}
    for row in asyncio.run(indexes()):
        if row["name"] != "tortoise_migrations":
            made[str(row["name"])].append((json.loads(str(row["columns"])), row["is_unique"], row["is_partial"]))

    assert {table: sorted(found) for table, found in made.items()} == {
        table: shape["indexes"] for table, shape in promised.items()
    }


@pytest.mark.anyio
async def test_the_queue_is_read_through_the_partial_index(empty_database: str) -> None:
    explain = "EXPLAIN" if connection.is_postgres() else "EXPLAIN QUERY PLAN"
    async with connection.transaction():  # what is set holds for one connection, of several
        if connection.is_postgres():
            # An empty table is soonest sorted, whatever there is to read it by.
            await connection.execute("SET LOCAL enable_seqscan = off")
            await connection.execute("SET LOCAL enable_sort = off")
        plan = await connection.fetch(
            f"{explain} SELECT * FROM moderation_case"
            " WHERE closed IS NULL AND waits_for IS NULL ORDER BY due, id LIMIT 31"
        )

    assert "moderation_case_due" in str(plan)


def test_no_description_of_a_table_holds_a_semicolon() -> None:
    """Descriptions go into the SQL as comments, and Tortoise's SQLite migrations cut that SQL at every semicolon."""
    models = [
        model
        for module in (tables, desk_tables, privacy_tables, sign_in_tables, notice_tables)
        for model in vars(module).values()
        if isinstance(model, type) and issubclass(model, Model)
    ]

    assert len(models) > len(TABLES)  # Model itself is among them
    assert [model.__name__ for model in models if model is not Model and ";" in (model.__doc__ or "")] == []


def test_references_are_whole_after_migrating(sqlite_url: str) -> None:
    assert query(file_of(sqlite_url), "PRAGMA foreign_key_check") == []


# --- a migration yet to come, on a database with something in it --------------------------------------------------

COMMENT, WORDS = UUID(int=1), "The new rota works."
REBUILDS = """
from tortoise import fields, migrations
from tortoise.fields.base import OnDelete
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    dependencies = [("townhall", "{after}")]
    operations = [
        ops.AlterField(model_name="Comment", name="kind", field=fields.CharField(max_length=30)),
    ]
"""


@pytest.fixture
def rebuilding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A package with our migrations and one more, which rebuilds a table that others refer to."""
    name = "migrations_to_come"
    package = tmp_path / "scratch" / name
    shutil.copytree(Path(__file__).parents[2] / "comments_service/storage/migrations", package)
    last = max(file.stem for file in package.glob("[0-9]*.py"))
    (package / "9999_rebuild.py").write_text(REBUILDS.replace("{after}", last))
    monkeypatch.syspath_prepend(str(package.parent))
    yield name
    for module in [module for module in sys.modules if module.startswith(name)]:
        del sys.modules[module]


async def fill(url: str) -> None:
    """Amal says something."""
    async with connection.opened(url):
        await people.put(AMAL)
        await threads.put([entry("rota")], known={})
        said = Comment(COMMENT, "rota", None, COMMENT, AMAL.id, "comment", "published", 1, 1, 1, NOON, None)
        words = Revision(1, WORDS, "", 1, [], NOON)
        await comments.add(said, words, revision_id=COMMENT)


async def said_in(url: str) -> list[str]:
    async with connection.opened(url):
        branches = await comments.branches([COMMENT])
    return [one.revision.body for one in branches if one.revision]


def test_rebuilding_a_table_keeps_the_rows_that_refer_to_it(new_url: str, rebuilding: str) -> None:
    asyncio.run(migrate(new_url))
    asyncio.run(fill(new_url))

    applied = asyncio.run(migrate(new_url, migrations=rebuilding))

    assert applied == ["9999_rebuild"]
    assert asyncio.run(said_in(new_url)) == [WORDS]


def test_the_same_rebuild_with_foreign_keys_on_would_lose_them(sqlite_url: str, rebuilding: str) -> None:
    """If this fails because rows are still there, Tortoise rebuilds safely now, and migrate.py may be simpler."""

    async def migrate_as_tortoise_does() -> None:
        async with connection.opened(sqlite_url):
            apps = connection.configuration(sqlite_url, migrations=rebuilding)["apps"]
            await MigrationExecutor(connection.current(), apps).migrate(direction="forward")

    asyncio.run(fill(sqlite_url))
    asyncio.run(migrate_as_tortoise_does())

    assert asyncio.run(said_in(sqlite_url)) == []


# --- the backup ---------------------------------------------------------------------------------------------------


def backup_of(url: str) -> Path:
    return file_of(url).with_name("townhall.sqlite3.before-migration")


def test_a_new_database_is_not_backed_up(new_sqlite_url: str) -> None:
    asyncio.run(migrate(new_sqlite_url))

    assert not backup_of(new_sqlite_url).exists()


def test_no_backup_is_made_where_nothing_is_to_be_applied(sqlite_url: str) -> None:
    asyncio.run(migrate(sqlite_url))
    assert not backup_of(sqlite_url).exists()


def test_the_backup_holds_what_was_there_before(sqlite_url: str, rebuilding: str) -> None:
    asyncio.run(fill(sqlite_url))

    asyncio.run(migrate(sqlite_url, migrations=rebuilding))

    backup = backup_of(sqlite_url)
    assert query(backup, "PRAGMA integrity_check") == [("ok",)]
    assert query(backup, "SELECT name FROM tortoise_migrations WHERE name = '9999_rebuild'") == []
    assert asyncio.run(said_in(f"sqlite://{backup}")) == [WORDS]


def test_a_later_backup_takes_the_place_of_an_earlier_one(sqlite_url: str, rebuilding: str) -> None:
    backup_of(sqlite_url).write_text("an earlier backup")

    asyncio.run(migrate(sqlite_url, migrations=rebuilding))

    assert query(backup_of(sqlite_url), "PRAGMA integrity_check") == [("ok",)]


def test_rows_that_refer_to_nothing_are_found_and_the_tables_named(sqlite_url: str) -> None:
    broken = sqlite3.connect(file_of(sqlite_url))
    broken.execute("INSERT INTO session (id, token_hash, person_id, created, seen) VALUES ('a', 'b', 'nobody', '', '')")
    broken.commit()
    broken.close()

    with pytest.raises(MigrationBrokeReferences, match="session"):
        asyncio.run(migrate(sqlite_url))
