"""What was said last in a thread, for its feed."""

from uuid import UUID

from comments_service.storage.connection import fetch
from comments_service.storage.values import as_uuid


async def newest(thread_uid: str, *, limit: int) -> dict[UUID, UUID]:
    """The comments of a thread that are public and were made last, the newest first, each with its root."""
    rows = await fetch(
        "SELECT id, root_id FROM comment WHERE thread_id = ? AND state = 'published'"
        f" ORDER BY created DESC, id DESC LIMIT {limit:d}",
        thread_uid,
    )
    return {as_uuid(row["id"]): as_uuid(row["root_id"]) for row in rows}
