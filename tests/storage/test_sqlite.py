"""Transactions on SQLite: they wait for their turn, and one that fails leaves the connection as it was."""

import asyncio
import sqlite3
from pathlib import Path

import pytest
from tortoise.exceptions import IntegrityError, OperationalError

from comments_service.storage import connection, threads
from comments_service.storage.sqlite import ImmediateTransactionWrapper
from tests.storage.conftest import Program
from tests.support.company import entry

READ_THEN_WRITE = """
import asyncio, sys
from comments_service.storage import connection

async def main():
    connection._SQLITE_ENGINE = sys.argv[2]
    async with connection.opened(sys.argv[1]):
        await connection.fetch("SELECT 1")
        print("ready", flush=True)
        sys.stdin.readline()
        refused = 0
        for _ in range(25):
            try:
                async with connection.transaction():
                    rows = await connection.fetch("SELECT version FROM thread WHERE uid = 'rota'")
                    await asyncio.sleep(0.001)
                    await connection.fetch("UPDATE thread SET version = ? WHERE uid = 'rota'", rows[0]["version"] + 1)
            except Exception as error:
                refused += 1
        print(refused)

asyncio.run(main())
"""


async def add_thread(url: str) -> None:
    async with connection.opened(url):
        await threads.put([entry("rota")], known={})


def version_in(url: str) -> int:
    with sqlite3.connect(url.removeprefix("sqlite://")) as file:
        (version,) = file.execute("SELECT version FROM thread WHERE uid = 'rota'").fetchone()
    file.close()
    return int(version)


def refused_in_three_processes(program: Program, url: str, engine: str) -> int:
    running = [program(READ_THEN_WRITE, url, engine) for _ in range(3)]
    for process in running:
        assert process.stdout
        assert process.stdout.readline() == "ready\n"
    for process in running:
        assert process.stdin
        process.stdin.write("go\n")
        process.stdin.flush()
    return sum(int(process.communicate(timeout=60)[0]) for process in running)


def test_three_processes_that_read_and_then_write_take_turns(program: Program, sqlite_url: str) -> None:
    asyncio.run(add_thread(sqlite_url))

    refused = refused_in_three_processes(program, sqlite_url, "comments_service.storage.sqlite")

    assert (refused, version_in(sqlite_url)) == (0, 75)


def test_tortoises_own_transactions_are_refused_where_ours_wait(program: Program, sqlite_url: str) -> None:
    """If this fails because nothing was refused, Tortoise has learnt to wait, and storage/sqlite.py may go."""
    asyncio.run(add_thread(sqlite_url))

    assert refused_in_three_processes(program, sqlite_url, "tortoise.backends.sqlite") > 0


@pytest.fixture
def impatient_url(sqlite_url: str) -> str:
    """A database that waits for 50 ms only when another process writes."""
    return f"{sqlite_url}?busy_timeout=50"


def file_of(url: str) -> Path:
    return Path(url.removeprefix("sqlite://").partition("?")[0])


@pytest.mark.anyio
async def test_a_transaction_that_could_not_begin_leaves_the_connection_usable(impatient_url: str) -> None:
    other = sqlite3.connect(file_of(impatient_url), isolation_level=None)
    async with connection.opened(impatient_url):
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(OperationalError, match="locked"):
            async with connection.transaction():
                pytest.fail("it has begun")
        other.execute("ROLLBACK")
        other.close()

        async with asyncio.timeout(5), connection.transaction():
            await threads.put([entry("rota")], known={})

        assert await threads.version("rota") == 0


@pytest.mark.anyio
async def test_while_another_program_writes_those_who_wait_to_write_keep_nobody_from_reading(sqlite_url: str) -> None:
    other = sqlite3.connect(file_of(sqlite_url), isolation_level=None)
    async with connection.opened(sqlite_url):
        await threads.put([entry("rota")], known={})
        other.execute("BEGIN IMMEDIATE")

        async def write(uid: str) -> None:
            async with connection.transaction():
                await threads.put([entry(uid)], known={})

        writing = [asyncio.create_task(write(f"page-{number}")) for number in range(12)]
        for _ in range(20):
            await asyncio.sleep(0.005)
            assert await threads.version("rota") == 0
        assert not any(task.done() for task in writing)
        other.execute("COMMIT")
        other.close()
        await asyncio.gather(*writing)

        assert len(await threads.versions()) == 13
        (waits,) = await connection.fetch("PRAGMA busy_timeout")
        assert list(waits.values()) == [5000]


@pytest.mark.anyio
async def test_a_transaction_cancelled_while_it_waits_to_begin_leaves_the_connection_usable(sqlite_url: str) -> None:
    other = sqlite3.connect(file_of(sqlite_url), isolation_level=None)
    async with connection.opened(sqlite_url):
        other.execute("BEGIN IMMEDIATE")

        async def never_begins() -> None:
            async with connection.transaction():
                pytest.fail("it has begun")

        waiting = asyncio.create_task(never_begins())
        await asyncio.sleep(0.05)  # until it waits in the database's own thread
        waiting.cancel()
        other.execute("ROLLBACK")
        other.close()
        with pytest.raises(asyncio.CancelledError):
            await waiting

        async with asyncio.timeout(5), connection.transaction():
            await threads.put([entry("rota")], known={})

        assert await threads.version("rota") == 0


@pytest.mark.anyio
async def test_a_commit_that_fails_keeps_nothing_and_leaves_the_connection_usable(sqlite_url: str) -> None:
    async with connection.opened(sqlite_url):

        async def refer_to_nobody() -> None:
            async with connection.transaction():
                await connection.fetch("PRAGMA defer_foreign_keys = ON")
                await connection.fetch(
                    "INSERT INTO session (id, token_hash, person_id, created, seen) VALUES ('a', 'b', 'nobody', '', '')"
                )

        with pytest.raises(IntegrityError):
            await refer_to_nobody()

        async with connection.transaction():
            await threads.put([entry("rota")], known={})

        assert await connection.fetch("SELECT id FROM session") == []
        assert await threads.version("rota") == 0


@pytest.mark.anyio
async def test_a_transaction_within_a_transaction_is_undone_alone(sqlite_url: str) -> None:
    async with connection.opened(sqlite_url):

        async def fail() -> None:
            async with connection.transaction():
                await threads.put([entry("rumours")], known={})
                raise ZeroDivisionError

        async with connection.transaction():
            await threads.put([entry("rota")], known={})
            with pytest.raises(ZeroDivisionError):
                await fail()

        assert set(await threads.versions()) == {"rota"}


@pytest.mark.anyio
async def test_the_open_database_hands_out_transactions_that_take_the_write_lock_at_once(sqlite_url: str) -> None:
    async with connection.opened(sqlite_url), connection.transaction():
        other = sqlite3.connect(file_of(sqlite_url), isolation_level=None, timeout=0)
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            other.execute("BEGIN IMMEDIATE")
        other.close()
        assert isinstance(connection.current(), ImmediateTransactionWrapper)
