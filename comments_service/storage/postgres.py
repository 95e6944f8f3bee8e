"""Tortoise's PostgreSQL backend, with transactions that give their connection back also when they cannot begin.

The engine named in connection.py.
"""

from tortoise.backends.asyncpg.client import AsyncpgDBClient, TransactionWrapper
from tortoise.backends.base.client import TransactionalDBClient, TransactionContext, TransactionContextPooled
from tortoise.connection import get_connections


class ReturningTransactionContext(TransactionContextPooled):
    """What holds a connection of the pool during a transaction.

    Tortoise's own keeps it for ever if BEGIN fails or is cancelled: after ten of those, every query waits.
    """

    async def __aenter__(self) -> TransactionalDBClient:
        """Take a connection and begin; if that fails, the connection is the pool's again."""
        await self.ensure_connection()
        pool = self.client._parent._pool  # noqa: SLF001 (as the class above does)
        self.client._connection = await pool.acquire()  # noqa: SLF001
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

    def _in_transaction(self) -> TransactionContext:
        return ReturningTransactionContext(TransactionWrapper(self), self._pool_init_lock)


client_class = ReturningAsyncpgClient
