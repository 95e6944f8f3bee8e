"""Something that steps can be taken with, for whoever may: where it stands, how it got there, what can follow."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from comments_service.discussion.edit import CommentIsUnknown
from comments_service.discussion.lifecycle import PUBLISHED
from comments_service.discussion.outcomes import OUTCOME, Step, possible, step_of
from comments_service.moderation.marks.putting import on
from comments_service.moderation.outcomes.take_step import with_steps
from comments_service.records import Comment, Mark, Person, Placed, Spoken, Thread
from comments_service.storage import comments, marks
from comments_service.storage.placed import in_thread


@dataclass(frozen=True, slots=True)
class Standing:
    """`taken`: the steps so far, in order of time. `can`: what can follow. `others`: what it may be joined with."""

    spoken: Spoken
    thread: Thread
    step: str
    taken: Sequence[Mark]
    can: Mapping[str, Step]
    others: Sequence[Spoken]


async def standing(comment_id: UUID, *, by: Person | None) -> Standing:
    """Read it.

    Raises:
        CommentIsUnknown: there is none, or readers do not see it.
        SignInRequired, NotAllowed, MoveIsImpossible.
    """
    comment, thread, _ = await with_steps(comment_id, by)
    spoken = (await comments.spoken([comment_id], words="public")).get(comment_id)
    if spoken is None or spoken.comment.state != PUBLISHED:
        raise CommentIsUnknown
    taken = [one for one in await marks.ever_in_thread(thread.uid, OUTCOME) if one.comment_id == comment_id]
    now = step_of(await on(comment_id, OUTCOME))
    others = await comments.many_public([one.id for one in await _of_its_kind(comment)])
    return Standing(spoken, thread, now, taken, possible(comment.kind, now), list(others.values()))


async def _of_its_kind(comment: Comment) -> Sequence[Placed]:
    """What it may be the same as: public, in the same discussion."""
    placed = await in_thread(comment.thread_uid)
    return [one for one in placed if one.kind == comment.kind and one.state == PUBLISHED and one.id != comment.id]
