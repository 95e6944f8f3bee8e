"""What was answered to closed questions, as the database keeps it: nothing in a row leads to whoever answered."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from comments_service.storage.connection import execute, fetch, places
from comments_service.storage.values import as_uuid

_NOT_COUNTED_SO = "(counted IS NULL OR counted <> choice)"


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer, by the id that its author alone can work out."""

    id: UUID
    choice: int


async def of(ids: Sequence[UUID]) -> Answer | None:
    """The answer that is kept under one of somebody's ids."""
    if not ids:
        return None
    rows = await fetch(f"SELECT id, choice FROM pulse_answer WHERE id IN ({places(ids)})", *ids)
    return Answer(as_uuid(rows[0]["id"]), int(rows[0]["choice"])) if rows else None


async def put(id: UUID, thread_uid: str, asked: str, *, choice: int, month: date) -> None:
    """Keep an answer, in the place of the one that was given before. What counts it is left as it is."""
    await execute(
        "INSERT INTO pulse_answer (id, thread_id, asked, choice, month) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT (id) DO UPDATE SET choice = excluded.choice, month = excluded.month",
        id,
        thread_uid,
        asked,
        choice,
        month,
    )


async def not_counted_so(thread_uid: str, asked: str) -> int:
    """How many people's answers are others than the result counts, or are not in it."""
    which = f"thread_id = ? AND asked = ? AND {_NOT_COUNTED_SO}"
    rows = await fetch(f"SELECT COUNT(*) AS n FROM pulse_answer WHERE {which}", thread_uid, asked)
    return int(rows[0]["n"])


async def count_all(thread_uid: str, asked: str) -> None:
    """Let the result count every answer as it is now."""
    which = f"thread_id = ? AND asked = ? AND {_NOT_COUNTED_SO}"
    await execute(f"UPDATE pulse_answer SET counted = choice WHERE {which}", thread_uid, asked)


async def result(thread_uid: str, asked: str) -> dict[int, int]:
    """How many answers of each choice the result counts."""
    rows = await fetch(
        "SELECT counted, COUNT(*) AS n FROM pulse_answer"
        " WHERE thread_id = ? AND asked = ? AND counted IS NOT NULL GROUP BY counted",
        thread_uid,
        asked,
    )
    return {int(row["counted"]): int(row["n"]) for row in rows}


async def questions() -> list[tuple[str, str]]:
    """Every question that anybody ever answered: its page, and which of that page's it is."""
    rows = await fetch("SELECT DISTINCT thread_id, asked FROM pulse_answer ORDER BY thread_id, asked")
    return [(row["thread_id"], row["asked"]) for row in rows]
