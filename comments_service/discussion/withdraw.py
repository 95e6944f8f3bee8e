"""Withdrawing one's comment: final; its place stays while there are replies under it."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from comments_service.discussion.edit import ChangedMeanwhile, own
from comments_service.discussion.lifecycle import WITHDRAWN, move
from comments_service.events import COMMENT_WITHDRAWN, Ledger
from comments_service.records import Comment, Person
from comments_service.storage import cases, comments


async def withdraw(comment_id: UUID, *, by: Person, ledger: Ledger, now: datetime) -> Comment:
    """Take one's comment back. Withdrawing twice is withdrawing once.

    Raises:
        CommentIsUnknown, NotAllowed, MoveIsImpossible, ChangedMeanwhile.
    """
    before = await own(comment_id, by)
    if before.state == WITHDRAWN:
        return before
    after = replace(before, state=move(before.state, "withdraw"), version=before.version + 1, public_number=None)
    async with ledger.change(before.thread_uid) as change:
        if not await comments.change(after):
            return await _withdrawn_meanwhile(before)
        await cases.close_all(comment_id, outcome="withdrawn", now=now)
        change.record(COMMENT_WITHDRAWN, comment=comment_id, person=before.author_id, before=before.state)
    return after


async def _withdrawn_meanwhile(before: Comment) -> Comment:
    now = await comments.get(before.id)
    if now is None or now.state != WITHDRAWN:
        raise ChangedMeanwhile(before.version + 1)
    return now
