"""Tortoise's SQLite backend, with transactions that take the write lock at once. The engine named in connection.py."""

import sqlite3

from tortoise.backends.base.client import TransactionContext
from tortoise.backends.sqlite.client import SqliteClient, SqliteTransactionContext, SqliteTransactionWrapper
from tortoise.exceptions import OperationalError


class ImmediateTransactionWrapper(SqliteTransactionWrapper):
    """A transaction that begins with BEGIN IMMEDIATE.

    A plain BEGIN is deferred: two that read and then write fail at once with "database is locked", and busy_timeout
    does not help (https://www.sqlite.org/lang_transaction.html, 2.2). IMMEDIATE waits for its turn instead.
    """

    async def begin(self) -> None:
        """Begin, waiting at most busy_timeout for another process's transaction to end."""
        try:
            await self._connection.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            raise OperationalError(error) from error


class ImmediateSqliteClient(SqliteClient):
    """The client that hands out those transactions; everything else is Tortoise's own."""

    def _in_transaction(self) -> TransactionContext:
        return SqliteTransactionContext(ImmediateTransactionWrapper(self), self._lock)


client_class = ImmediateSqliteClient
