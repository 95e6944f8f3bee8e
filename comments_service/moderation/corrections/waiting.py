"""A correction that waits to be accepted or declined, found for whoever may. Used by the other files here."""

from uuid import UUID

from comments_service.discussion.kinds import CORRECTION
from comments_service.discussion.lifecycle import MoveIsImpossible
from comments_service.discussion.marks import CORRECTION as DECIDED
from comments_service.languages import N_
from comments_service.moderation.marks.putting import marked_by, on, require_public, require_somebody_elses
from comments_service.records import Comment, Mark, Person, Thread


async def correction_by(comment_id: UUID, by: Person | None) -> tuple[Comment, Thread, Person]:
    """Find a correction for somebody who wants to look at it, or to decide about it.

    Raises:
        CommentIsUnknown, SignInRequired, NotAllowed.
        MoveIsImpossible: it is none.
    """
    comment, thread, deciding = await marked_by(comment_id, DECIDED, by)
    if comment.kind != CORRECTION:
        raise MoveIsImpossible("This is no correction.", state=comment.state)
    return comment, thread, deciding


async def decidable_by(comment_id: UUID, by: Person | None) -> tuple[Comment, Thread, Person]:
    """The same for deciding: it is public, and somebody else's.

    Raises:
        CommentIsUnknown, SignInRequired, NotAllowed, MoveIsImpossible.
    """
    comment, thread, deciding = await correction_by(comment_id, by)
    require_public(comment)
    require_somebody_elses(comment, deciding)
    return comment, thread, deciding


async def require_undecided(comment: Comment) -> None:
    """Check that nobody has decided about it.

    Raises:
        MoveIsImpossible: somebody has; they, or whoever else may, take that back first.
    """
    if before := await on(comment.id, DECIDED):
        raise decided_already(before, comment)


def decided_already(before: Mark, comment: Comment) -> MoveIsImpossible:
    """What is answered to whoever comes second."""
    said = (
        N_("%(name)s has accepted it. Take that back first.", name=before.by_name)
        if before.facts["outcome"] == "accepted"
        else N_("%(name)s has declined it. Take that back first.", name=before.by_name)
    )
    return MoveIsImpossible(said, state=comment.state)
