"""Declining a correction: the page stays as it is, and whoever says so says why, in a reply that everybody reads."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from comments_service.discussion.deadlines import Deadlines
from comments_service.discussion.marks import CORRECTION, DECLINED
from comments_service.discussion.post import Draft, Posted, post
from comments_service.events import Change, Ledger
from comments_service.moderation.corrections.waiting import decidable_by, require_undecided
from comments_service.moderation.marks.putting import on, put
from comments_service.records import Person
from comments_service.screening.screen import Rules


async def decline(
    comment_id: UUID,
    reply_id: UUID,
    body: str,
    *,
    by: Person | None,
    ask_review: bool,
    ledger: Ledger,
    rules: Rules,
    deadlines: Deadlines,
    site_host: str,
    new_id: Callable[[], UUID],
    now: datetime,
) -> Posted:
    """Decline a correction by a reply, in one transaction. The same reply again is one.

    Args:
        reply_id: the id of the reply, made by whoever sends it.
        body: what it says.

    Raises:
        CommentIsUnknown, SignInRequired, NotAllowed.
        MoveIsImpossible: it is no correction, not public, or somebody has decided about it.
        And those of post.
    """
    comment, _, deciding = await decidable_by(comment_id, by)
    facts = {"outcome": DECLINED, "reply": str(reply_id)}
    before = await on(comment_id, CORRECTION)
    if before is None or before.facts != facts:
        await require_undecided(comment)

    async def decided(change: Change) -> None:
        # Once more, where writers to one discussion take turns.
        await require_undecided(comment)
        await put(change, comment_id, CORRECTION, by=deciding, new_id=new_id, facts=facts)

    return await post(
        Draft(reply_id, comment.thread_uid, body, comment_id, ask_review=ask_review),
        by=deciding,
        ledger=ledger,
        rules=rules,
        deadlines=deadlines,
        site_host=site_host,
        new_id=new_id,
        now=now,
        officially=decided,
    )
