"""Who said that they have read a page, as the database keeps it."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from comments_service.storage.connection import execute, fetch


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who is asked to read a page; `day` is None where they have not said that they did."""

    name: str
    site: str
    department: str
    day: date | None


def _day(value: Any) -> date:
    return value if isinstance(value, date) else date.fromisoformat(value)


async def add(id: UUID, person_id: UUID, thread_uid: str, *, day: date) -> None:
    """Note that somebody has read a page; what was noted first stays."""
    await execute(
        "INSERT INTO receipt (id, person_id, thread_id, day) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
        id,
        person_id,
        thread_uid,
        day,
    )


async def of(person_id: UUID, thread_uid: str) -> date | None:
    """The day on which somebody said that they have read a page."""
    rows = await fetch("SELECT day FROM receipt WHERE person_id = ? AND thread_id = ?", person_id, thread_uid)
    return _day(rows[0]["day"]) if rows else None


async def readers(thread_uid: str) -> list[Reader]:
    """Everybody who is asked to read a page, whoever has not said that they did first, by site and name."""
    rows = await fetch(
        "SELECT p.name, p.site, p.department, r.day FROM person p"
        " LEFT JOIN receipt r ON r.person_id = p.id AND r.thread_id = ?"
        " WHERE p.active AND NOT p.unnamed ORDER BY r.day IS NOT NULL, p.site, p.name, p.id",
        thread_uid,
    )
    return [Reader(row["name"], row["site"], row["department"], row["day"] and _day(row["day"])) for row in rows]


async def by_site(thread_uid: str) -> list[tuple[str, int, int]]:
    """Each site with how many people are asked there, and how many of them said that they have read it."""
    rows = await fetch(
        "SELECT p.site, COUNT(*) AS people, COUNT(r.day) AS confirmed FROM person p"
        " LEFT JOIN receipt r ON r.person_id = p.id AND r.thread_id = ?"
        " WHERE p.active AND NOT p.unnamed GROUP BY p.site ORDER BY p.site",
        thread_uid,
    )
    return [(row["site"], int(row["people"]), int(row["confirmed"])) for row in rows]
