"""Tortoise's SQLite backend, with transactions that take the write lock at once. The engine named in connection.py."""

import asyncio

from tortoise.backends.base.client import TransactionalDBClient, TransactionContext
from tortoise.backends.sqlite.client import (
    SqliteClient,
    SqliteTransactionContext,
    SqliteTransactionWrapper,
    translate_exceptions,
)
from tortoise.connection import get_connections

_PATIENCE = 2.0  # seconds until this process's own connection must be free


class ImmediateTransactionWrapper(SqliteTransactionWrapper):
    """A transaction that begins with BEGIN IMMEDIATE.

    A plain BEGIN is deferred: two that read and then write fail at once with "database is locked", and busy_timeout
    does not help (https://www.sqlite.org/lang_transaction.html, 2.2). IMMEDIATE waits for its turn instead.
    """

    async def begin(self) -> None:
        """Begin, waiting at most busy_timeout for another process's transaction to end."""
        await self._execute("BEGIN IMMEDIATE")

    async def commit(self) -> None:
        """Commit. Where that fails (a full disk, a reference to nothing) SQLite stays inside: go back all the way."""
        try:
            await self._execute("COMMIT")
        except BaseException:
            await self.let_go()
            raise
        finally:
            self._finalized = True

    async def let_go(self) -> None:
        """Leave whatever was begun, or is about to begin."""
        await self._connection.rollback()

    @translate_exceptions
    async def _execute(self, statement: str) -> None:
        cursor = await self._connection.execute(statement)
        await cursor.close()


class ImmediateTransactionContext(SqliteTransactionContext):
    """What holds the process's one connection during a transaction, and lets go of it also when that cannot begin.

    Tortoise's own keeps it for ever then, and every later query waits: with BEGIN IMMEDIATE, beginning is where another
    process's long write is met.
    """

    async def __aenter__(self) -> TransactionalDBClient:
        """Take the connection and begin; if either fails, or is cancelled, the connection is free again.

        Raises:
            TimeoutError: others have had it for too long: each of them may wait for busy_timeout, one after the other.
        """
        async with asyncio.timeout(_PATIENCE):
            await self._trxlock.acquire()
        try:
            await self.ensure_connection()
            await self._begin()
        except BaseException:
            self._trxlock.release()
            raise
        transaction: TransactionalDBClient = self.connection
        return transaction

    async def _begin(self) -> None:
        self.token = get_connections().set(self.connection_name, self.connection)
        try:
            await self.connection.begin()
        except BaseException:
            get_connections().reset(self.token)
            # A waiter that was cancelled has a BEGIN on its way to the database all the same: this follows it there.
            await self.connection.let_go()
            raise


class ImmediateSqliteClient(SqliteClient):
    """The client that hands out those transactions; everything else is Tortoise's own."""

    def _in_transaction(self) -> TransactionContext:
        return ImmediateTransactionContext(ImmediateTransactionWrapper(self), self._lock)


client_class = ImmediateSqliteClient
