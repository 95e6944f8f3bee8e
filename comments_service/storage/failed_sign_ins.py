"""Sign-ins that failed, by where they came from: a keyed hash, never an address."""

from datetime import datetime
from uuid import UUID

from comments_service.storage.connection import execute, fetch, insert
from comments_service.storage.values import as_moment


async def add(*, id: UUID, origin: str, at: datetime) -> None:
    """Note that a sign-in failed."""
    await insert("failed_sign_in", id=id, origin=origin, at=at)


async def latest(origin: str, *, since: datetime, limit: int) -> list[datetime]:
    """When sign-ins from somewhere failed, the latest first.

    Args:
        limit: how many at most are wanted.
    """
    rows = await fetch(
        f"SELECT at FROM failed_sign_in WHERE origin = ? AND at > ? ORDER BY at DESC LIMIT {limit:d}", origin, since
    )
    return [as_moment(row["at"]) for row in rows]


async def remove_before(moment: datetime) -> None:
    """Delete those from before a moment."""
    await execute("DELETE FROM failed_sign_in WHERE at < ?", moment)
