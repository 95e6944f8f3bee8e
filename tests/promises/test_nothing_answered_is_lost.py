"""Every comment that was answered 201 is in the database, whatever then happens to the service or the database."""

import asyncio
import contextlib
import random
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import httpx2
import pytest

from comments_service.storage import connection
from tests.conftest import move_in
from tests.support import databases
from tests.support.contents import nothing_written, rows
from tests.support.proxy import Wire, wired
from tests.support.service import Service, serving

PATIENCE = 15  # seconds until what does not come is a failure
A_FEW_SECONDS = 8  # of these at most a person waits for a 503
# Pages that nobody has read before.
UNREAD = {"cut": "incident", "freeze": "rumours"}


def fill(database_url: str) -> None:
    """Let the cast and their pages move in."""

    async def move() -> None:
        async with connection.opened(database_url):
            await move_in()

    asyncio.run(move())


class Posting(threading.Thread):
    """Posts as fast as it is answered, until nobody answers; remembers what was answered 201."""

    def __init__(self, service: Service, thread: str) -> None:
        super().__init__()
        self._client = service.client("amal")
        self._thread = thread
        self.answered: list[str] = []

    def run(self) -> None:
        with contextlib.suppress(httpx2.TransportError):
            while True:
                own = str(uuid4())
                body = f"Said in a hurry, {len(self.answered)}."
                answer = self._client.put(f"/api/v1/comments/{own}", json={"thread": self._thread, "body": body})
                if answer.status_code == 201:
                    self.answered.append(own)


def killed_in_the_middle(service: Service) -> list[str]:
    """The ids that were answered 201 before the service was killed while others were on their way."""
    posters = [Posting(service, thread) for thread in ("rota", "rota", "ask-ines")]
    for poster in posters:
        poster.start()
    enough = random.randint(5, 60)
    until(lambda: sum(len(poster.answered) for poster in posters) >= enough)
    service.kill()
    for poster in posters:
        poster.join()
    return [own for poster in posters for own in poster.answered]


def until(true: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < deadline, "it did not come"
        time.sleep(0.002)


def held_to_the_promise(database_url: str, answered: list[str]) -> None:
    """Each comment is there whole, or not at all; and each that was answered is there."""
    comments = {str(own): thread for own, thread in rows(database_url, "SELECT id, thread_id FROM comment")}
    revised = [str(own) for (own,) in rows(database_url, "SELECT comment_id FROM revision")]
    told = [str(own) for (own,) in rows(database_url, "SELECT comment_id FROM event WHERE kind = 'comment.posted'")]
    assert set(answered) - set(comments) == set()
    assert sorted(revised) == sorted(comments) == sorted(told)
    # A thread's version moves with each change: once for the sync that brought it, once for each comment.
    versions = dict(rows(database_url, "SELECT uid, version FROM thread"))
    moved = {uid: list(comments.values()).count(uid) for uid in versions}
    assert versions == {uid: 1 + moved[uid] for uid in versions}


def test_what_was_answered_survives_kill_9_on_sqlite(sqlite_url: str) -> None:
    fill(sqlite_url)
    answered: list[str] = []

    for _ in range(3):
        with serving(sqlite_url) as service:
            answered += killed_in_the_middle(service)
        held_to_the_promise(sqlite_url, answered)

    with contextlib.closing(sqlite3.connect(sqlite_url.removeprefix("sqlite://"))) as file:
        assert file.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert file.execute("PRAGMA foreign_key_check").fetchall() == []
    with serving(sqlite_url) as service:
        assert service.client().get(f"/api/v1/comments/{answered[-1]}").status_code == 200


@pytest.mark.postgres
def test_what_was_answered_survives_kill_9_on_postgres(postgres_url: str) -> None:
    fill(postgres_url)

    with serving(postgres_url) as service:
        answered = killed_in_the_middle(service)

    held_to_the_promise(postgres_url, answered)


@pytest.fixture(scope="module")
def shaky(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Service, Wire, str]]:
    """A service whose PostgreSQL is at the end of a wire, that wire, and the database's own address."""
    url = request.getfixturevalue("postgres_database")
    databases.empty_postgres(url)
    fill(url)
    with wired(url) as (wire, by_wire), serving(by_wire) as service:
        yield service, wire, url
        wire.mend()


def patient(service: Service) -> httpx2.Client:
    """Amal, who waits for an answer however long it takes."""
    client = service.client("amal")
    client.timeout = httpx2.Timeout(PATIENCE)
    return client


