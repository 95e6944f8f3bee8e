"""What stands around a comment: those beside it, and how much else its author said. Read by the desk."""

from uuid import UUID

from comments_service.records import Comment
from comments_service.storage.connection import fetch
from comments_service.storage.values import as_uuid


async def siblings(comment: Comment, *, each_way: int) -> list[UUID]:
    """The public comments just before and after this one that answer the same, in order of time.

    Args:
        each_way: how many at most before it, and as many after.
    """
    # Roots are found by the thread's index, replies by the branch's.
    where, values = "c.thread_id = ? AND c.parent_id IS NULL", [comment.thread_uid]
    if comment.parent_id:
        where, values = "c.root_id = ? AND c.parent_id = ?", [str(comment.root_id), str(comment.parent_id)]
    here = f"{where} AND c.state = 'published' AND c.id <> ? AND (c.created, c.id)"
    bound = (*values, comment.id, comment.created, comment.id)
    before = await fetch(
        f"SELECT c.id FROM comment c WHERE {here} < (?, ?) ORDER BY c.created DESC, c.id DESC LIMIT {each_way:d}",
        *bound,
    )
    after = await fetch(
        f"SELECT c.id FROM comment c WHERE {here} > (?, ?) ORDER BY c.created, c.id LIMIT {each_way:d}", *bound
    )
    return [as_uuid(row["id"]) for row in (*reversed(before), *after)]


async def states_of(person_id: UUID) -> dict[str, int]:
    """How many comments of a person are in each state; states without any are left out."""
    rows = await fetch("SELECT state, COUNT(*) AS n FROM comment WHERE author_id = ? GROUP BY state", person_id)
    return {row["state"]: int(row["n"]) for row in rows}
