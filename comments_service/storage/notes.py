"""What facilitators tell each other about comments, as the database keeps it."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from comments_service.records import Note
from comments_service.storage.connection import fetch, places
from comments_service.storage.values import as_moment, as_uuid


def _note(row: Mapping[str, Any]) -> Note:
    return Note(
        id=as_uuid(row["id"]),
        comment_id=as_uuid(row["comment_id"]),
        by_id=as_uuid(row["by_id"]),
        by_name=row["by_name"],
        body=row["body"],
        at=as_moment(row["at"]),
    )


async def add(note: Note) -> bool:
    """Keep a note; say whether it was not there yet."""
    rows = await fetch(
        "INSERT INTO note (id, comment_id, by_id, body, at) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT (id) DO NOTHING RETURNING id",
        note.id,
        note.comment_id,
        note.by_id,
        note.body,
        note.at,
    )
    return bool(rows)


async def of_comments(ids: Sequence[UUID]) -> dict[UUID, list[Note]]:
    """The notes about some comments, the oldest first; comments without any are left out."""
    if not ids:
        return {}
    rows = await fetch(
        "SELECT n.*, p.name AS by_name FROM note n JOIN person p ON p.id = n.by_id"
        f" WHERE n.comment_id IN ({places(ids)}) ORDER BY n.at, n.id",
        *ids,
    )
    found: dict[UUID, list[Note]] = {}
    for note in map(_note, rows):
        found.setdefault(note.comment_id, []).append(note)
    return found
