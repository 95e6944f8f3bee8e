"""Opening the database, transactions on it, and telling a database that is gone from a query that is wrong."""

import asyncio
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from uuid import UUID

import asyncpg
import pytest
from tortoise.exceptions import OperationalError

from comments_service.storage import connection, people, sessions, threads
from tests.support.company import AMAL, entry
from tests.support.service import free_port

END_OTHERS = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1 AND pid <> pg_backend_pid()"


async def what_is_raised(url: str, query: str = "SELECT 1 FROM thread") -> Exception | None:
    async with connection.opened(url):
        try:
            await connection.fetch(query)
        except connection.MAY_MEAN_GONE as error:
            return error
    return None


async def end_other_backends(url: str) -> None:
    server = await asyncpg.connect(url)
    await server.execute(END_OTHERS, url.rpartition("/")[2])
    await server.close()


@pytest.mark.anyio
async def test_a_refused_connection_means_gone() -> None:
    error = await what_is_raised(f"postgres://nobody@127.0.0.1:{free_port()}/townhall")

    assert error is not None
    assert connection.is_gone(error)


@pytest.mark.anyio
@pytest.mark.postgres
async def test_a_backend_that_was_terminated_means_gone_and_the_next_query_is_answered(postgres_url: str) -> None:
    gone: list[bool] = []
    async with connection.opened(postgres_url):
        try:
            async with connection.transaction():
                await connection.fetch("SELECT 1")
                await end_other_backends(postgres_url)
                await connection.fetch("SELECT 1")
        except connection.MAY_MEAN_GONE as error:
            gone.append(connection.is_gone(error))

        assert gone == [True]
        assert await connection.answers()


@pytest.mark.anyio
@pytest.mark.postgres
async def test_connections_that_died_while_idle_do_not_use_up_the_pool(postgres_url: str) -> None:
    """Tortoise kept a pooled connection for ever whose transaction could not begin: ten of those, and all waited."""

    async def write() -> None:
        async with connection.transaction():
            await connection.fetch("SELECT pg_sleep(0.02)")

    async with connection.opened(postgres_url):
        await asyncio.gather(*(write() for _ in range(10)))
        # In a thread that blocks this one: the event loop must not have the time to notice.
        await_blocking(end_other_backends(postgres_url))
        await asyncio.gather(*(write() for _ in range(10)), return_exceptions=True)

        async with asyncio.timeout(5):
            await asyncio.gather(*(write() for _ in range(20)))


@pytest.mark.anyio
async def test_a_writer_cancelled_at_any_moment_leaves_the_database_usable(empty_database: str) -> None:
    async def write() -> None:
        async with connection.transaction():
            await connection.fetch("SELECT 1")

    await write()
    for moments in range(40):
        writing = asyncio.create_task(write())
        for _ in range(moments):
            await asyncio.sleep(0)
        writing.cancel()
        await asyncio.gather(writing, return_exceptions=True)

    async with asyncio.timeout(5):
        await asyncio.gather(*(write() for _ in range(20)))


def await_blocking(work: object) -> None:
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, work).result()


@pytest.mark.anyio
async def test_a_sqlite_file_that_was_deleted_means_gone(sqlite_url: str) -> None:
    Path(sqlite_url.removeprefix("sqlite://")).unlink()  # noqa: ASYNC240 (nobody waits)

    error = await what_is_raised(sqlite_url)

    assert error is not None
    assert connection.is_gone(error)


