"""What is written through one process is read through the others within a second, whatever becomes of the line."""

import asyncio
import contextlib
import json
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from uuid import uuid4

import asyncpg
import httpx2
import pytest

from comments_service.storage import connection
from tests.conftest import move_in
from tests.support import databases
from tests.support.company import PAGES, manifest
from tests.support.contents import rows
from tests.support.service import Service, run, serving

A_SECOND = 1.0
PATIENCE = 10  # seconds until what was never promised to be quick is a failure


@pytest.fixture(scope="module", params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def town(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> str:
    """A database with the cast and their pages in it; the tests of this file leave each other's comments alone."""
    if request.param == "sqlite":
        template = request.getfixturevalue("sqlite_template")
        url = databases.sqlite_copy(template, tmp_path_factory.mktemp("town"))
    else:
        url = request.getfixturevalue("postgres_database")
        databases.empty_postgres(url)

    async def fill() -> None:
        async with connection.opened(url):
            await move_in()

    asyncio.run(fill())
    return str(url)


@pytest.fixture(scope="module")
def two(town: str) -> Iterator[tuple[Service, Service]]:
    """Two processes on one database."""
    with serving(town) as one, serving(town) as other:
        yield one, other


def say(client: httpx2.Client, body: str, **about: object) -> str:
    own = str(uuid4())
    answer = client.put(f"/api/v1/comments/{own}", json={"thread": "rota", "body": body, **about})
    assert answer.status_code in (201, 202), answer.text
    return own


def seconds_until(true: Callable[[], bool], *, patience: float = PATIENCE) -> float:
    begun = time.monotonic()
    while not true():
        assert time.monotonic() - begun < patience, "it did not come"
        time.sleep(0.005)
    return time.monotonic() - begun


def reads(client: httpx2.Client, thread: str = "rota") -> str:
    return client.get(f"/t/{thread}/fragment").text


def test_what_is_written_through_one_is_read_through_the_other_within_a_second(two: tuple[Service, Service]) -> None:
    writing, reading = two[0].client("amal"), two[1].client()
    took = []

    for number in range(8):
        said = f"Word number {number}."
        assert said not in reads(reading)  # so that a copy is kept there
        say(writing, said)
        took.append(seconds_until(lambda said=said: said in reads(reading)))  # type: ignore[misc]

    assert max(took) < A_SECOND, took


def test_what_another_process_syncs_is_seen_within_a_second(
    two: tuple[Service, Service], town: str, tmp_path: Path
) -> None:
    reading, file = two[1].client(), tmp_path / "threads.json"
    closed = "You can still read it."
    assert closed not in reads(reading, "ask-ines")
    pages = [{**page, "comments": "closed"} if page["uid"] == "ask-ines" else page for page in PAGES]
    file.write_text(json.dumps(manifest(*pages)))

    run("sync", str(file), TOWNHALL_DATABASE_URL=town)

    assert seconds_until(lambda: closed in reads(reading, "ask-ines")) < A_SECOND


class Cutting(threading.Thread):
    """Ends every connection that listens to a PostgreSQL database, again and again."""

    def __init__(self, database_url: str) -> None:
        super().__init__()
        self._url = database_url
        self._enough = threading.Event()
        self.begun = threading.Event()
        self.ended = 0

    def run(self) -> None:
        asyncio.run(self._cut())

    async def _cut(self) -> None:
        query = (
            "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
            " WHERE datname = current_database() AND application_name = 'townhall listener'"
        )
        administrator = await asyncpg.connect(self._url)
        try:
            while not self._enough.is_set():
                self.ended += await administrator.fetchval(query)
                if self.ended >= 2:
                    self.begun.set()
                await asyncio.sleep(0.01)
        finally:
            await administrator.close()

    def stop(self) -> None:
        self._enough.set()
        self.join()


@contextlib.contextmanager
def listeners_cut(database_url: str) -> Iterator[Cutting]:
    cutting = Cutting(database_url)
    cutting.start()
    try:
        assert cutting.begun.wait(PATIENCE)
        yield cutting
    finally:
        cutting.stop()


def listeners(database_url: str) -> int:
    async def count() -> int:
        administrator = await asyncpg.connect(database_url)
        try:
            query = (
                "SELECT count(*) FROM pg_stat_activity"
                " WHERE datname = current_database() AND application_name = 'townhall listener'"
            )
            return int(await administrator.fetchval(query))
        finally:
            await administrator.close()

    return asyncio.run(count())


@pytest.mark.postgres
@pytest.mark.parametrize("town", ["postgres"], indirect=True)
def test_while_the_line_is_cut_no_read_is_old_and_afterwards_it_is_quick_again(
    two: tuple[Service, Service], town: str
) -> None:
    writing, reading = two[0].client("amal"), two[1].client()
    reads(reading)

    with listeners_cut(town) as cutting:
        old = []
        for number in range(25):
            said = f"Said while it was cut, {number}."
            say(writing, said)
            if said not in reads(reading):
                old.append(number)
        assert cutting.ended >= 2
    assert old == []

    seconds_until(lambda: listeners(town) == 2)
    say(writing, "Said after it was mended.")
    assert seconds_until(lambda: "after it was mended" in reads(reading)) < A_SECOND


@pytest.mark.postgres
@pytest.mark.parametrize("town", ["postgres"], indirect=True)
def test_what_was_said_while_nobody_listened_is_not_missed(two: tuple[Service, Service], town: str) -> None:
    writing, reading = two[0].client("amal"), two[1].client()
    assert "Said into silence." not in reads(reading)

    with listeners_cut(town):
        say(writing, "Said into silence.")
    seconds_until(lambda: listeners(town) == 2)

    assert "Said into silence." in reads(reading)


def test_of_two_facilitators_at_two_processes_exactly_one_decides(two: tuple[Service, Service], town: str) -> None:
    one, other = two
    amal, dana, eli = one.client("amal"), one.client("dana"), other.client("eli")
    held = [say(amal, f"It was {number} degrees.", thread="incident") for number in range(6)]

    def decide(client: httpx2.Client, comment: str, action: str) -> dict[str, object]:
        verdict = {"comment": comment, "version": 1, "action": action, "reason": "off-topic"}
        if action == "approve":
            del verdict["reason"]
        answer = client.post("/admin/api/decisions", json=[verdict])
        assert answer.status_code == 200, answer.text
        return dict(answer.json()["results"][0])

    with ThreadPoolExecutor(2) as at_once:
        pairs = [
            (at_once.submit(decide, dana, comment, "approve"), at_once.submit(decide, eli, comment, "remove"))
            for comment in held
        ]
        results = [(first.result(), second.result()) for first, second in pairs]

    assert [sorted((first["status"], second["status"])) for first, second in results] == [[200, 409]] * len(held)  # type: ignore[type-var]
    told = [next(one for one in pair if one["status"] == 409)["decided_by"] for pair in results]
    assert set(told) <= {"Dana Reyes", "Eli Brandt"}
    decided = [str(comment) for (comment,) in rows(town, "SELECT comment_id FROM decision")]
    assert sorted(decided) == sorted(held)


def test_the_same_comment_sent_to_two_processes_at_once_is_one_comment(two: tuple[Service, Service], town: str) -> None:
    clients = [service.client("amal") for service in two]
    own = [str(uuid4()) for _ in range(6)]

    def put(client: httpx2.Client, one: str) -> int:
        return client.put(f"/api/v1/comments/{one}", json={"thread": "rota", "body": "Twice."}).status_code

    with ThreadPoolExecutor(2) as at_once:
        pairs = [[at_once.submit(put, client, one) for client in clients] for one in own]
        statuses = [sorted(future.result() for future in pair) for pair in pairs]

    assert statuses == [[200, 201]] * len(own)
    kept = [str(comment) for (comment,) in rows(town, "SELECT comment_id FROM revision")]
    assert [kept.count(one) for one in own] == [1] * len(own)
