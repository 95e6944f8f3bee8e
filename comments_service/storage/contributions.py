"""What somebody said, wherever it was, and what was answered to it. Read by whose it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from comments_service.storage.connection import fetch, places
from comments_service.storage.values import as_moment, as_uuid


@dataclass(frozen=True, slots=True)
class Answer:
    """A public reply that somebody said something about: `kind` is that of the mark, `at` when it was put there."""

    to: UUID
    comment_id: UUID
    name: str
    kind: str
    at: datetime


async def page(authors: Sequence[UUID], *, after: UUID | None, limit: int) -> list[UUID]:
    """The newest of what was said by some ids and not taken back.

    Args:
        after: the last of the page before; None for the first page.
    """
    where, values = "", list[object](authors)
    if after is not None:
        where = "AND (created, id) < (SELECT created, id FROM comment WHERE id = ?)"
        values.append(after)
    rows = await fetch(
        f"SELECT id FROM comment WHERE author_id IN ({places(authors)}) {where}"
        f" AND state NOT IN ('withdrawn', 'purged') ORDER BY created DESC, id DESC LIMIT {limit:d}",
        *values,
    )
    return [as_uuid(row["id"]) for row in rows]


async def answers(ids: Sequence[UUID], *, roots: Sequence[UUID]) -> list[Answer]:
    """The replies to some comments that are official, endorsed, or solved what was asked.

    Args:
        roots: of their branches, whose index there is.
    """
    if not ids:
        return []
    rows = await fetch(
        "SELECT c.parent_id, c.id, p.name, m.kind, m.at FROM comment c JOIN person p ON p.id = c.author_id"
        " JOIN mark m ON m.comment_id = c.id AND m.ended IS NULL AND m.kind IN ('official', 'endorsed', 'solved')"
        f" WHERE c.root_id IN ({places(roots)}) AND c.parent_id IN ({places(ids)}) AND c.state = 'published'"
        " ORDER BY m.at, m.id",
        *roots,
        *ids,
    )
    return [
        Answer(as_uuid(row["parent_id"]), as_uuid(row["id"]), row["name"], row["kind"], as_moment(row["at"]))
        for row in rows
    ]


async def replies(ids: Sequence[UUID], *, roots: Sequence[UUID]) -> dict[UUID, int]:
    """How many public comments answer each of some directly; what nobody answered is left out."""
    if not ids:
        return {}
    rows = await fetch(
        f"SELECT parent_id, COUNT(*) AS n FROM comment WHERE root_id IN ({places(roots)})"
        f" AND parent_id IN ({places(ids)}) AND state = 'published' GROUP BY parent_id",
        *roots,
        *ids,
    )
    return {as_uuid(row["parent_id"]): int(row["n"]) for row in rows}
