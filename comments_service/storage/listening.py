"""Hearing which threads other processes have changed: by PostgreSQL's LISTEN, or by looking often at SQLite's
version."""

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress

import asyncpg

from comments_service.storage import threads
from comments_service.storage.connection import current, is_gone

log = logging.getLogger(__name__)

_LOOK_EVERY = 0.25  # seconds between two looks at SQLite; one costs about 0.1 ms
_TRY_AGAIN = 1.0  # seconds before connecting to PostgreSQL again
_ASK_EVERY = 0.4  # seconds between two looks whether PostgreSQL is still there; with its answer, under a second


class Listener:
    """Calls back for each thread that changed anywhere; says through `hearing` whether it would know.

    While `hearing` is False a change may have been missed: whoever keeps copies must compare versions on each read.

    Args:
        url: the database's address.
        changed: called with the uid of each thread that changed.
        ask_every: seconds between two looks whether PostgreSQL is still there, and how long it may take to say so.
    """

    def __init__(self, url: str, *, changed: Callable[[str], None], ask_every: float = _ASK_EVERY) -> None:
        self.hearing = False
        self._ask_every = ask_every
        self._url = url
        self._changed = changed
        self._versions: dict[str, int] = {}

    async def run(self) -> None:
        """Listen until cancelled."""
        hear = self._hear_sqlite if self._url.startswith("sqlite:") else self._hear_postgres
        while True:
            try:
                await hear()
            except Exception as error:
                if not is_gone(error):
                    log.exception("listening for changes failed; trying again")
            finally:
                self.hearing = False
            await asyncio.sleep(_TRY_AGAIN)

    async def _catch_up(self) -> None:
        """Call back for whatever changed while nobody listened: events of that time are lost, versions are not."""
        now = await threads.versions()
        for uid, version in now.items():
            if self._versions.get(uid) != version:
                self._changed(uid)
        self._versions = now

    async def _hear_postgres(self) -> None:
        # Named, so that whoever looks at the server's connections can tell which are for this.
        named = {"application_name": "townhall listener"}
        connection = await asyncpg.connect(self._url, timeout=5, server_settings=named)
        ended = asyncio.Event()
        try:
            connection.add_termination_listener(lambda _: ended.set())
            await connection.add_listener(threads.CHANNEL, lambda _c, _pid, _channel, uid: self._changed(uid))
            await self._catch_up()
            self.hearing = True
            await self._until_it_ends(connection, ended)
        finally:
            self.hearing = False
            with suppress(Exception):
                await connection.close(timeout=1)

    async def _until_it_ends(self, connection: asyncpg.Connection, ended: asyncio.Event) -> None:
        # A firewall that drops an idle connection tells neither end: nothing would be heard, and nobody would know.
        while not ended.is_set():
            with suppress(TimeoutError):
                await asyncio.wait_for(ended.wait(), self._ask_every)
                return
            await connection.execute("SELECT 1", timeout=self._ask_every)

    async def _hear_sqlite(self) -> None:
        seen = None
        while True:
            # The file's version first, the rows after it: what is written between the two is then new the next time.
            now = await self._file_version()
            if now != seen:
                await self._catch_up()
                seen = now
            self.hearing = True
            await asyncio.sleep(_LOOK_EVERY)

    async def _file_version(self) -> int:
        # data_version moves when another connection to the file has written (https://www.sqlite.org/pragma.html).
        _, rows = await current().execute_query("PRAGMA data_version")
        return int(rows[0][0])
