"""What this room's tests share: exports of the four systems, and taking them into a database with the cast in it."""

from pathlib import Path

import pytest

from tests.support.exports import WRITERS
from tests.support.moving import Moving
from tests.support.talking import Talk


@pytest.fixture(params=[*WRITERS])
def moving(request: pytest.FixtureRequest, database: str, tmp_path: Path) -> Moving:
    """Taking exports of each system in turn, on SQLite and on PostgreSQL."""
    return Moving(request.param, tmp_path)


@pytest.fixture
def talk(database: str) -> Talk:
    """A conversation, on SQLite and on PostgreSQL."""
    return Talk()
