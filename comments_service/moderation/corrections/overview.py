"""Corrections as those see them who may accept or decline them: what waits, and what became of the others."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from comments_service.discussion.attention import CORRECTION as WAITS
from comments_service.discussion.lifecycle import PUBLISHED
from comments_service.discussion.marks import ACCEPTED, CORRECTION, PERMISSION
from comments_service.discussion.page_people import may_here
from comments_service.moderation.corrections.patch import line_of, patch_of, place_in, record_of
from comments_service.moderation.corrections.waiting import correction_by
from comments_service.moderation.marks.putting import on
from comments_service.people.roles import require_somebody
from comments_service.records import Mark, Person, Spoken, Thread
from comments_service.storage import cases, comments, marks, threads

MOST: Final = 50


@dataclass(frozen=True, slots=True)
class Correction:
    """A correction, and what somebody decided about it, if anybody did.

    Attributes:
        line: of an accepted one, what goes into the page's front matter.
        path: the page's source, where a patch can be made for it.
        patch: that patch.
    """

    spoken: Spoken
    thread: Thread
    decided: Mark | None = None
    line: str = ""
    path: str = ""
    patch: str = ""


@dataclass(frozen=True, slots=True)
class Overview:
    """What waits, the longest first, and what was decided, the newest first."""

    waiting: Sequence[Correction]
    decided: Sequence[Correction]


async def overview(person: Person | None) -> Overview:
    """Read the corrections that somebody may decide about.

    Raises:
        SignInRequired: nobody is signed in.
    """
    me = require_somebody(person)
    waiting = await _theirs(await cases.comments_with_open(WAITS), me)
    decided = {mark.comment_id: mark for mark in reversed(await marks.of_kinds([CORRECTION]))}
    found = (await _theirs(list(decided), me))[:MOST]
    return Overview(waiting, [_whole(one.spoken, one.thread, decided[one.spoken.comment.id]) for one in found])


async def correction(comment_id: UUID, *, by: Person | None) -> Correction:
    """Read one, for whoever may decide about it.

    Raises:
        CommentIsUnknown, SignInRequired, NotAllowed.
        MoveIsImpossible: it is no correction.
    """
    comment, thread, _ = await correction_by(comment_id, by)
    spoken = (await comments.spoken([comment.id], words="public"))[comment.id]
    return _whole(spoken, thread, await on(comment_id, CORRECTION))


async def _theirs(ids: Sequence[UUID], person: Person) -> list[Correction]:
    said = await comments.many_public(ids)
    about = await threads.some({one.comment.thread_uid for one in said.values()})
    found = [Correction(said[one], about[said[one].comment.thread_uid]) for one in ids if one in said]
    return [
        one
        for one in found
        if one.spoken.comment.state == PUBLISHED and may_here(person, PERMISSION[CORRECTION], one.thread)
    ]


def _whole(spoken: Spoken, thread: Thread, decided: Mark | None) -> Correction:
    if decided is None or decided.facts["outcome"] != ACCEPTED:
        return Correction(spoken, thread, decided)
    place, record = place_in(thread), record_of(decided, spoken.author)
    patch = patch_of(record, place) if place else ""
    return Correction(spoken, thread, decided, line_of(record, place), place.path if place else "", patch)
