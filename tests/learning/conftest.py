"""What this room's tests share: a conversation in a database with the cast in it."""

import pytest

from tests.support.talking import Talk


@pytest.fixture
def talk(database: str) -> Talk:
    """A conversation, on SQLite and on PostgreSQL."""
    return Talk()
