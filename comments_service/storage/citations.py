"""Which comments led to a change, as pages of the site say. A sync replaces all."""

from collections.abc import Collection
from uuid import UUID, uuid5

from comments_service.block_records import Led
from comments_service.storage.connection import execute, fetch, insert, places
from comments_service.storage.values import as_uuid

# The same comment on the same page has the same id in every sync.
_NAMESPACE = UUID("3d0f2f64-62a6-5b5c-9a53-1f3d0f0f7c11")
Cited = tuple[UUID, str]


async def replace(wanted: Collection[Cited]) -> tuple[set[UUID], set[UUID]]:
    """Let these be all there are, each a comment and the uid of the page that names it; return whose changed, and which
    of those are named by a page that did not before."""
    rows = await fetch("SELECT comment_id, thread_id FROM citation")
    before = {(as_uuid(row["comment_id"]), row["thread_id"]) for row in rows}
    changed = before ^ set(wanted)
    if changed:
        await execute("DELETE FROM citation")
        for comment, page in sorted(set(wanted)):
            made = uuid5(_NAMESPACE, f"{comment} {page}")
            await insert("citation", id=made, comment_id=comment, thread_id=page)
    return {comment for comment, _ in changed}, {comment for comment, _ in changed - before}


async def of_comments(ids: Collection[UUID]) -> dict[UUID, list[Led]]:
    """The pages that name some comments, by comment; those that were put away are left out."""
    if not ids:
        return {}
    rows = await fetch(
        "SELECT c.comment_id, t.uid, t.url, t.title, t.lang FROM citation c JOIN thread t ON t.uid = c.thread_id"
        f" WHERE c.comment_id IN ({places(ids)}) AND NOT t.archived ORDER BY t.uid",
        *ids,
    )
    found: dict[UUID, list[Led]] = {}
    for row in rows:
        led = Led(row["uid"], row["url"], row["title"], row["lang"])
        found.setdefault(as_uuid(row["comment_id"]), []).append(led)
    return found


async def in_thread(uid: str) -> dict[UUID, list[Led]]:
    """The same for all comments of a thread."""
    rows = await fetch(
        "SELECT x.comment_id FROM citation x JOIN comment c ON c.id = x.comment_id WHERE c.thread_id = ?", uid
    )
    return await of_comments([as_uuid(row["comment_id"]) for row in rows])
