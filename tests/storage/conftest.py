"""What the storage tests share: an open database with nothing in it, and programs that run beside the test."""

import subprocess
import sys
from collections.abc import AsyncIterator, Callable

import pytest

from comments_service.storage import connection
from tests.support.service import ROOT

Program = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture
async def empty_database(database_url: str) -> AsyncIterator[str]:
    """A migrated database, open, with no rows in it."""
    async with connection.opened(database_url):
        yield database_url


@pytest.fixture
def program() -> Program:
    """Starts Python source as a process of its own; what it prints can be read."""

    def start(source: str, *arguments: str) -> "subprocess.Popen[str]":
        return subprocess.Popen(
            [sys.executable, "-c", source, *arguments],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    return start
