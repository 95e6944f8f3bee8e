"""Ending a mark: whoever may put one on a comment may take it off. It is kept, and no longer shown."""

from uuid import UUID

from comments_service.discussion.lifecycle import MoveIsImpossible
from comments_service.discussion.marks import OFFICIAL, PERMISSION
from comments_service.events import COMMENT_UNMARKED, Ledger
from comments_service.languages import N_
from comments_service.moderation.marks.putting import marked_by, on
from comments_service.records import Comment, Person
from comments_service.refusals import FieldIsWrong
from comments_service.storage import marks


async def end_mark(comment_id: UUID, kind: str, *, by: Person | None, ledger: Ledger) -> Comment:
    """Take a mark off a comment, whatever its state. Where none is, nothing happens.

    Raises:
        CommentIsUnknown, SignInRequired, NotAllowed.
        FieldIsWrong: there is no such kind of mark.
        MoveIsImpossible: it says who drafted these words, and must for as long as they stand.
    """
    if kind not in PERMISSION:
        raise FieldIsWrong("mark", f"Allowed: {', '.join(PERMISSION)}.", allowed=list(PERMISSION))
    comment, _, ending = await marked_by(comment_id, kind, by)
    mark = await on(comment_id, kind)
    if mark is None:
        return comment
    if kind == OFFICIAL and mark.named:
        raise MoveIsImpossible(
            N_(
                "It was drafted with %(name)s, and says so for as long as it stands. Its author can withdraw it.",
                name=mark.named,
            ),
            state=comment.state,
        )
    async with ledger.change(comment.thread_uid) as change:
        if await marks.end(comment_id, kind, by_id=ending.id, now=change.now):
            told = {"outcome": mark.facts["outcome"]} if "outcome" in mark.facts else {}
            change.record(COMMENT_UNMARKED, comment=comment_id, person=ending.id, mark=kind, **told)
    return comment
