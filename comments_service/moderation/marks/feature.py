"""Featuring: a facilitator shows a comment that is worth everybody's time; three a page, so that it means something."""

from collections.abc import Callable
from uuid import UUID

from comments_service.discussion.lifecycle import PUBLISHED
from comments_service.discussion.marks import FEATURED
from comments_service.events import Ledger
from comments_service.languages import N_
from comments_service.moderation.marks.putting import marked_by, put, require_public, require_somebody_elses
from comments_service.records import Mark, Person, Spoken
from comments_service.refusals import Refusal
from comments_service.storage import comments, marks

MOST = 3


class EnoughIsFeatured(Refusal):
    """As many comments of this page are featured as may be: the facts say which."""

    code = "enough-is-featured"

    def __init__(self, featured: list[Spoken]) -> None:
        *others, last = [one.author.name for one in featured]
        super().__init__(
            N_(
                "Three comments are featured here already, by %(others)s and %(last)s. End one of them first.",
                others=", ".join(others),
                last=last,
            ),
            featured=[str(one.comment.id) for one in featured],
        )
        self.featured = featured


async def feature(comment_id: UUID, *, by: Person | None, ledger: Ledger, new_id: Callable[[], UUID]) -> Mark:
    """Feature a comment. Featuring it twice is featuring it once.

    Raises:
        CommentIsUnknown, SignInRequired, NotAllowed, MoveIsImpossible.
        EnoughIsFeatured: three others are.
    """
    comment, _, facilitator = await marked_by(comment_id, FEATURED, by)
    require_public(comment)
    require_somebody_elses(comment, facilitator)
    async with ledger.change(comment.thread_uid) as change:
        # Inside, where writers take turns: two who feature a third at once must not make four.
        featured = [one for one in await _featured(comment.thread_uid) if one.comment.id != comment_id]
        if len(featured) >= MOST:
            raise EnoughIsFeatured(featured)
        return await put(change, comment_id, FEATURED, by=facilitator, new_id=new_id)


async def _featured(thread_uid: str) -> list[Spoken]:
    """The featured comments that readers see: one that was removed takes up no place."""
    ids = [mark.comment_id for mark in await marks.of_thread(thread_uid) if mark.kind == FEATURED]
    found = await comments.spoken(ids, words="public")
    return [found[one] for one in ids if found[one].comment.state == PUBLISHED]
