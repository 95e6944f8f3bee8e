"""Pinning: a facilitator keeps a comment at the top of its page."""

from collections.abc import Callable
from uuid import UUID

from comments_service.discussion.marks import PINNED
from comments_service.events import Ledger
from comments_service.moderation.marks.putting import marked_by, put, require_public
from comments_service.records import Mark, Person


async def pin(comment_id: UUID, *, by: Person | None, ledger: Ledger, new_id: Callable[[], UUID]) -> Mark:
    """Pin a comment. Pinning it twice is pinning it once.

    Raises:
        CommentIsUnknown, SignInRequired, NotAllowed, MoveIsImpossible.
    """
    comment, _, facilitator = await marked_by(comment_id, PINNED, by)
    require_public(comment)
    async with ledger.change(comment.thread_uid) as change:
        return await put(change, comment_id, PINNED, by=facilitator, new_id=new_id)
