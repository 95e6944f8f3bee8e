"""How fast the desk opens with 50,000 held comments, on both databases: server time, and what each query goes by.

Requests go to the application in this process, so a figure is what the server spends, without a network.
"""

import asyncio
import os
import re
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import asyncpg
from starlette.testclient import TestClient

from benchmarks.held_town import FACILITATOR, HELD, make_town
from benchmarks.measure import table
from benchmarks.statements import plan, recorded
from comments_service.app import create_app
from comments_service.moderation.queue import next_open, queue
from comments_service.settings import read
from comments_service.storage import cases, connection, people

ORIGIN = "http://127.0.0.1:8000"
POSTGRES = os.environ.get("TOWNHALL_TEST_POSTGRES", "postgres://postgres@127.0.0.1:5432/postgres")
TIMES = int(os.environ.get("BENCH_TIMES", "40"))
_PROMISED = 100  # milliseconds in which a queue with an opened comment is answered


def run() -> str:
    """Measure, and return the table and the plans."""
    rows, plans = [], []
    with databases() as urls:
        for name, url in urls:
            asyncio.run(make_town(url, now=datetime.now(UTC)))
            rows += [(name, *row) for row in _measured(url)]
            plans.append(f"{name}\n{asyncio.run(_plans(url))}")
    head = ("database", "request", "median ms", "p95 ms", "of processor", "statements")
    promise = f"Promised: a queue with an opened comment in under {_PROMISED} ms."
    return "\n\n".join([table("The desk with 50,000 held comments: server time", head, rows), promise, *plans, ""])


@contextmanager
def databases() -> Iterator[Sequence[tuple[str, str]]]:
    """A new SQLite file, and a new database of a PostgreSQL server if one answers."""
    with tempfile.TemporaryDirectory() as folder:
        urls = [("SQLite", f"sqlite://{Path(folder) / 'held.sqlite3'}")]
        name = f"townhall_bench_{os.getpid()}"
        try:
            asyncio.run(_administer(f'CREATE DATABASE "{name}"'))
        except OSError:
            print("No PostgreSQL answers: SQLite alone is measured.")
            yield urls
            return
        try:
            yield [*urls, ("PostgreSQL", re.sub(r"/[^/]*$", f"/{name}", POSTGRES))]
        finally:
            asyncio.run(_administer(f'DROP DATABASE "{name}" WITH (FORCE)'))


async def _administer(statement: str) -> None:
    server = await asyncpg.connect(POSTGRES, timeout=3)
    try:
        await server.execute(statement)
    finally:
        await server.close()


def _measured(url: str) -> Iterator[tuple[str, str, str, str, int]]:
    settings, first = read({"TOWNHALL_DATABASE_URL": url}), asyncio.run(_cases(url))
    with TestClient(create_app(settings), base_url=ORIGIN, headers={"origin": ORIGIN}) as dana:
        assert dana.post("/auth/demo", json={"person": FACILITATOR}).status_code == 204
        some = iter(first[1:])
        asks: dict[str, Callable[[], str]] = {
            "GET /admin/?queue=held": lambda: "/admin/?queue=held",
            "the same, with an opened comment": lambda: f"/admin/?queue=held&item={next(some)[1]}",
            "the second page": lambda: f"/admin/?queue=held&after={first[49][0]}",
            "GET /admin/ (everything that waits)": lambda: "/admin/",
            "GET /admin/comments/{id}": lambda: f"/admin/comments/{next(some)[1]}",
        }
        for name, path in asks.items():
            yield _timed(name, lambda path=path: dana.get(path()))  # type: ignore[misc]
        yield _timed("PUT /admin/api/claims/{id}", lambda: dana.put(f"/admin/api/claims/{next(some)[1]}"))
        yield _timed(
            "POST /admin/api/decisions, one",
            lambda: dana.post(
                "/admin/api/decisions", json=[{"comment": str(next(some)[1]), "version": 1, "action": "approve"}]
            ),
        )


def _timed(name: str, ask: Callable[[], object]) -> tuple[str, str, str, str, int]:
    """What a request takes by the clock, and of the processor in this process, which is the same on a busy machine."""
    for _ in range(3):
        ask()
    with recorded() as statements:
        ask()
    took, worked = [], []
    for _ in range(TIMES):
        began, began_work = time.perf_counter(), time.process_time()
        answer = ask()
        took.append((time.perf_counter() - began) * 1000)
        worked.append((time.process_time() - began_work) * 1000)
        assert getattr(answer, "status_code", 0) == 200, answer
    p95 = statistics.quantiles(took, n=20)[-1]
    return name, f"{statistics.median(took):.1f}", f"{p95:.1f}", f"{statistics.median(worked):.1f}", len(statements)


async def _cases(url: str) -> list[tuple[UUID, UUID]]:
    """The first cases of the queue, each with its comment."""
    async with connection.opened(url):
        found = await cases.open_cases("held", after=None, limit=50 + 5 * (TIMES + 10))
        return [(case.id, case.comment_id) for case in found]


async def _plans(url: str) -> str:
    """The plans of what the list asks about cases."""
    now, said = datetime.now(UTC), []
    async with connection.opened(url):
        dana = await people.by_handle(FACILITATOR)
        first = (await cases.open_cases("held", after=None, limit=50))[-1]
        with recorded() as statements:
            await queue("held", after=first.id, now=now)
            await queue("all", after=None, now=now)
            await next_open("held", after_case=first.id, by=dana, now=now)
            await cases.ahead_of(first)
        about_cases = {sql: values for sql, values in statements if "FROM moderation_case" in sql}
        for sql, values in about_cases.items():
            steps = (await plan((sql, values))).replace("\n", "\n      ")
            said.append(f"  {' '.join(sql.split())}\n      {steps}")
    return "\n".join(said)


if __name__ == "__main__":
    print(f"{HELD:,} held comments")
    print(run())
