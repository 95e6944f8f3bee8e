"""Events in the database: numbered without gaps, whoever writes at the same time, and found again."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from comments_service.records import Event
from comments_service.storage import connection, events
from comments_service.storage.chain import BEFORE_THE_FIRST, Head, hash_after
from comments_service.storage.events import Wanted
from tests.storage.conftest import Program
from tests.support.company import AMAL, DANA, NOON

pytestmark = pytest.mark.anyio
POSTED = Event("comment.posted", "rota", UUID(int=7), AMAL.id, NOON, {"state": "published", "why": []})
DECIDED = Event("comment.decided", "rota", UUID(int=7), DANA.id, NOON + timedelta(microseconds=5), {"action": "remove"})
SYNCED = Event("threads.synced", None, None, None, NOON + timedelta(hours=1), {"changed": ["rota"]})
WRITES = """
import asyncio, sys
from comments_service.storage import connection, events
from tests.storage.test_events import POSTED

async def main():
    async with connection.opened(sys.argv[1]):
        print("ready", flush=True)
        sys.stdin.readline()
        for _ in range(25):
            async with connection.transaction():
                await events.append([POSTED, POSTED])

asyncio.run(main())
"""


async def append(*happened: Event) -> None:
    async with connection.transaction():
        await events.append(happened)


async def numbers(**wanted: object) -> list[int]:
    return [one.number for one in await events.newest(Wanted(**wanted), before=None, limit=9)]  # type: ignore[arg-type]


async def test_each_is_chained_to_the_one_before_it(empty_database: str) -> None:
    await append(POSTED, DECIDED)
    await append(SYNCED)
    kept = await events.after(limit=9)

    assert [(one.number, one.event) for one in kept] == [(1, POSTED), (2, DECIDED), (3, SYNCED)]
    before = BEFORE_THE_FIRST
    for one in kept:
        assert one.event
        assert one.hash == hash_after(before, one.number, one.event)
        before = one.hash
    assert await events.head() == Head(3, before)


async def test_what_was_not_committed_leaves_no_gap(empty_database: str) -> None:
    await append(POSTED)
    before = await events.head()

    async def fail() -> None:
        async with connection.transaction():
            await events.append([DECIDED])
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await fail()
    assert await events.head() == before
    await append(SYNCED)
    assert [one.event for one in await events.after(limit=9)] == [POSTED, SYNCED]


async def test_nothing_is_nothing(empty_database: str) -> None:
    await append()

    assert await events.head() == Head(0, BEFORE_THE_FIRST)
    assert await events.after(limit=9) == []


async def test_a_transaction_within_another_goes_on_with_the_same_chain(empty_database: str) -> None:
    async with connection.transaction():
        await append(POSTED)
        await append(DECIDED)
    await append(SYNCED)

    assert [one.event for one in await events.after(limit=9)] == [POSTED, DECIDED, SYNCED]


async def test_writers_at_the_same_time_take_turns(empty_database: str) -> None:
    await asyncio.gather(*(append(POSTED, DECIDED) for _ in range(12)))

    assert [one.number for one in await events.after(limit=99)] == list(range(1, 25))


def test_so_do_processes(database_url: str, program: Program) -> None:
    both = [program(WRITES, database_url) for _ in range(2)]
    for process in both:
        assert process.stdout
        assert process.stdout.readline() == "ready\n"
    ended = [process.communicate("go\n", timeout=60) for process in both]

    async def kept() -> list[int]:
        async with connection.opened(database_url):
            return [one.number for one in await events.after(limit=999)]

    assert [process.returncode for process in both] == [0, 0], ended
    assert asyncio.run(kept()) == list(range(1, 101))


async def test_they_are_found_by_what_they_are_about(empty_database: str) -> None:
    await append(POSTED, DECIDED, SYNCED)

    assert await numbers() == [3, 2, 1]
    assert await numbers(people=[DANA.id, AMAL.id]) == [2, 1]
    assert await numbers(people=[]) == []
    assert await numbers(threads=["rota"], kinds=["comment.posted", "threads.synced"]) == [1]
    assert await numbers(comment=UUID(int=7), people=[DANA.id]) == [2]
    assert await numbers(since=DECIDED.at) == [3, 2]
    assert await numbers(until=SYNCED.at) == [2, 1]
    assert await events.of_comment(UUID(int=7)) == [POSTED, DECIDED]


async def test_pages_follow_each_other(empty_database: str) -> None:
    await append(*(replace(POSTED, facts={"state": str(number)}) for number in range(5)))

    first = await events.newest(Wanted(), before=None, limit=3)
    second = await events.newest(Wanted(), before=first[-1].number, limit=3)

    assert [one.number for one in first + second] == [5, 4, 3, 2, 1]
    assert [one.number for one in await events.after(2, limit=2)] == [3, 4]


@pytest.mark.parametrize("column", ["facts", "at", "person_id"])
async def test_what_somebody_made_unreadable_is_none_and_stops_nobody(empty_database: str, column: str) -> None:
    if connection.is_postgres():
        pytest.skip("PostgreSQL keeps only what can be read")
    await append(POSTED, DECIDED)
    await connection.execute(f"UPDATE event SET {column} = 'nonsense' WHERE number = 1")

    assert [one.event for one in await events.after(limit=9)] == [None, DECIDED]
