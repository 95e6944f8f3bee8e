"""Where the comments of a thread stand, without what they say: for orders that are not those of time."""

from comments_service.records import Placed
from comments_service.storage.connection import fetch
from comments_service.storage.values import as_moment, as_uuid


async def in_thread(uid: str) -> list[Placed]:
    """Where every comment of a thread stands, whatever its state."""
    rows = await fetch("SELECT id, root_id, kind, state, created FROM comment WHERE thread_id = ?", uid)
    return [
        Placed(as_uuid(row["id"]), as_uuid(row["root_id"]), row["kind"], row["state"], as_moment(row["created"]))
        for row in rows
    ]
