"""What needs a human, as the database keeps it. The queue is a view over open cases; a count is counted, not stored."""

from datetime import datetime
from uuid import UUID

from comments_service.records import Case
from comments_service.storage import tables
from comments_service.storage.connection import fetch
from comments_service.storage.values import as_json, as_moment, as_optional_moment, as_uuid


async def add(case: Case) -> None:
    """Open a case."""
    await tables.Case.create(
        id=case.id, comment_id=case.comment_id, kind=case.kind, why=list(case.why), opened=case.opened
    )


async def open_cases(*, after: UUID | None, limit: int) -> list[Case]:
    """A page of the open cases, the longest waiting first.

    Args:
        after: the last case of the page before; None for the first page.
        limit: how many at most.
    """
    where, values = "", []
    if after is not None:
        where = "AND (opened, id) > (SELECT opened, id FROM moderation_case WHERE id = ?)"
        values.append(str(after))
    rows = await fetch(
        f"SELECT * FROM moderation_case WHERE closed IS NULL {where} ORDER BY opened, id LIMIT {limit:d}",
        *values,
    )
    return [
        Case(
            id=as_uuid(row["id"]),
            comment_id=as_uuid(row["comment_id"]),
            kind=row["kind"],
            why=as_json(row["why"]),
            opened=as_moment(row["opened"]),
            closed=as_optional_moment(row["closed"]),
        )
        for row in rows
    ]


async def count_open() -> int:
    """How many cases are open."""
    return int((await fetch("SELECT COUNT(*) AS n FROM moderation_case WHERE closed IS NULL"))[0]["n"])


async def open_of(comment_id: UUID) -> list[Case]:
    """The open cases of one comment."""
    rows = await tables.Case.filter(comment_id=comment_id, closed__isnull=True).order_by("opened")
    return [Case(row.id, comment_id, row.kind, row.why, row.opened, row.closed) for row in rows]


async def close_all(comment_id: UUID, *, now: datetime) -> None:
    """Close whatever is open about a comment."""
    await tables.Case.filter(comment_id=comment_id, closed__isnull=True).update(closed=now)


async def close(comment_id: UUID, *, kind: str, now: datetime) -> None:
    """Close what is open of one kind about a comment."""
    await tables.Case.filter(comment_id=comment_id, kind=kind, closed__isnull=True).update(closed=now)


async def undo(comment_id: UUID, *, decided_at: datetime, now: datetime) -> None:
    """Close the edit that a decision left to be read, and open what it closed: the queue has its work back."""
    await tables.Case.filter(comment_id=comment_id, closed=decided_at).update(closed=None)
    opened = tables.Case.filter(comment_id=comment_id, kind="edit", opened=decided_at, closed__isnull=True)
    await opened.update(closed=now)


async def recent_waits(*, limit: int) -> list[tuple[datetime, datetime]]:
    """When the held comments that were decided last were held and decided."""
    rows = (
        await tables.Case.filter(kind="hold", closed__isnull=False)
        .order_by("-closed")
        .limit(limit)
        .values("opened", "closed")
    )
    return [(row["opened"], row["closed"]) for row in rows]
