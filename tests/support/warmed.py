"""Imported once by the process that the tests' services are forks of: what each of them would do first is done here."""

import asyncio

import comments_service.__main__  # noqa: F401 (what a fork runs)
from comments_service.app import create_app
from comments_service.screening.screen import Rules, screen
from comments_service.settings import read
from comments_service.storage import connection

# No query is asked, so no file of this name comes to be.
BESIDE_NO_FILE = "sqlite://never-opened.sqlite3"


async def _know_the_tables() -> None:
    async with connection.opened(BESIDE_NO_FILE):
        pass


create_app(read({"TOWNHALL_DATABASE_URL": BESIDE_NO_FILE}))
screen("é", Rules())
asyncio.run(_know_the_tables())
