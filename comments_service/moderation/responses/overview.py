"""Drafts of official responses as their two people see them: what waits for me, and what became of what I wrote."""

from collections.abc import Sequence
from dataclasses import dataclass

from comments_service.people.roles import require_somebody
from comments_service.records import OfficialDraft, Person, Spoken, Thread
from comments_service.storage import comments, official_drafts, threads

_MOST = 50


@dataclass(frozen=True, slots=True)
class Shown:
    """A draft, the page it is for, and what it answers, if that is still public."""

    draft: OfficialDraft
    thread: Thread
    parent: Spoken | None


@dataclass(frozen=True, slots=True)
class Overview:
    """The drafts that wait for somebody, and those that they wrote, the newest first."""

    for_me: Sequence[Shown]
    by_me: Sequence[Shown]


async def overview(person: Person | None) -> Overview:
    """Read somebody's drafts.

    Raises:
        SignInRequired: nobody is signed in.
    """
    me = require_somebody(person)
    for_me, by_me = await official_drafts.waiting_for(me.id), await official_drafts.written_by(me.id, limit=_MOST)
    drafts = [*for_me, *by_me]
    pages = await threads.some({draft.thread_uid for draft in drafts})
    parents = await comments.spoken([draft.parent_id for draft in drafts if draft.parent_id], words="public")

    def shown(draft: OfficialDraft) -> Shown:
        parent = parents.get(draft.parent_id) if draft.parent_id else None
        return Shown(draft, pages[draft.thread_uid], parent)

    return Overview([shown(draft) for draft in for_me], [shown(draft) for draft in by_me])


async def waiting_for(person: Person) -> int:
    """How many drafts wait for somebody's word."""
    return await official_drafts.count_waiting_for(person.id)
