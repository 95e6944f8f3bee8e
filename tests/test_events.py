"""The one write path: rows and event in one transaction, and nobody is told of what was not committed."""

import asyncio

import pytest

from comments_service.events import COMMENT_POSTED, Change, Ledger
from comments_service.storage import connection, threads
from tests.support.company import AMAL, BEN, NOON
from tests.support.talking import everything

pytestmark = pytest.mark.anyio


@pytest.fixture
def heard() -> list[str]:
    return []


@pytest.fixture
def ledger(database: str, heard: list[str]) -> Ledger:
    ledger = Ledger(now=lambda: NOON)
    ledger.listen(heard.append)
    return ledger


async def test_a_change_moves_the_threads_version_and_is_announced_once(ledger: Ledger, heard: list[str]) -> None:
    before = await threads.version("rota")
    async with ledger.change("rota") as change:
        change.record(COMMENT_POSTED, person=AMAL.id, state="published")

    assert await threads.version("rota") == (before or 0) + 1
    assert heard == ["rota"]


async def test_listeners_are_called_after_the_commit_only(ledger: Ledger, heard: list[str]) -> None:
    async with ledger.change("rota"):
        assert heard == []
    assert heard == ["rota"]


async def test_a_listener_already_finds_what_changed(ledger: Ledger) -> None:
    before = await threads.version("rota")
    found: list[asyncio.Task[int | None]] = []
    ledger.listen(lambda uid: found.append(asyncio.ensure_future(threads.version(uid))))
    async with ledger.change("rota"):
        pass

    assert await found[0] == (before or 0) + 1


async def test_if_the_block_raises_nothing_is_kept_and_nobody_is_told(ledger: Ledger, heard: list[str]) -> None:
    before = await everything()

    async def fail() -> None:
        async with ledger.change("rota") as change:
            change.record(COMMENT_POSTED)
            await connection.execute("UPDATE thread SET title = 'Changed'")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await fail()
    assert await everything() == before
    assert heard == []


async def test_if_it_cannot_be_recorded_nothing_is_changed(ledger: Ledger, heard: list[str]) -> None:
    before = await everything()

    async def fail() -> None:
        async with ledger.change("rota") as change:
            change.record(COMMENT_POSTED, unwritable=object())

    with pytest.raises(TypeError):
        await fail()
    assert await everything() == before
    assert heard == []


async def test_events_are_written_when_the_block_is_done(ledger: Ledger) -> None:
    """Writing them makes every other writer wait, so nothing may come between them and the commit."""
    async with ledger.change("rota") as change:
        before = (await everything())["event"]
        change.record(COMMENT_POSTED, person=AMAL.id, state="published")
        change.record(COMMENT_POSTED, person=BEN.id, state="held")
        assert (await everything())["event"] == before
    new = (await everything())["event"][len(before) :]

    assert [row["number"] for row in new] == [len(before) + 1, len(before) + 2]


async def test_writers_to_many_threads_never_wait_in_a_circle(ledger: Ledger) -> None:
    async def write(uid: str) -> None:
        for _ in range(5):
            async with ledger.change(uid) as change:
                change.record(COMMENT_POSTED)
                await asyncio.sleep(0)

    before = len((await everything())["event"])
    await asyncio.gather(*(write(uid) for uid in ("rota", "incident", "rumours", "rota")))

    assert len((await everything())["event"]) == before + 20


async def test_a_note_is_kept_whole_or_not_and_never_announced(ledger: Ledger, heard: list[str]) -> None:
    async with ledger.note() as change:
        change.record("session.began", person=AMAL.id)
    before = await everything()

    async def fail() -> None:
        async with ledger.note() as change:
            change.record("session.began", person=AMAL.id)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await fail()
    assert [row["kind"] for row in before["event"]][-1] == "session.began"
    assert await everything() == before
    assert heard == []


async def test_writers_to_one_thread_take_turns(ledger: Ledger) -> None:
    """Each sees what the one before it wrote, or waits: so rules may read first and write then."""
    inside: list[str] = []

    async def write(name: str) -> None:
        async with ledger.change("rota"):
            inside.append(name)
            rows = await connection.fetch("SELECT title FROM thread WHERE uid = 'rota'")
            await asyncio.sleep(0.005)
            await connection.execute("UPDATE thread SET title = ? WHERE uid = 'rota'", rows[0]["title"] + name)
            inside.append(name)

    await asyncio.gather(*(write(name) for name in "abcdef"))
    thread = await threads.get("rota")

    assert thread is not None
    assert sorted(thread.title.removeprefix("Rota")) == list("abcdef")
    assert inside[::2] == inside[1::2]


async def test_a_change_knows_its_thread_and_time(ledger: Ledger) -> None:
    async with ledger.change("rota") as change:
        assert change == Change("rota", NOON)


async def test_what_a_note_touches_is_moved_on_and_announced_once_it_is_kept(ledger: Ledger, heard: list[str]) -> None:
    before = {uid: await threads.version(uid) for uid in ("rota", "incident", "rumours")}
    async with ledger.note() as change:
        change.touch(["rota", "incident"])
        change.touch(["rota"])
        assert heard == []
    after = {uid: await threads.version(uid) for uid in before}

    assert sorted(heard) == ["incident", "rota"]
    assert [uid for uid in before if after[uid] != before[uid]] == ["rota", "incident"]


async def test_what_a_note_touches_stays_where_it_was_if_it_fails(ledger: Ledger, heard: list[str]) -> None:
    async def fail() -> None:
        async with ledger.note() as change:
            change.touch(["rota"])
            raise ZeroDivisionError

    before = await threads.version("rota")
    with pytest.raises(ZeroDivisionError):
        await fail()

    assert (heard, await threads.version("rota")) == ([], before)
