"""How fast somebody goes, from what they did: when they did the first of their latest so many. None: they did fewer.

Each goes by an index, and reads no more rows than are asked about.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from comments_service.storage.connection import fetch, is_postgres, places
from comments_service.storage.values import as_moment


async def first_comment(
    authors: Sequence[UUID], latest: int, *, since: datetime, thread_uid: str | None, but: UUID
) -> datetime | None:
    """When somebody posted the first of their latest comments but this, whatever became of them.

    Args:
        authors: the ids that they may be the author by.
        latest: how many are looked at.
        since: how far back.
        thread_uid: where; None is everywhere.
    """
    here, there = ("", []) if thread_uid is None else ("AND thread_id = ?", [thread_uid])
    mine = (
        f"SELECT created AS at FROM comment WHERE author_id IN ({places(authors)}) AND created > ? AND id <> ? {here}"
    )
    return await _first(latest, mine, *authors, since, but, *there)


async def first_edit(authors: Sequence[UUID], latest: int, *, since: datetime, window: timedelta) -> datetime | None:
    """When somebody made the first of their latest edits.

    Args:
        authors: the ids that they may be the author by.
        latest: how many are looked at.
        since: how far back.
        window: how long a comment may be edited: what is older was edited because a facilitator asked for it.
    """
    mine = (
        "SELECT r.created AS at FROM comment c JOIN revision r ON r.comment_id = c.id AND r.number > 1"
        f" WHERE c.author_id IN ({places(authors)}) AND c.created > ? AND r.created > ?"
    )
    return await _first(latest, mine, *authors, since - window, since)


async def first_report(person_id: UUID, latest: int, *, since: datetime, but: UUID) -> datetime | None:
    """When somebody made the first of their latest reports.

    Args:
        latest: how many are looked at.
        since: how far back.
        but: a comment; reporting it again changes one's report, and is no second one.
    """
    return await _first(
        latest, "SELECT at FROM report WHERE by_id = ? AND at > ? AND comment_id <> ?", person_id, since, but
    )


async def _first(latest: int, mine: str, *values: object) -> datetime | None:
    rows = await fetch(f"{mine} ORDER BY 1 DESC LIMIT 1 OFFSET {latest - 1:d}", *values)
    return as_moment(rows[0]["at"]) if rows else None


async def take_turn(person_id: UUID) -> None:
    """Let what else this person writes wait until the transaction that runs is over."""
    if is_postgres():  # on SQLite all writers take turns
        await fetch("SELECT id FROM person WHERE id = ? FOR NO KEY UPDATE", person_id)
