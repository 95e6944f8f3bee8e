"""What people said, a batch at a time, for whoever must look at much of it without holding it all."""

from collections.abc import AsyncGenerator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from comments_service.storage.connection import fetch
from comments_service.storage.values import as_moment, as_uuid


@dataclass(frozen=True, slots=True)
class Said:
    """The latest words of a comment, where they stand, and what became of them."""

    id: UUID
    thread_uid: str
    lang: str
    state: str
    created: datetime
    body: str


# By id, since that is indexed, and a batch begins where the last one ended whatever was added meanwhile. Browsers make
# the ids, and mostly they sort by time; where one does not, the comment only comes earlier or later.
_SAID = """
SELECT c.id, c.thread_id, t.lang, c.state, c.created, r.body
FROM comment c
JOIN thread t ON t.uid = c.thread_id
JOIN revision r ON r.comment_id = c.id AND r.number = c.latest_number
WHERE c.created >= ? {further} ORDER BY c.id DESC
"""


async def said_since(since: datetime, *, before: UUID | None = None, batch: int) -> AsyncGenerator[list[Said], None]:
    """Yield all that was said since a time in batches, about the newest first.

    Args:
        before: begin after this comment, the last of those that were looked at already.
    """
    last = before
    while True:
        further, values = ("AND c.id < ?", [last]) if last else ("", [])
        rows = await fetch(f"{_SAID.format(further=further)} LIMIT {batch:d}", since, *values)
        if rows:
            yield [_said(row) for row in rows]
        if len(rows) < batch:
            return
        last = as_uuid(rows[-1]["id"])


def _said(row: Mapping[str, Any]) -> Said:
    about = {name: row[name] for name in ("lang", "state", "body")}
    return Said(as_uuid(row["id"]), row["thread_id"], created=as_moment(row["created"]), **about)
