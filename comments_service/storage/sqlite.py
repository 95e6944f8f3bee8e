"""Tortoise's SQLite backend, with transactions that take the write lock at once. The engine named in connection.py."""

import asyncio
import sqlite3

from tortoise.backends.base.client import TransactionalDBClient, TransactionContext
from tortoise.backends.sqlite.client import (
    SqliteClient,
    SqliteTransactionContext,
    SqliteTransactionWrapper,
    translate_exceptions,
)
from tortoise.connection import get_connections
from tortoise.exceptions import OperationalError

_PATIENCE = 2.0  # seconds until this process's own connection must be free
_PAUSE = 0.02  # seconds until it is asked again whether another process still writes; SQLite itself waits as long


class ImmediateTransactionWrapper(SqliteTransactionWrapper):
    """A transaction that begins with BEGIN IMMEDIATE.

    A plain BEGIN is deferred: two that read and then write fail at once with "database is locked", and busy_timeout
    does not help (https://www.sqlite.org/lang_transaction.html, 2.2). IMMEDIATE waits for its turn instead.
    """

    def __init__(self, connection: SqliteClient) -> None:
        super().__init__(connection)
        # For how many milliseconds another process may keep us waiting.
        self.patience = int(connection.pragmas["busy_timeout"])

    async def begin(self) -> None:
        """Begin at once, or not at all: who waits in here has the process's one connection, and nobody reads.

        Raises:
            OperationalError: another process writes.
        """
        await self._begin(f"PRAGMA busy_timeout = 0; BEGIN IMMEDIATE; PRAGMA busy_timeout = {self.patience}")

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
        await self._execute(f"PRAGMA busy_timeout = {self.patience}")

    @translate_exceptions
    async def _begin(self, statements: str) -> None:
        # One errand for the three, not three; a script ends what was begun before it, and nothing was.
        cursor = await self._connection.executescript(statements)
        await cursor.close()

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
        """Take the connection and begin. While another process writes, the connection is free for who reads.

        If either fails, or is cancelled, the connection is free again.

        Raises:
            OperationalError: another process has been writing for longer than busy_timeout.
            TimeoutError: others here have had the connection for too long.
        """
        now = asyncio.get_running_loop().time
        until = now() + self.connection.patience / 1000
        while True:
            async with asyncio.timeout(_PATIENCE):
                await self._trxlock.acquire()
            try:
                await self.ensure_connection()
                await self._begin()
            except BaseException as error:
                self._trxlock.release()
                if not _is_busy(error) or now() >= until:
                    raise
            else:
                transaction: TransactionalDBClient = self.connection
                return transaction
            await asyncio.sleep(_PAUSE)

    async def _begin(self) -> None:
        self.token = get_connections().set(self.connection_name, self.connection)
        try:
            await self.connection.begin()
        except BaseException:
            get_connections().reset(self.token)
            # A waiter that was cancelled has a BEGIN on its way to the database all the same: this follows it there.
            await self.connection.let_go()
            raise


def _is_busy(error: BaseException) -> bool:
    cause = error.args[0] if isinstance(error, OperationalError) and error.args else None
    return isinstance(cause, sqlite3.OperationalError) and cause.sqlite_errorcode == sqlite3.SQLITE_BUSY


class ImmediateSqliteClient(SqliteClient):
    """The client that hands out those transactions; everything else is Tortoise's own."""

    def _in_transaction(self) -> TransactionContext:
        return ImmediateTransactionContext(ImmediateTransactionWrapper(self), self._lock)


client_class = ImmediateSqliteClient
