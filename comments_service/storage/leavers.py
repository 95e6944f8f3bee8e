"""Whose names were taken off, and where they stood: see people/leavers.py and privacy/anonymise.py."""

from typing import Any
from uuid import UUID

from comments_service.storage import tables
from comments_service.storage.connection import execute, fetch
from comments_service.storage.values import as_json


async def add(mark: str) -> None:
    """Remember a handle's hash."""
    await execute("INSERT INTO leaver (mark) VALUES (?) ON CONFLICT (mark) DO NOTHING", mark)


async def has(mark: str) -> bool:
    """Say whether it is remembered."""
    return bool(await fetch("SELECT 1 AS found FROM leaver WHERE mark = ?", mark))


async def remove(mark: str) -> bool:
    """Forget it; say whether it was there."""
    return bool(await fetch("DELETE FROM leaver WHERE mark = ? RETURNING mark", mark))


async def take_name_off(person_id: UUID, *, name: str, handle: str) -> None:
    """Leave of somebody what holds what they said together, and end all that was theirs alone."""
    nobody: dict[str, Any] = {"title": "", "site": "", "department": "", "level": "", "roles": [], "active": False}
    nobody |= {"guidelines_seen": "", "language": ""}
    await tables.Person.filter(id=person_id).update(name=name, handle=handle, anonymised=True, **nobody)
    theirs = ("session", "claim", "sanction", "identity", "mailbox", "receipt", "progress")
    for table in (*theirs, "following", "topic_following"):
        await execute(f"DELETE FROM {table} WHERE person_id = ?", person_id)
    await execute("DELETE FROM notice WHERE to_id = ?", person_id)


async def threads_with(person_id: UUID) -> list[str]:
    """The discussions in which somebody's name may be shown: where they spoke, summed up, or marked a comment."""
    rows = await fetch(
        "SELECT c.thread_id FROM comment c WHERE c.author_id = ?"
        " UNION SELECT c.thread_id FROM mark m JOIN comment c ON c.id = m.comment_id"
        " WHERE m.by_id = ? OR m.named_id = ?"
        " UNION SELECT s.thread_id FROM summary s WHERE s.by_id = ?",
        person_id,
        person_id,
        person_id,
        person_id,
    )
    return [row["thread_id"] for row in rows]


async def closed_by(name: str) -> dict[str, dict[str, Any]]:
    """The discussions that somebody of this name closed, each with its switches: there a name stands in words."""
    rows = await fetch("SELECT uid, switches FROM thread")
    found = {row["uid"]: as_json(row["switches"]) for row in rows}
    return {uid: one for uid, one in found.items() if (one.get("closed") or {}).get("by") == name}
