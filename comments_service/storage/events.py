"""What happened, as the database keeps it: rows that are only ever added."""

from uuid import UUID

from comments_service.records import Event
from comments_service.storage import tables
from comments_service.storage.connection import insert


async def add(event: Event) -> None:
    """Record an event; it is kept only if the transaction around it is."""
    await insert(
        "event",
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
