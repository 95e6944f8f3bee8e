"""Endorsing: somebody who knows says that a comment is right. The first who says so is named."""

from collections.abc import Callable
from uuid import UUID

from comments_service.discussion.marks import ENDORSED
from comments_service.events import Ledger
from comments_service.moderation.marks.putting import marked_by, on, put, require_public, require_somebody_elses
from comments_service.people.roles import EXPERT, LEADER, roles_in
from comments_service.records import Mark, Person
from comments_service.subjects import subjects_of


async def endorse(comment_id: UUID, *, by: Person | None, ledger: Ledger, new_id: Callable[[], UUID]) -> Mark:
    """Endorse a comment, as an expert, as a leader, or as one who answers on its page. Who did before stays named.

    Raises:
        CommentIsUnknown, SignInRequired, MoveIsImpossible.
        NotAllowed: they are none of these, or it is their own.
    """
    comment, thread, endorser = await marked_by(comment_id, ENDORSED, by)
    require_public(comment)
    require_somebody_elses(comment, endorser)
    held = roles_in(endorser.roles, subjects_of(thread.facts))
    role = next((role for role in (EXPERT, LEADER) if role in held), "page")
    async with ledger.change(comment.thread_uid) as change:
        before = await on(comment_id, ENDORSED)
        return before or await put(change, comment_id, ENDORSED, by=endorser, new_id=new_id, facts={"role": role})
