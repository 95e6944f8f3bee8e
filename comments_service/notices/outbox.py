"""Who is to be told of what, noted in the very transaction in which it happens: given to the ledger once, by app.py.

No words are kept here, nor who said them: what a notice says is read when it is delivered, from what is so then.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final
from uuid import UUID

from comments_service.discussion import markup
from comments_service.discussion.answers import QUESTION
from comments_service.discussion.course_experts import PATIENCE, experts_of
from comments_service.discussion.deadlines import USUAL
from comments_service.discussion.lifecycle import PUBLISHED
from comments_service.discussion.marks import ACCEPTED, CORRECTION
from comments_service.discussion.outcomes import OUTCOME
from comments_service.discussion.react import SHARED_BY
from comments_service.discussion.told import FRESH_FOR
from comments_service.discussion.working_hours import WorkingHours
from comments_service.events import (
    COMMENT_DECIDED,
    COMMENT_EDITED,
    COMMENT_MARKED,
    COMMENT_POSTED,
    COMMENT_UNMARKED,
    THREADS_SYNCED,
    Change,
)
from comments_service.notices.moving import move_by
from comments_service.records import Event
from comments_service.storage import comments, following, marks, notices, threads

# Whoever replies often sees a slip, or thinks better of it, within a minute.
REPLIES_WAIT: Final = timedelta(minutes=1)
MOST_CALLED: Final = 10
# Decisions after which its author has something to know. Hiding is for the time of looking only, and an escalation is
# nobody's to know; approving what was public all along says no more than that somebody had reported it.
TOLD: Final = ("approve", "remove", "return", "undo")


@dataclass(frozen=True, slots=True)
class Outbox:
    """Notes in each change who is to be told of it. What people follow is told when they come to work, by `hours`."""

    new_id: Callable[[], UUID]
    hours: WorkingHours = USUAL.hours

    async def __call__(self, change: Change) -> None:
        """Look at what was recorded in a change. Most of it concerns nobody else."""
        for event in change.recorded:
            if event.kind == THREADS_SYNCED:
                await self._tell_cited(event)
            if event.comment_id is None:
                continue
            if _shows_words(event):
                await self._call(event.comment_id, event)
            if _makes_public(event):
                await self._note(notices.REPLY, event.comment_id, event, wait=REPLIES_WAIT)
                await self._tell_owner(event.comment_id, event)
                await self._tell_experts(event.comment_id, event)
                await self._tell_followers(event.comment_id, event)
            if event.kind == COMMENT_MARKED and event.facts.get("mark") == OUTCOME:
                await self._tell_step(event.comment_id, event)
            elif _may_move(event):
                await self._tell_sharing(event.comment_id, event)
            if _is_accepting(event):
                turns = await marks.turns(event.comment_id, CORRECTION)
                await self._note(notices.CORRECTED, event.comment_id, event, wait=FRESH_FOR, judged_version=turns)
            if event.kind == COMMENT_DECIDED and event.facts["action"] in TOLD:
                version = int(event.facts["version"])
                await self._note(notices.DECISION, event.comment_id, event, wait=FRESH_FOR, judged_version=version)

    async def _note(
        self, kind: str, comment_id: UUID, event: Event, *, wait: timedelta, judged_version: int | None = None
    ) -> None:
        if to := await notices.recipient(kind, comment_id):
            about = {"to": to, "comment_id": comment_id, "judged_version": judged_version}
            await notices.add(self.new_id(), kind, **about, made=event.at, due=event.at + wait)  # type: ignore[arg-type]

    async def _tell_cited(self, event: Event) -> None:
        for cited in map(UUID, event.facts.get("cited", ())):
            await self._note(notices.LED, cited, event, wait=REPLIES_WAIT)

    async def _tell_owner(self, comment_id: UUID, event: Event) -> None:
        if to := await notices.owner_of_page(comment_id):
            when = {"made": event.at, "due": event.at + REPLIES_WAIT}
            await notices.add(
                self.new_id(), notices.CORRECTION, to=to, comment_id=comment_id, judged_version=None, **when
            )

    async def _tell_experts(self, comment_id: UUID, event: Event) -> None:
        """Once others have had the time to answer; whether it waits then is looked at when it is delivered."""
        about = await comments.get(comment_id)
        page = await threads.get(about.thread_uid) if about and about.kind == QUESTION and not about.parent_id else None
        experts = await experts_of(page) if page else []
        when = {"made": event.at, "due": self.hours.after_days(event.at, PATIENCE)}
        for to in await notices.called(comment_id, experts) if experts else ():
            await notices.add(self.new_id(), notices.WAITS, to=to, comment_id=comment_id, judged_version=None, **when)

    async def _tell_followers(self, comment_id: UUID, event: Event) -> None:
        when = {"made": event.at, "due": self.hours.next_opening(event.at)}
        for to in await following.to_tell(comment_id):
            about = {"to": to, "comment_id": comment_id, "judged_version": None}
            await notices.add(self.new_id(), notices.FOLLOWED, **about, **when)  # type: ignore[arg-type]

    async def _tell_sharing(self, comment_id: UUID, event: Event) -> None:
        """Once for each answer, whatever else becomes of it."""
        move = await move_by(comment_id)
        if move is None:
            return
        # Nobody is told of what they did, nor of an answer of theirs; its author is told of it as a reply.
        doing = (move.answer and move.answer.author.id, move.acknowledged and move.acknowledged.named_id)
        but = [one for one in (event.person_id, move.about.author.id, *doing) if one]
        for to in await notices.sharing(move.about.comment.id, SHARED_BY[move.about.comment.kind], but=but):
            when = {"made": event.at, "due": event.at + REPLIES_WAIT}
            await notices.add(self.new_id(), notices.MOVED, to=to, comment_id=comment_id, judged_version=None, **when)

    async def _tell_step(self, comment_id: UUID, event: Event) -> None:
        """Its author, and whoever shares it: once for each step. Nobody is told of what they did."""
        about, turns = await comments.get(comment_id), await marks.turns(comment_id, OUTCOME)
        assert about is not None, "it was marked"
        when: dict[str, Any] = {"judged_version": turns, "made": event.at, "due": event.at + REPLIES_WAIT}
        if (to := await notices.recipient(notices.BECAME, comment_id)) and to != event.person_id:
            await notices.add(self.new_id(), notices.BECAME, to=to, comment_id=comment_id, **when)
        but = [one for one in (event.person_id, about.author_id) if one]
        for to in await notices.sharing(comment_id, SHARED_BY[about.kind], but=but):
            await notices.add(self.new_id(), notices.MOVED, to=to, comment_id=comment_id, **when)

    async def _call(self, comment_id: UUID, event: Event) -> None:
        """Each is called once by a comment, however often it is changed. What calls everybody calls only the first."""
        spoken = (await comments.spoken([comment_id], words="public")).get(comment_id)
        handles = markup.called(spoken.revision.body)[:MOST_CALLED] if spoken and spoken.revision else []
        for to in await notices.called(comment_id, handles) if handles else ():
            when = {"made": event.at, "due": event.at + REPLIES_WAIT}
            await notices.add(self.new_id(), notices.MENTION, to=to, comment_id=comment_id, judged_version=None, **when)


def _shows_words(event: Event) -> bool:
    """Say whether everybody sees words from now on that nobody may have seen before."""
    if event.kind == COMMENT_EDITED:
        return bool(event.facts["public"])
    is_decided = event.kind == COMMENT_DECIDED and event.facts["after"] == PUBLISHED
    return is_decided or _makes_public(event)


def _may_move(event: Event) -> bool:
    """Say whether something may have been answered, or somebody be finding out."""
    return event.kind == COMMENT_MARKED or _makes_public(event)


def _is_accepting(event: Event) -> bool:
    """Say whether a correction was accepted, or that was taken back. Whoever declines one replies to it."""
    about = (event.facts.get("mark"), event.facts.get("outcome"))
    return event.kind in (COMMENT_MARKED, COMMENT_UNMARKED) and about == (CORRECTION, ACCEPTED)


def _makes_public(event: Event) -> bool:
    """Say whether everybody sees a comment from now on that nobody saw before."""
    if event.kind == COMMENT_POSTED:
        return bool(event.facts["state"] == PUBLISHED)
    return event.kind == COMMENT_DECIDED and event.facts["after"] == PUBLISHED != event.facts["before"]
