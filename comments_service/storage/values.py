"""Turning what a driver returns into plain values: SQLite has text where PostgreSQL has UUIDs, times and JSON."""

import json
from datetime import datetime
from typing import Any
from uuid import UUID


def as_uuid(value: Any) -> UUID:
    """Return a plain UUID from SQLite's text or asyncpg's own kind."""
    return UUID(str(value))


def as_optional_uuid(value: Any) -> UUID | None:
    """The same, where there may be none."""
    return None if value is None else as_uuid(value)


def as_moment(value: Any) -> datetime:
    """Return an aware UTC datetime from SQLite's text or from PostgreSQL's own."""
    return value if isinstance(value, datetime) else datetime.fromisoformat(value)


def as_optional_moment(value: Any) -> datetime | None:
    """The same, where there may be none."""
    return None if value is None else as_moment(value)


def as_json(value: Any) -> Any:
    """Return the value of a JSON column that was read past Tortoise."""
    return json.loads(value) if isinstance(value, str | bytes) else value