@pytest.mark.anyio
async def test_a_sqlite_file_that_stays_locked_means_gone(sqlite_url: str) -> None:
    other = sqlite3.connect(sqlite_url.removeprefix("sqlite://"), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    error = await what_is_raised(f"{sqlite_url}?busy_timeout=20", "DELETE FROM thread")
    other.close()

    assert error is not None
    assert connection.is_gone(error)


@pytest.mark.anyio
@pytest.mark.parametrize(
    "wrong",
    [
        "SELEKT 1",
        "SELECT no_such_column FROM thread",
        "INSERT INTO session (id) VALUES (NULL)",
        "SELECT no_such_function()",
    ],
)
async def test_a_wrong_query_does_not_mean_gone(database_url: str, wrong: str) -> None:
    async with connection.opened(database_url):
        with pytest.raises(Exception) as raised:  # noqa: PT011 (each driver has its own)
            await connection.fetch(wrong)

    assert not connection.is_gone(raised.value)


@pytest.mark.anyio
@pytest.mark.postgres
async def test_a_value_of_the_wrong_kind_does_not_mean_gone(postgres_url: str) -> None:
    """asyncpg's DataError is an InterfaceError, as its "connection is closed" is."""
    async with connection.opened(postgres_url):
        with pytest.raises(Exception) as raised:  # noqa: PT011 (Tortoise wraps some of the driver's errors)
            await connection.fetch("SELECT version FROM thread WHERE version = ?", "not a number")

    assert not connection.is_gone(raised.value)


@pytest.mark.parametrize("error", [ValueError("x"), KeyError("OperationalError"), OperationalError("syntax error")])
def test_an_error_of_another_kind_does_not_mean_gone(error: Exception) -> None:
    assert not connection.is_gone(error)


@pytest.mark.anyio
async def test_a_database_that_is_there_answers(database_url: str) -> None:
    async with connection.opened(database_url):
        assert await connection.answers()


@pytest.mark.anyio
async def test_a_database_that_was_never_migrated_does_not_answer(tmp_path: Path) -> None:
    async with connection.opened(f"sqlite://{tmp_path / 'new.sqlite3'}"):
        assert not await connection.answers()


@pytest.mark.anyio
async def test_a_database_that_is_gone_does_not_answer() -> None:
    async with connection.opened(f"postgres://nobody@127.0.0.1:{free_port()}/townhall"):
        assert not await connection.answers()


@pytest.mark.anyio
async def test_a_transaction_that_fails_keeps_nothing(database_url: str) -> None:
    async def fail() -> None:
        async with connection.transaction():
            await threads.put([entry("rota")], known={})
            raise ZeroDivisionError

    async with connection.opened(database_url):
        with pytest.raises(ZeroDivisionError):
            await fail()

        assert await threads.get("rota") is None


@pytest.mark.anyio
async def test_sqlite_is_opened_to_survive_power_loss_and_with_references_kept(sqlite_url: str) -> None:
    async with connection.opened(sqlite_url):
        pragmas = {
            name: (await connection.fetch(f"PRAGMA {name}"))[0][name]
            for name in ("journal_mode", "synchronous", "foreign_keys")
        }

    assert pragmas == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}


@pytest.mark.anyio
async def test_a_time_in_another_zone_is_kept_as_the_same_moment(database_url: str) -> None:
    """SQLite compares times as text: two zones in one column would be out of order."""
    in_leeds = datetime(2026, 7, 1, 12, 0, tzinfo=UTC)
    in_rotterdam = datetime(2026, 7, 1, 13, 30, tzinfo=timezone(timedelta(hours=2)))  # 11:30 in UTC
    async with connection.opened(database_url):
        await people.put(AMAL)
        for number, at in enumerate((in_leeds, in_rotterdam)):
            await sessions.add(id=UUID(int=number), token_hash=str(number), person_id=AMAL.id, now=at)
        rows = await connection.fetch("SELECT token_hash FROM session ORDER BY created")
        bound = await connection.fetch(
            "SELECT token_hash FROM session WHERE created < ?", in_rotterdam + timedelta(minutes=1)
        )

    assert [row["token_hash"] for row in rows] == ["1", "0"]
    assert [row["token_hash"] for row in bound] == ["1"]


@pytest.mark.anyio
@pytest.mark.postgres
@pytest.mark.parametrize("where", ["another database", "a database that was never migrated"])
async def test_a_server_that_answers_and_is_of_no_use_means_gone(postgres_url: str, where: str) -> None:
    server = postgres_url.rpartition("/")[0]
    url = f"{server}/no_such_database" if where == "another database" else f"{server}/postgres"

    error = await what_is_raised(url)

    assert error is not None
    assert connection.is_gone(error)
