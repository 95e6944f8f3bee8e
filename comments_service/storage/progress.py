"""What people did on the pages that they learn from, as the database keeps it."""

from collections.abc import Collection
from datetime import date
from typing import Any, Final
from uuid import UUID

from comments_service.learning_records import Learner, Step
from comments_service.storage.connection import execute, fetch, places

COMPLETED, ANSWERED, UNCOVERED = "completed", "answered", "uncovered"
_NO_ITEM: Final = ""


def _day(value: Any) -> date:
    return value if isinstance(value, date) else date.fromisoformat(value)


async def add(
    id: UUID, person_id: UUID, thread_uid: str, *, step: str, day: date, item: str = _NO_ITEM, right: bool | None = None
) -> None:
    """Note what somebody did; what was noted first stays."""
    await execute(
        "INSERT INTO progress (id, person_id, thread_id, step, item, right_first, day) VALUES (?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT DO NOTHING",
        id,
        person_id,
        thread_uid,
        step,
        item,
        right,
        day,
    )


async def take_back(person_id: UUID, thread_uid: str, *, step: str) -> None:
    """Let it be as if they had not done that."""
    await execute(
        "DELETE FROM progress WHERE person_id = ? AND thread_id = ? AND step = ?", person_id, thread_uid, step
    )


async def of_person(person_id: UUID, thread_uids: Collection[str]) -> list[Step]:
    """What somebody did on some pages, in the order of pages, steps and items."""
    if not thread_uids:
        return []
    rows = await fetch(
        "SELECT thread_id, step, item, right_first, day FROM progress"
        f" WHERE person_id = ? AND thread_id IN ({places(thread_uids)}) ORDER BY thread_id, step, item",
        person_id,
        *thread_uids,
    )
    return [_step(row) for row in rows]


def _step(row: dict[str, Any]) -> Step:
    right = None if row["right_first"] is None else bool(row["right_first"])
    return Step(row["thread_id"], row["step"], row["item"], right, _day(row["day"]))


async def first_tries(thread_uid: str) -> dict[str, list[bool]]:
    """Whether each quiz of a page was answered rightly at the first try, by quiz, in the order of the answers."""
    rows = await fetch(
        "SELECT item, right_first FROM progress WHERE thread_id = ? AND step = 'answered' ORDER BY id", thread_uid
    )
    found: dict[str, list[bool]] = {}
    for row in rows:
        found.setdefault(row["item"], []).append(bool(row["right_first"]))
    return found


async def learners(thread_uids: Collection[str]) -> list[Learner]:
    """Everybody who may take a course of some lessons, by site and name."""
    within = f" AND g.thread_id IN ({places(thread_uids)})" if thread_uids else " AND FALSE"
    rows = await fetch(
        "SELECT p.handle, p.name, p.site, p.department, COUNT(g.id) AS lessons, MAX(g.day) AS last FROM person p"
        f" LEFT JOIN progress g ON g.person_id = p.id AND g.step = 'completed'{within}"
        " WHERE p.active AND NOT p.unnamed GROUP BY p.id, p.handle, p.name, p.site, p.department"
        " ORDER BY p.site, p.name, p.id",
        *thread_uids,
    )
    return [
        Learner(
            row["handle"],
            row["name"],
            row["site"],
            row["department"],
            int(row["lessons"]),
            _day(row["last"]) if row["last"] else None,
        )
        for row in rows
    ]
