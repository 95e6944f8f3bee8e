"""Hearing what other processes change: by LISTEN on PostgreSQL, by looking at the file's version on SQLite."""

import asyncio
import contextlib
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable
from urllib.parse import urlsplit

import asyncpg
import pytest

from comments_service.storage import connection, threads
from comments_service.storage.listening import Listener
from tests.support.company import entry

LISTENING = "SELECT pid FROM pg_stat_activity WHERE query LIKE 'LISTEN%' AND datname = current_database()"


async def until(condition: Callable[[], bool | Awaitable[bool]]) -> None:
    """Wait for a condition; give up after ten seconds."""
    async with asyncio.timeout(10):
        while True:
            met = condition()
            if met if isinstance(met, bool) else await met:
                return
            await asyncio.sleep(0.01)


@contextlib.asynccontextmanager
async def listening(url: str, **how: float) -> AsyncIterator[tuple[Listener, list[str]]]:
    """A listener that has begun to hear, and the threads it heard of since."""
    heard: list[str] = []
    listener = Listener(url, changed=heard.append, **how)
    task = asyncio.create_task(listener.run())
    await until(lambda: listener.hearing)
    heard.clear()
    try:
        yield listener, heard
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task


async def change_elsewhere(url: str, uid: str) -> None:
    """Change a thread through a connection that is not ours."""
    if url.startswith("sqlite:"):
        with contextlib.closing(sqlite3.connect(url.removeprefix("sqlite://"))) as file, file:
            file.execute("UPDATE thread SET version = version + 1 WHERE uid = ?", [uid])
        return
    server = await asyncpg.connect(url)
    await server.execute("UPDATE thread SET version = version + 1 WHERE uid = $1", uid)
    await server.execute("SELECT pg_notify($1, $2)", threads.CHANNEL, uid)
    await server.close()


@pytest.fixture
async def url(empty_database: str) -> str:
    await threads.put([entry("rota"), entry("rumours")], known={})
    return empty_database


@pytest.mark.anyio
async def test_a_change_through_another_connection_is_heard(url: str) -> None:
    async with listening(url) as (listener, heard):
        await change_elsewhere(url, "rota")
        await until(lambda: heard == ["rota"])

        assert listener.hearing


@pytest.mark.anyio
async def test_each_further_change_is_heard(url: str) -> None:
    async with listening(url) as (_, heard):
        for number in range(1, 4):
            await change_elsewhere(url, "rumours")
            await until(lambda wanted=number: len(heard) == wanted)

    assert heard == ["rumours"] * 3


@pytest.mark.anyio
async def test_whoever_begins_to_hear_is_told_of_every_thread_once(url: str) -> None:
    heard: list[str] = []
    listener = Listener(url, changed=heard.append)
    task = asyncio.create_task(listener.run())
    await until(lambda: listener.hearing)
    task.cancel()

    assert sorted(heard) == ["rota", "rumours"]


@pytest.mark.anyio
async def test_nothing_is_heard_any_more_once_it_was_cancelled(url: str) -> None:
    async with listening(url) as (listener, _):
        pass

    assert not listener.hearing


@pytest.mark.anyio
async def test_what_is_written_while_hearing_begins_is_not_missed(sqlite_url: str) -> None:
    """The rows are read after the file's version: read the other way round, a write between the two went unheard."""
    heard: list[str] = []
    async with connection.opened(sqlite_url):
        await threads.put([entry("rota")], known={})

        def write_at_once(uid: str) -> None:
            heard.append(uid)
            if len(heard) == 1:
                with contextlib.closing(sqlite3.connect(sqlite_url.removeprefix("sqlite://"))) as file, file:
                    file.execute("UPDATE thread SET version = version + 1")

        task = asyncio.create_task(Listener(sqlite_url, changed=write_at_once).run())
        await until(lambda: len(heard) >= 2)
        task.cancel()

    assert heard == ["rota", "rota"]


@pytest.mark.anyio
async def test_a_change_that_was_rolled_back_is_not_heard(url: str) -> None:
    async def fail() -> None:
        async with connection.transaction():
            await threads.bump("rota")
            raise ZeroDivisionError

    async with listening(url) as (_, heard):
        with pytest.raises(ZeroDivisionError):
            await fail()
        await change_elsewhere(url, "rumours")
        await until(lambda: bool(heard))

    assert heard == ["rumours"]


@pytest.mark.anyio
@pytest.mark.postgres
async def test_a_listener_that_was_cut_says_so_and_hears_again_what_it_missed(postgres_url: str) -> None:
    async with connection.opened(postgres_url):
        await threads.put([entry("rota"), entry("rumours")], known={})
        async with listening(postgres_url, ask_every=60) as (listener, heard):
            await connection.fetch(f"SELECT pg_terminate_backend(pid) FROM ({LISTENING}) AS listening")
            await until(lambda: not listener.hearing)
            await change_elsewhere(postgres_url, "rota")
            assert heard == []

            await until(lambda: listener.hearing)
            assert heard == ["rota"]

            await change_elsewhere(postgres_url, "rumours")
            await until(lambda: heard == ["rota", "rumours"])


@pytest.mark.anyio
@pytest.mark.postgres
async def test_a_listener_whose_connection_fell_silent_finds_out(postgres_url: str) -> None:
    """A firewall that drops an idle connection says nothing to either end."""
    server = urlsplit(postgres_url)
    forwarding = asyncio.Event()
    forwarding.set()

    async def forward(source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
        with contextlib.suppress(ConnectionError):
            while chunk := await source.read(65536):
                await forwarding.wait()
                target.write(chunk)
        target.close()

    async def connect(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there, back = await asyncio.open_connection(server.hostname, server.port)
        await asyncio.gather(forward(reader, back), forward(there, writer))

    proxy = await asyncio.start_server(connect, "127.0.0.1", 0)
    port = proxy.sockets[0].getsockname()[1]
    through_proxy = server._replace(netloc=f"{server.username}@127.0.0.1:{port}").geturl()
    async with proxy, connection.opened(postgres_url), listening(through_proxy, ask_every=0.1) as (listener, _):
        forwarding.clear()
        await until(lambda: not listener.hearing)

        forwarding.set()
        await until(lambda: listener.hearing)
