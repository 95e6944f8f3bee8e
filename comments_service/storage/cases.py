"""What needs a human, as the database keeps it. A queue is a view over open cases; a count is counted, not stored."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from comments_service.records import Case
from comments_service.storage import tables
from comments_service.storage.connection import fetch
from comments_service.storage.values import as_json, as_moment, as_optional_moment, as_uuid

# Where each kind of case stands in line. The first four wait for a decision, the others for an answer.
QUEUE_OF: Mapping[str, str] = {
    "hold": "held",
    "edit": "held",
    "report": "reported",
    "appeal": "appeals",
    "question": "questions",
    "first": "first",
}
TO_DECIDE = ("hold", "edit", "report", "appeal")


def _case(row: Mapping[str, Any]) -> Case:
    return Case(
        id=as_uuid(row["id"]),
        comment_id=as_uuid(row["comment_id"]),
        kind=row["kind"],
        why=as_json(row["why"]),
        opened=as_moment(row["opened"]),
        due=as_moment(row["due"]),
        waits_for=row["waits_for"],
        closed=as_optional_moment(row["closed"]),
        outcome=row["outcome"],
    )


async def add(case: Case) -> None:
    """Open a case."""
    await tables.Case.create(
        id=case.id,
        comment_id=case.comment_id,
        kind=case.kind,
        queue=QUEUE_OF[case.kind],
        why=list(case.why),
        opened=case.opened,
        due=case.due,
    )


async def open_cases(*, after: UUID | None, limit: int) -> list[Case]:
    """A page of the open cases in the order in which they are due.

    Args:
        after: the last case of the page before; None for the first page.
        limit: how many at most.
    """
    where, values = "", []
    if after is not None:
        where = "AND (due, id) > (SELECT due, id FROM moderation_case WHERE id = ?)"
        values.append(str(after))
    rows = await fetch(
        f"SELECT * FROM moderation_case WHERE closed IS NULL AND waits_for IS NULL {where}"
        f" ORDER BY due, id LIMIT {limit:d}",
        *values,
    )
    return [_case(row) for row in rows]


async def count_open() -> int:
    """How many cases are open and the facilitators' turn."""
    found = await fetch("SELECT COUNT(*) AS n FROM moderation_case WHERE closed IS NULL AND waits_for IS NULL")
    return int(found[0]["n"])


async def open_of(comment_id: UUID) -> list[Case]:
    """The open cases of one comment that wait for a decision, the oldest first."""
    rows = await fetch(
        "SELECT * FROM moderation_case WHERE comment_id = ? AND closed IS NULL ORDER BY opened", str(comment_id)
    )
    return [case for case in map(_case, rows) if case.kind in TO_DECIDE]


async def park(comment_id: UUID, *, waits_for: str) -> None:
    """Let whatever waits for a decision about a comment wait for somebody else: its author, or a role."""
    found = tables.Case.filter(comment_id=comment_id, kind__in=TO_DECIDE, closed__isnull=True)
    await found.update(waits_for=waits_for)


async def unpark(comment_id: UUID, *, waits_for: str | None = None) -> None:
    """Bring back what waits for somebody else, or for one of them alone: it stands where it stood in line."""
    found = tables.Case.filter(comment_id=comment_id, closed__isnull=True)
    await (found.filter(waits_for=waits_for) if waits_for else found).update(waits_for=None)


async def ahead_of(case: Case) -> int:
    """How many cases of the same queue are to be looked at before this one."""
    rows = await fetch(
        "SELECT COUNT(*) AS n FROM moderation_case"
        " WHERE queue = ? AND closed IS NULL AND waits_for IS NULL AND (due, id) < (?, ?)",
        QUEUE_OF[case.kind],
        case.due,
        case.id,
    )
    return int(rows[0]["n"])


async def close_all(comment_id: UUID, *, outcome: str, now: datetime) -> None:
    """Close whatever waits for a decision about a comment."""
    await tables.Case.filter(comment_id=comment_id, kind__in=TO_DECIDE, closed__isnull=True).update(
        closed=now, outcome=outcome
    )


async def close(comment_id: UUID, *, kind: str, outcome: str, now: datetime) -> None:
    """Close what is open of one kind about a comment."""
    await tables.Case.filter(comment_id=comment_id, kind=kind, closed__isnull=True).update(closed=now, outcome=outcome)


async def undo(comment_id: UUID, *, decided_at: datetime, opened: str | None, now: datetime) -> None:
    """Close what a decision opened, and open what it closed: the queue has its work back, and waits for who it did.

    Args:
        opened: the kind of case that the decision may have opened.
    """
    about = tables.Case.filter(comment_id=comment_id, kind__in=TO_DECIDE)
    # What it opened first: what it closed may have been opened at the same time.
    await about.filter(kind=opened, opened=decided_at, closed__isnull=True).update(closed=now, outcome="undo")
    await about.filter(closed=decided_at).exclude(outcome="undo").update(closed=None, outcome=None)


async def recent_waits(*, limit: int) -> list[tuple[datetime, datetime]]:
    """When the held comments that were decided last were held and decided."""
    rows = (
        await tables.Case.filter(kind="hold", closed__isnull=False)
        .exclude(outcome="withdrawn")
        .order_by("-closed")
        .limit(limit)
        .values("opened", "closed")
    )
    return [(row["opened"], row["closed"]) for row in rows]
