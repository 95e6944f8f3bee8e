"""How many people there are in each group, and how many of them spoke in a time: counts alone, never who."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from comments_service.storage.connection import fetch

GROUPINGS: Final = ("site", "department")


async def by(grouping: str, *, since: datetime, before: datetime) -> Sequence[tuple[str, int, int]]:
    """Each group with how many active people it has, and how many of them said something then that is public now."""
    if grouping not in GROUPINGS:
        raise ValueError(grouping)
    rows = await fetch(
        f"SELECT p.{grouping} AS name, COUNT(*) AS people, SUM(CASE WHEN EXISTS (SELECT 1 FROM comment c"
        " WHERE c.author_id = p.id AND c.state = 'published' AND c.created >= ? AND c.created < ?)"
        " THEN 1 ELSE 0 END) AS spoke FROM person p WHERE p.active AND NOT p.unnamed"
        f" GROUP BY p.{grouping} ORDER BY p.{grouping}",
        since,
        before,
    )
    return [(row["name"], int(row["people"]), int(row["spoke"])) for row in rows]
