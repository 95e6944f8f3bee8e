"""What tests of the audit share: a few things that happened, and tampering with the database past the service."""

from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import timedelta

import pytest

from comments_service.events import COMMENT_DECIDED, COMMENT_POSTED, Ledger
from comments_service.storage import connection
from comments_service.storage.events import after
from tests.support.company import AMAL, DANA, NOON

Happen = Callable[[int], Awaitable[None]]


@pytest.fixture
async def empty_database(database_url: str) -> AsyncIterator[str]:
    """A migrated database, open, with no rows in it."""
    async with connection.opened(database_url):
        yield database_url


@pytest.fixture
def ledger(database: str) -> Ledger:
    times = iter(range(10_000))
    return Ledger(now=lambda: NOON + timedelta(minutes=next(times)))


@pytest.fixture
def happen(ledger: Ledger) -> Happen:
    """Lets some more things happen: `await happen(5)`."""

    async def some(count: int) -> None:
        for number in range(count):
            async with ledger.change("rota") as change:
                if number % 2:
                    change.record(COMMENT_DECIDED, person=DANA.id, action="remove", reason="hurtful")
                else:
                    change.record(COMMENT_POSTED, person=AMAL.id, state="published")

    return some


async def tamper(sql: str, *values: object) -> None:
    """Do what only somebody with the database's password can."""
    await connection.execute(sql, *values)


async def hash_of(number: int) -> str:
    """The hash of one event."""
    (row,) = await after(number - 1, limit=1)
    return row.hash