def break_wire(wire: Wire, how: str) -> None:
    {"cut": wire.cut, "freeze": wire.freeze}[how]()


@pytest.mark.postgres
@pytest.mark.parametrize("how", ["cut", "freeze"])
def test_while_the_database_is_gone_writes_are_refused_and_what_is_kept_is_read(
    shaky: tuple[Service, Wire, str], how: str
) -> None:
    service, wire, url = shaky
    own, draft = str(uuid4()), {"body": "My draft."}
    # One client each, for all of them ask at once.
    putting, posting, reading, ready, alive, unread = (patient(service) for _ in range(6))
    kept = reading.get("/t/last-week/fragment")

    def put() -> httpx2.Response:
        return putting.put(f"/api/v1/comments/{own}", json={"thread": "rota", "body": f"Said before the {how}."})

    with nothing_written(url):
        break_wire(wire, how)
        refused, page, still, is_ready, is_alive, never_read = timed_at_once(
            put,
            lambda: posting.post("/t/rota", data=draft, headers={"accept": "text/html"}),
            lambda: reading.get("/t/last-week/fragment"),
            lambda: ready.get("/readyz"),
            lambda: alive.get("/healthz"),
            lambda: unread.get(f"/t/{UNREAD[how]}/fragment"),
        )

    assert [one.headers["retry-after"] for one in (refused, page, is_ready)] == ["5"] * 3
    assert (refused.status_code, is_ready.status_code, is_alive.status_code) == (503, 503, 200)
    assert refused.json()["type"].endswith("/database-is-gone")
    assert (page.status_code, "My draft." in page.text) == (503, True)
    assert (still.status_code, still.content) == (200, kept.content)
    assert never_read.status_code == 503

    wire.mend()
    until(lambda: ready.get("/readyz").status_code == 200)
    until(lambda: put().status_code in (200, 201))
    assert f"Said before the {how}." in reading.get("/t/rota/fragment").text


def timed_at_once(*asking: Callable[[], httpx2.Response]) -> list[httpx2.Response]:
    """The answers to some requests made at once, all of which come within a few seconds."""
    with ThreadPoolExecutor(len(asking)) as at_once:
        begun = time.monotonic()
        answers = list(at_once.map(lambda ask: ask(), asking))
        assert time.monotonic() - begun < A_FEW_SECONDS
    return answers


@pytest.mark.postgres
def test_many_at_once_do_not_wait_for_each_other_while_the_database_is_silent(
    shaky: tuple[Service, Wire, str],
) -> None:
    service, wire, _ = shaky
    clients = [patient(service) for _ in range(30)]
    sent = {"thread": "rota", "body": "All at once."}

    wire.freeze()
    answers = timed_at_once(
        *(lambda client=client: client.put(f"/api/v1/comments/{uuid4()}", json=sent) for client in clients)  # type: ignore[misc]
    )
    wire.mend()

    assert {answer.status_code for answer in answers} == {503}
    until(lambda: clients[0].get("/readyz").status_code == 200)


def test_while_another_program_keeps_the_sqlite_file_nobody_waits_for_long(sqlite_url: str) -> None:
    fill(sqlite_url)

    # A second rather than five, so that this test need not wait for so long.
    with serving(f"{sqlite_url}?busy_timeout=1000") as service:
        clients = [patient(service) for _ in range(12)]
        kept = clients[0].get("/t/rota/fragment").content
        own = [str(uuid4()) for _ in clients]

        def put(client: httpx2.Client, one: str) -> httpx2.Response:
            return client.put(f"/api/v1/comments/{one}", json={"thread": "rota", "body": "Said meanwhile."})

        with contextlib.closing(sqlite3.connect(sqlite_url.removeprefix("sqlite://"))) as other:
            other.execute("BEGIN IMMEDIATE")
            other.execute("UPDATE thread SET title = 'Being changed'")
            answers = timed_at_once(*map(lambda client, one: lambda: put(client, one), clients, own))
            still = clients[0].get("/t/rota/fragment")
            other.rollback()

        assert [(answer.status_code, answer.headers.get("retry-after")) for answer in answers] == [(503, "5")] * 12
        assert (still.status_code, still.content) == (200, kept)
        assert rows(sqlite_url, "SELECT id FROM comment") == []
        assert [put(client, one).status_code for client, one in zip(clients, own, strict=True)] == [201] * 12
