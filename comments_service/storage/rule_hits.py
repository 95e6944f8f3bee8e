"""Which rules and detectors had comments sent to a facilitator, as the database keeps it, and what came of it."""

from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from comments_service.rule_records import Hits
from comments_service.storage.connection import fetch, insert

# How a case is closed where a facilitator found that the words may stand, and where one found that they may not.
APPROVED = ("approve", "restore")
REFUSED = ("remove", "hide")
_DECIDED = ", ".join(f"'{outcome}'" for outcome in (*APPROVED, *REFUSED))
_APPROVED = ", ".join(f"'{outcome}'" for outcome in APPROVED)
_FIGURES = f"""
SELECT h.rule, COUNT(*) AS held,
       SUM(CASE WHEN c.outcome IN ({_DECIDED}) THEN 1 ELSE 0 END) AS decided,
       SUM(CASE WHEN c.outcome IN ({_APPROVED}) THEN 1 ELSE 0 END) AS approved
FROM rule_hit h JOIN moderation_case c ON c.id = h.case_id
"""


async def add(causes: Collection[str], *, case_id: UUID, at: datetime, new_id: Callable[[], UUID]) -> None:
    """Keep that these rules and detectors were what opened a case."""
    for cause in causes:
        await insert("rule_hit", id=new_id(), rule=cause, case_id=case_id, at=at)


async def figures(*, since: datetime | None = None) -> dict[str, Hits]:
    """How often each rule and detector had comments held, and how that ended; since a time, or ever."""
    where, values = ("WHERE h.at >= ?", [since]) if since else ("", [])
    return {row["rule"]: _hits(row) for row in await fetch(f"{_FIGURES} {where} GROUP BY h.rule", *values)}


async def figures_of(rule: str, *, since: datetime | None = None) -> Hits:
    """The same for one of them."""
    where, values = ("AND h.at >= ?", [since]) if since else ("", [])
    rows = await fetch(f"{_FIGURES} WHERE h.rule = ? {where} GROUP BY h.rule", rule, *values)
    return _hits(rows[0]) if rows else Hits()


def _hits(row: Mapping[str, Any]) -> Hits:
    return Hits(int(row["held"]), int(row["decided"]), int(row["approved"]))
