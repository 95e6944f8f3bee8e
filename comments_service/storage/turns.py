"""Whose turn a chore is: of any number of processes one begins it, and the others find it begun."""

from datetime import datetime, timedelta

from comments_service.storage.connection import execute, fetch
from comments_service.storage.values import as_moment


async def take(name: str, *, every: timedelta, now: datetime) -> bool:
    """Begin a chore, unless somebody did within `every`; say whether it is this process's turn."""
    seen = await fetch("SELECT begun FROM chore WHERE name = ?", name)
    if seen and as_moment(seen[0]["begun"]) > now - every:  # mostly so, and then nothing is written
        return False
    # One statement, so that of two who come at once one is second.
    rows = await fetch(
        "INSERT INTO chore (name, begun) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET begun = excluded.begun"
        " WHERE chore.begun <= ? RETURNING name",
        name,
        now,
        now - every,
    )
    return bool(rows)


async def begun(name: str) -> datetime | None:
    """When a chore was last begun, by whichever process."""
    rows = await fetch("SELECT begun FROM chore WHERE name = ?", name)
    return as_moment(rows[0]["begun"]) if rows else None


async def forget(name: str) -> None:
    """Let the next who comes begin a chore: whoever had begun it could not finish."""
    await execute("DELETE FROM chore WHERE name = ?", name)
