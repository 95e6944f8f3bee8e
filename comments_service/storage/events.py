"""What happened, as the database keeps it: rows that are only ever added."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from comments_service.storage import tables


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened. `facts` must be JSON-serialisable and hold no text that people wrote."""

    kind: str
    thread_uid: str | None
    comment_id: UUID | None
    person_id: UUID | None
    at: datetime
    facts: Mapping[str, Any]


async def add(event: Event) -> None:
    """Record an event; it is kept only if the transaction around it is."""
    await tables.Event.create(
        kind=event.kind,
        thread_uid=event.thread_uid,
        comment_id=event.comment_id,
        person_id=event.person_id,
        at=event.at,
        facts=dict(event.facts),
    )


async def of_comment(comment_id: UUID) -> list[Event]:
    """All that happened to a comment, oldest first."""
    rows = await tables.Event.filter(comment_id=comment_id).order_by("id")
    return [Event(row.kind, row.thread_uid, row.comment_id, row.person_id, row.at, row.facts) for row in rows]
