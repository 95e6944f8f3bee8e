"""Answering a draft: whom it was written for makes the words theirs, or declines. Nobody does it for them."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from comments_service.discussion.deadlines import Deadlines
from comments_service.discussion.lifecycle import MoveIsImpossible
from comments_service.discussion.post import Draft, Posted
from comments_service.discussion.remarks import require_remark
from comments_service.events import RESPONSE_SETTLED, Change, Ledger
from comments_service.languages import N_
from comments_service.moderation.responses.draft_response import (
    APPROVED,
    DECLINED,
    WAITING,
    WITHDRAWN,
    known_draft,
)
from comments_service.moderation.responses.respond import respond
from comments_service.people.roles import require_somebody
from comments_service.records import OfficialDraft, Person
from comments_service.refusals import FieldIsWrong, NotAllowed
from comments_service.screening.screen import Rules
from comments_service.storage import comments, official_drafts

LONGEST_ANSWER = 1000
_SETTLED = {
    APPROVED: N_("This draft was approved. Nothing was changed by you."),
    DECLINED: N_("This draft was declined. Nothing was changed by you."),
    WITHDRAWN: N_("This draft was taken back. Nothing was changed by you."),
}


async def approve_draft(
    id: UUID,
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
    """Say what was drafted, in these words: as a comment of one's own that names who drafted it. Twice is once.

    Args:
        body: the draft's words, or what the speaker has made of them.
        ask_review: they have seen the advice of screening, and want a facilitator to look.

    Raises:
        SignInRequired, DraftIsUnknown.
        NotAllowed: it was drafted for somebody else, or they do not speak for the company on this page any more.
        MoveIsImpossible: it was declined or taken back.
        And those of post: the draft waits on.
    """
    draft = await _mine(id, by)
    if draft.state == APPROVED:
        return await _said_already(draft)
    _require_waiting(draft)

    async def settle(change: Change) -> None:
        if not await official_drafts.settle(id, state=APPROVED, body=body, answer="", now=change.now):
            raise MoveIsImpossible(N_("It was taken back, or answered, a moment ago. Look again."), state=draft.state)
        change.record(RESPONSE_SETTLED, comment=id, person=draft.speaker.id, draft=str(id), outcome=APPROVED)

    return await respond(
        Draft(id, draft.thread_uid, body, draft.parent_id, ask_review=ask_review),
        by=by,
        ledger=ledger,
        rules=rules,
        deadlines=deadlines,
        site_host=site_host,
        new_id=new_id,
        now=now,
        drafted_by=draft.by,
        also=settle,
    )


async def decline_draft(id: UUID, answer: str, *, by: Person | None, ledger: Ledger) -> OfficialDraft:
    """Decline to say what was drafted, and tell who drafted it why. Twice is once.

    Raises:
        SignInRequired, DraftIsUnknown, NotAllowed.
        MoveIsImpossible: it was approved or taken back.
        FieldIsWrong: no word of why, or too many.
    """
    draft, words = await _mine(id, by), answer.strip()
    if draft.state == DECLINED:
        return draft
    _require_waiting(draft)
    if not words:
        raise FieldIsWrong("answer", N_("Say why, so that %(name)s knows what to do next.", name=draft.by.name))
    require_remark("answer", words, longest=LONGEST_ANSWER)
    async with ledger.note() as change:
        if not await official_drafts.settle(id, state=DECLINED, body=draft.body, answer=words, now=change.now):
            raise MoveIsImpossible(N_("It was taken back, or answered, a moment ago. Look again."), state=draft.state)
        change.record(RESPONSE_SETTLED, person=draft.speaker.id, draft=str(id), outcome=DECLINED)
    return draft


async def _mine(id: UUID, by: Person | None) -> OfficialDraft:
    person = require_somebody(by)
    draft = await known_draft(id, person)
    if draft.speaker.id != person.id:
        raise NotAllowed(N_("It was drafted for %(name)s, and only they can answer it.", name=draft.speaker.name))
    return draft


def _require_waiting(draft: OfficialDraft) -> None:
    if draft.state != WAITING:
        raise MoveIsImpossible(_SETTLED[draft.state], state=draft.state)


async def _said_already(draft: OfficialDraft) -> Posted:
    said = (await comments.spoken([draft.id], words="latest"))[draft.id]
    return Posted(said, is_new=False, why_held=[])
