"""The migration that chains events: what was there stays as it was, in its order, and is part of the chain."""

import asyncio
import shutil
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from comments_service.storage import connection, events
from comments_service.storage.chain import BEFORE_THE_FIRST, Recorded, hash_after
from comments_service.storage.migrate import migrate
from tests.storage.test_migrate import new_postgres_url, new_sqlite_url, new_url  # noqa: F401
from tests.support.company import AMAL, NOON

MIGRATIONS = Path(__file__).parents[2] / "comments_service/storage/migrations"
HOW_MANY = 2500  # more than are taken at a time


@pytest.fixture
def before_chaining(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A package with the migrations before this one."""
    name = "migrations_before"
    (tmp_path / name).mkdir()
    for file in MIGRATIONS.glob("*.py"):
        if file.stem < "0003":
            shutil.copy(file, tmp_path / name / file.name)
    (tmp_path / name / "__init__.py").touch()
    monkeypatch.syspath_prepend(str(tmp_path))
    yield name
    for module in [module for module in sys.modules if module.startswith(name)]:
        del sys.modules[module]


async def let_things_happen(url: str) -> None:
    """Write events as they were written then, with holes in their ids as a sequence leaves them."""
    async with connection.opened(url), connection.transaction():
        # By SQL: the room's own functions may know columns that came later.
        somebody = {"title": "", "site": "", "department": "", "roles": [], "active": True}
        await connection.insert("person", id=AMAL.id, handle=AMAL.handle, name=AMAL.name, **somebody)
        for number in range(1, HOW_MANY + 1):
            await connection.execute(
                "INSERT INTO event (id, kind, thread_uid, at, facts) VALUES (?, ?, ?, ?, ?)",
                number * 3,
                "comment.posted",
                "rota" if number % 2 else None,
                fixed(number),
                {"number": number, "changed": ["ü", "a"]},
            )


def fixed(number: int) -> datetime:
    return NOON.replace(microsecond=number * 300)


async def people_in(url: str) -> list[str]:
    async with connection.opened(url):
        return [row["handle"] for row in await connection.fetch("SELECT handle FROM person")]


async def once_more(url: str) -> None:
    """Let the last of it happen again."""
    async with connection.opened(url), connection.transaction():
        (last,) = await events.after(HOW_MANY - 1, limit=9)
        assert last.event
        await events.append([last.event])


async def kept_in(url: str) -> list[Recorded]:
    async with connection.opened(url):
        return await events.after(limit=HOW_MANY + 1)


def test_what_had_happened_is_taken_into_the_chain_in_its_order_and_it_goes_on_from_there(
    new_url: str,  # noqa: F811
    before_chaining: str,
) -> None:
    asyncio.run(migrate(new_url, migrations=before_chaining))
    asyncio.run(let_things_happen(new_url))

    assert "0003_chained_events" in asyncio.run(migrate(new_url))
    kept = asyncio.run(kept_in(new_url))

    assert [one.number for one in kept] == list(range(1, HOW_MANY + 1))
    before = BEFORE_THE_FIRST
    for one in kept:
        assert one.event
        assert (one.event.facts, one.event.at) == ({"number": one.number, "changed": ["ü", "a"]}, fixed(one.number))
        assert one.hash == hash_after(before, one.number, one.event)
        before = one.hash
    assert asyncio.run(people_in(new_url)) == ["amal"]

    asyncio.run(once_more(new_url))

    assert asyncio.run(kept_in(new_url))[-1].number == HOW_MANY + 1
