"""What needs a human, as the database keeps it. A queue is a view over open cases; a count is counted, not stored."""

from collections.abc import Mapping
from dataclasses import dataclass
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
    "correction": "questions",
    "first": "first",
}
TO_DECIDE = ("hold", "edit", "report", "appeal")
QUEUES = tuple(dict.fromkeys(QUEUE_OF.values()))
# Two views over all of them: whatever is the facilitators' turn, and what waits for somebody else.
ALL, ELSEWHERE = "all", "elsewhere"


@dataclass(frozen=True, slots=True)
class Count:
    """How many cases a queue has, and how many of them should have been looked at by now."""

    open: int
    overdue: int


def case_in(row: Mapping[str, Any]) -> Case:
    """Return the case in a row of the table."""
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


def _of(queue: str) -> tuple[str, list[object]]:
    """The condition that a queue's partial index is for, word for word, and its values."""
    if queue == ALL:
        return "closed IS NULL AND waits_for IS NULL", []
    if queue == ELSEWHERE:
        return "closed IS NULL AND waits_for IS NOT NULL", []
    return "queue = ? AND closed IS NULL AND waits_for IS NULL", [queue]


async def open_cases(queue: str, *, after: UUID | None, limit: int) -> list[Case]:
    """A page of a queue, in the order in which the cases are due.

    Args:
        queue: one of QUEUES, ALL or ELSEWHERE.
        after: the last case of the page before; None for the first page.
        limit: how many at most.
    """
    where, values = _of(queue)
    if after is not None:
        where += " AND (due, id) > (SELECT due, id FROM moderation_case WHERE id = ?)"
        values.append(after)
    rows = await fetch(f"SELECT * FROM moderation_case WHERE {where} ORDER BY due, id LIMIT {limit:d}", *values)
    return [case_in(row) for row in rows]


async def counts(now: datetime) -> dict[str, Count]:
    """How many cases each queue has, the two views too."""
    rows = await fetch(
        "SELECT queue, COUNT(*) AS n, SUM(CASE WHEN due < ? THEN 1 ELSE 0 END) AS late FROM moderation_case"
        " WHERE closed IS NULL AND waits_for IS NULL GROUP BY queue",
        now,
    )
    elsewhere = await fetch(
        "SELECT COUNT(*) AS n FROM moderation_case WHERE closed IS NULL AND waits_for IS NOT NULL",
    )
    found = {name: Count(0, 0) for name in QUEUES} | {row["queue"]: Count(row["n"], row["late"]) for row in rows}
    found[ALL] = Count(sum(one.open for one in found.values()), sum(one.overdue for one in found.values()))
    found[ELSEWHERE] = Count(int(elsewhere[0]["n"]), 0)
    return found


async def all_open_of(comment_id: UUID) -> list[Case]:
    """All that is open about one comment, whatever it waits for, the oldest first."""
    rows = await fetch(
        "SELECT * FROM moderation_case WHERE comment_id = ? AND closed IS NULL ORDER BY opened, id", comment_id
    )
    return [case_in(row) for row in rows]


async def open_of(comment_id: UUID) -> list[Case]:
    """The open cases of one comment that wait for a decision, the oldest first."""
    return [case for case in await all_open_of(comment_id) if case.kind in TO_DECIDE]


async def park(comment_id: UUID, *, waits_for: str) -> None:
    """Let whatever waits for a decision about a comment wait for somebody else: its author, or a role."""
    found = tables.Case.filter(comment_id=comment_id, kind__in=TO_DECIDE, closed__isnull=True)
    await found.update(waits_for=waits_for)


async def hand_on(comment_id: UUID, *, waits_for: str, to: str | None) -> None:
    """Bring back what waits for one of them alone, or let it wait for another."""
    await tables.Case.filter(comment_id=comment_id, waits_for=waits_for, closed__isnull=True).update(waits_for=to)


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


async def with_open(thread_uid: str, *, kind: str) -> list[UUID]:
    """The comments of a thread about which something of a kind is open, what is due first at the top."""
    rows = await fetch(
        "SELECT m.comment_id FROM moderation_case m JOIN comment c ON c.id = m.comment_id"
        " WHERE c.thread_id = ? AND m.kind = ? AND m.closed IS NULL ORDER BY m.due, m.id",
        thread_uid,
        kind,
    )
    return [as_uuid(row["comment_id"]) for row in rows]


async def comments_with_open(kind: str) -> list[UUID]:
    """The comments of all discussions about which something of a kind is open, what is due first at the top."""
    rows = await fetch(
        "SELECT comment_id FROM moderation_case WHERE queue = ? AND closed IS NULL AND waits_for IS NULL AND kind = ?"
        " ORDER BY due, id",
        QUEUE_OF[kind],
        kind,
    )
    return [as_uuid(row["comment_id"]) for row in rows]


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
