"""Reports as the database keeps them: one a person and comment."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from comments_service.storage import tables


@dataclass(frozen=True, slots=True)
class Report:
    """Somebody's report of a comment."""

    id: UUID
    comment_id: UUID
    by_id: UUID
    reason: str
    detail: str
    at: datetime


async def put(report: Report) -> bool:
    """Add a report, or change one's own earlier one; say whether it is the first of that person on that comment."""
    facts: dict[str, Any] = {"reason": report.reason, "detail": report.detail, "at": report.at}
    if await tables.Report.filter(comment_id=report.comment_id, by_id=report.by_id).update(**facts):
        return False
    await tables.Report.create(id=report.id, comment_id=report.comment_id, by_id=report.by_id, **facts)
    return True


async def of_comments(comment_ids: Sequence[UUID]) -> dict[UUID, list[Report]]:
    """All reports of some comments, oldest first."""
    rows = await tables.Report.filter(comment_id__in=list(comment_ids)).order_by("at")
    found: dict[UUID, list[Report]] = {}
    for row in rows:
        comment_id, by_id = row.comment_id, row.by_id  # type: ignore[attr-defined]  # made from the foreign keys
        found.setdefault(comment_id, []).append(Report(row.id, comment_id, by_id, row.reason, row.detail, row.at))
    return found
