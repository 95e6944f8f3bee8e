"""Drafts of official responses as the database keeps them: who wrote which words for whom, and what became of them."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from comments_service.records import OfficialDraft
from comments_service.storage.connection import fetch, insert
from comments_service.storage.people import person_in
from comments_service.storage.values import as_moment, as_optional_uuid, as_uuid

_SPEAKER = ("handle", "name", "title", "site", "department", "level", "roles", "active")
_DRAFTS = f"""
SELECT d.id, d.thread_id, d.parent_id, d.body, d.speaker_id, d.by_id, d.at, d.state, d.answer,
       {", ".join(f"s.{name} AS s_{name}, w.{name} AS w_{name}" for name in _SPEAKER)}
FROM official_draft d JOIN person s ON s.id = d.speaker_id JOIN person w ON w.id = d.by_id
"""


def _draft(row: Mapping[str, Any]) -> OfficialDraft:
    return OfficialDraft(
        id=as_uuid(row["id"]),
        thread_uid=row["thread_id"],
        parent_id=as_optional_uuid(row["parent_id"]),
        body=row["body"],
        speaker=person_in({name: row[f"s_{name}"] for name in _SPEAKER}, as_uuid(row["speaker_id"])),
        by=person_in({name: row[f"w_{name}"] for name in _SPEAKER}, as_uuid(row["by_id"])),
        at=as_moment(row["at"]),
        state=row["state"],
        answer=row["answer"],
    )


async def get(id: UUID) -> OfficialDraft | None:
    """Find a draft, whatever became of it."""
    rows = await fetch(f"{_DRAFTS} WHERE d.id = ?", str(id))
    return _draft(rows[0]) if rows else None


async def waiting_for(person_id: UUID) -> list[OfficialDraft]:
    """The drafts that wait for a person's word, the oldest first."""
    rows = await fetch(f"{_DRAFTS} WHERE d.speaker_id = ? AND d.state = 'waiting' ORDER BY d.at, d.id", str(person_id))
    return [_draft(row) for row in rows]


async def count_waiting_for(person_id: UUID) -> int:
    """How many drafts wait for a person's word. Asked on every page of whoever is signed in."""
    rows = await fetch(
        "SELECT COUNT(*) AS n FROM official_draft WHERE speaker_id = ? AND state = 'waiting'", str(person_id)
    )
    return int(rows[0]["n"])


async def written_by(person_id: UUID, *, limit: int) -> list[OfficialDraft]:
    """What a person drafted for others, the newest first."""
    rows = await fetch(f"{_DRAFTS} WHERE d.by_id = ? ORDER BY d.at DESC, d.id DESC LIMIT {limit:d}", str(person_id))
    return [_draft(row) for row in rows]


async def waiting_in(thread_uid: str) -> Sequence[OfficialDraft]:
    """The drafts for a thread that still wait, the oldest first."""
    rows = await fetch(f"{_DRAFTS} WHERE d.thread_id = ? AND d.state = 'waiting' ORDER BY d.at, d.id", thread_uid)
    return [_draft(row) for row in rows]


async def add(draft: OfficialDraft) -> None:
    """Keep a draft.

    Raises:
        IntegrityError: another draft has this id.
    """
    await insert(
        "official_draft",
        id=draft.id,
        thread_id=draft.thread_uid,
        parent_id=draft.parent_id,
        body=draft.body,
        speaker_id=draft.speaker.id,
        by_id=draft.by.id,
        at=draft.at,
        state=draft.state,
        answer=draft.answer,
    )


async def settle(id: UUID, *, state: str, body: str, answer: str, now: datetime) -> bool:
    """Say what became of a draft that waits; say whether it still did."""
    rows = await fetch(
        "UPDATE official_draft SET state = ?, body = ?, answer = ?, decided = ?"
        " WHERE id = ? AND state = 'waiting' RETURNING id",
        state,
        body,
        answer,
        now,
        str(id),
    )
    return bool(rows)
