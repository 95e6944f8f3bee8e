"""Tortoise's PostgreSQL backend, which waits for a connection for a while only, and always gives it back.

The engine named in connection.py.
"""

from typing import Any

from tortoise.backends.asyncpg.client import AsyncpgDBClient, TransactionWrapper
from tortoise.backends.base.client import (
    PoolConnectionWrapper,
    TransactionalDBClient,
    TransactionContext,
    TransactionContextPooled,
)
from tortoise.connection import get_connections

# Seconds until a connection of the pool must be free, or made. asyncpg also gives it so long to be given back.
_PATIENCE = 2.0


class PatientConnection(PoolConnectionWrapper):  # type: ignore[type-arg]
    """What holds a connection of the pool for one query. Tortoise's own waits for one for ever."""

    async def __aenter__(self) -> Any:
        """Take a connection.

        Raises:
            TimeoutError: none was free in time: all of them wait for a database that does not answer.
        """
        await self.ensure_connection()
        self.connection = await self.client._pool.acquire(timeout=_PATIENCE)  # noqa: SLF001
        return self.connection


class ReturningTransactionContext(TransactionContextPooled):
    """What holds a connection of the pool during a transaction.

    Tortoise's own keeps it for ever if BEGIN fails or is cancelled: after ten of those, every query waits.
    """

    async def __aenter__(self) -> TransactionalDBClient:
        """Take a connection and begin; if that fails, the connection is the pool's again."""
        await self.ensure_connection()
        pool = self.client._parent._pool  # noqa: SLF001 (as the class above does)
        self.client._connection = await pool.acquire(timeout=_PATIENCE)  # noqa: SLF001
        self.token = get_connections().set(self.connection_name, self.client)
        try:
            await self.client.begin()
        except BaseException:
            get_connections().reset(self.token)
            await pool.release(self.client._connection)  # noqa: SLF001
            raise
        return self.client


class ReturningAsyncpgClient(AsyncpgDBClient):
    """The client that hands out those transactions; everything else is Tortoise's own."""

    def acquire_connection(self) -> PatientConnection:
        """Return what will take a connection of the pool."""
        return PatientConnection(self, self._pool_init_lock)

    def _in_transaction(self) -> TransactionContext:
        return ReturningTransactionContext(TransactionWrapper(self), self._pool_init_lock)


client_class = ReturningAsyncpgClient
