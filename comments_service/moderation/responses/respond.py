"""Responding officially: a named person speaks for the company, in a comment that everybody can tell from others."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from uuid import UUID

from comments_service.discussion import thread_rules
from comments_service.discussion.deadlines import Deadlines
from comments_service.discussion.marks import OFFICIAL
from comments_service.discussion.page_people import require_here
from comments_service.discussion.post import Draft, Posted, post
from comments_service.events import Change, Ledger
from comments_service.moderation.marks.putting import put
from comments_service.records import Person
from comments_service.screening.screen import Rules
from comments_service.storage import threads


async def respond(
    draft: Draft,
    *,
    by: Person | None,
    ledger: Ledger,
    rules: Rules,
    deadlines: Deadlines,
    site_host: str,
    new_id: Callable[[], UUID],
    now: datetime,
    drafted_by: Person | None = None,
    also: Callable[[Change], Awaitable[object]] | None = None,
) -> Posted:
    """Post a comment as an official response: screened and held as any other, and never slowed.

    Args:
        drafted_by: who wrote it for them, and is named beside them.
        also: what else belongs to the same transaction.

    Raises:
        SignInRequired, NotAllowed: they do not speak for the company on this page.
        And those of post.
    """
    thread = thread_rules.require_known(await threads.get(draft.thread_uid), draft.thread_uid)
    speaker = require_here(by, "respond", thread)

    async def officially(change: Change) -> None:
        await put(change, draft.id, OFFICIAL, by=speaker, new_id=new_id, named=drafted_by)
        if also:
            await also(change)

    return await post(
        draft,
        by=speaker,
        ledger=ledger,
        rules=rules,
        deadlines=deadlines,
        site_host=site_host,
        new_id=new_id,
        now=now,
        officially=officially,
    )
