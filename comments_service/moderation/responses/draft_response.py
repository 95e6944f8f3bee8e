"""Drafting an official response for a named person. Nobody but they can make it public; this only asks them to."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from comments_service.discussion import thread_rules, wording
from comments_service.discussion.lifecycle import PUBLISHED, MoveIsImpossible
from comments_service.discussion.page_people import answers_for, may_here
from comments_service.discussion.post import IdIsTaken, ParentIsElsewhere
from comments_service.events import RESPONSE_DRAFTED, RESPONSE_SETTLED, Ledger
from comments_service.languages import N_
from comments_service.people.roles import require
from comments_service.records import OfficialDraft, Person, Thread
from comments_service.refusals import FieldIsWrong, NotAllowed, Refusal
from comments_service.screening.screen import Rules
from comments_service.storage import comments, official_drafts, people, threads

WAITING, APPROVED, DECLINED, WITHDRAWN = "waiting", "approved", "declined", "withdrawn"


class DraftIsUnknown(Refusal):
    """There is no such draft, or none that this person may know of."""

    code = "draft-is-unknown"

    def __init__(self) -> None:
        super().__init__(N_("There is no such draft, or it is not yours to see."))


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody wants a named person to say, where. The id is made by who writes; the comment will have it too."""

    id: UUID
    thread_uid: str
    speaker: str
    body: str
    parent_id: UUID | None = None


async def draft_response(
    wanted: Wanted, *, by: Person | None, ledger: Ledger, rules: Rules, now: datetime
) -> OfficialDraft:
    """Write an official response for somebody to approve. The same sent twice is one draft.

    Raises:
        SignInRequired, NotAllowed, ThreadIsUnknown, ThreadIsClosed, ParentIsElsewhere, IdIsTaken.
        FieldIsWrong: the person named does not speak for the company on this page, or is who is writing.
        BodyIsBlocked, and those of wording.cleaned: what must not be stored is not stored in a draft either.
    """
    writer, body = require(by, "draft-responses"), wording.cleaned(wanted.body)
    before = await official_drafts.get(wanted.id)
    if before is not None:
        return _the_same(before, wanted, writer, body)
    if await comments.get(wanted.id) is not None:
        raise IdIsTaken
    thread = thread_rules.require_open(await threads.get(wanted.thread_uid), wanted.thread_uid, now=now)
    speaker = await _speaker(wanted.speaker, thread, writer)
    await _require_parent(wanted)
    # What must not be stored is not stored in a draft either. All else is for its speaker to see, once they approve.
    wording.screened(body, rules, as_sent=wanted.body, ask_review=True, lang=thread.lang, recent=())
    draft = OfficialDraft(wanted.id, thread.uid, wanted.parent_id, body, speaker, writer, now, WAITING)
    async with ledger.note() as change:
        await official_drafts.add(draft)
        change.record(RESPONSE_DRAFTED, person=writer.id, draft=str(draft.id), speaker=str(speaker.id))
    return draft


async def withdraw_draft(id: UUID, *, by: Person | None, ledger: Ledger) -> OfficialDraft:
    """Take back what one drafted, while it waits. Twice is once.

    Raises:
        SignInRequired, NotAllowed, DraftIsUnknown.
        MoveIsImpossible: its speaker has answered already.
    """
    writer = require(by, "draft-responses")
    draft = await known_draft(id, writer)
    if draft.by.id != writer.id:
        raise NotAllowed(N_("Only who drafted it can take it back."))
    if draft.state == WITHDRAWN:
        return draft
    async with ledger.note() as change:
        if not await official_drafts.settle(id, state=WITHDRAWN, body=draft.body, answer="", now=change.now):
            raise MoveIsImpossible(N_("%(name)s has answered already.", name=draft.speaker.name), state=draft.state)
        change.record(RESPONSE_SETTLED, person=writer.id, draft=str(id), outcome=WITHDRAWN)
    return draft


async def known_draft(id: UUID, person: Person) -> OfficialDraft:
    """Return a draft to one of the two whose it is.

    Raises:
        DraftIsUnknown: there is none, or they are neither.
    """
    draft = await official_drafts.get(id)
    if draft is None or person.id not in (draft.by.id, draft.speaker.id):
        raise DraftIsUnknown
    return draft


async def speakers(thread: Thread, *, but: Person) -> list[Person]:
    """The people for whom a response may be drafted on a page, those who answer for it first."""
    found = [one for one in await people.everybody() if may_here(one, "respond", thread) and one.id != but.id]
    return sorted(found, key=lambda one: not answers_for(thread, one))


def _the_same(before: OfficialDraft, wanted: Wanted, writer: Person, body: str) -> OfficialDraft:
    its_place = (before.by.id, before.thread_uid, before.parent_id, before.speaker.handle)
    if its_place != (writer.id, wanted.thread_uid, wanted.parent_id, wanted.speaker):
        raise IdIsTaken
    if before.state == WAITING and before.body != body:
        raise IdIsTaken
    return before


async def _speaker(handle: str, thread: Thread, writer: Person) -> Person:
    speaker = await people.by_handle(handle)
    if speaker is None or not may_here(speaker, "respond", thread):
        raise FieldIsWrong("speaker", N_("Name a leader, or somebody who answers on this page."))
    if speaker.id == writer.id:
        raise FieldIsWrong("speaker", N_("You speak for yourself: write the response under your own name."))
    return speaker


async def _require_parent(wanted: Wanted) -> None:
    parent = await comments.get(wanted.parent_id) if wanted.parent_id else None
    if wanted.parent_id and (parent is None or parent.thread_uid != wanted.thread_uid or parent.state != PUBLISHED):
        raise ParentIsElsewhere
