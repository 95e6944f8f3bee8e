"""What is personal in a thread: may I speak here, which comments are mine, which of them wait and why.

Beside the fragment.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from comments_service.discussion import thread_rules
from comments_service.discussion.edit import can_be_edited, editable_until
from comments_service.discussion.lifecycle import HIDDEN, PUBLISHED, REMOVED, WITHDRAWN
from comments_service.records import Decision, Person, Spoken, Thread
from comments_service.storage import cases, comments, decisions


@dataclass(frozen=True, slots=True)
class Mine:
    """One of my comments, with my latest words, and what I may do with it."""

    spoken: Spoken
    why_waiting: Sequence[str]
    decision: Decision | None
    can: Sequence[str]
    editable_until: datetime

    @property
    def is_public(self) -> bool:
        """Whether everybody sees it, in the words that passed."""
        return self.spoken.comment.state == PUBLISHED

    @property
    def waits(self) -> bool:
        """Whether it, or an edit of it, waits for a facilitator."""
        return bool(self.why_waiting)


@dataclass(frozen=True, slots=True)
class MyView:
    """What is personal in a thread. `person` None means that nobody is signed in."""

    person: Person | None
    is_open: bool
    mine: Sequence[Mine]


async def my_view(thread: Thread, person: Person | None, *, edit_window: timedelta, now: datetime) -> MyView:
    """Read what is personal to somebody in a thread."""
    is_open = thread_rules.is_open(thread, now=now)
    if person is None:
        return MyView(None, is_open, [])
    said = [one for one in await comments.of_person(person.id, thread_uid=thread.uid) if one.comment.state != WITHDRAWN]
    decided = await decisions.latest([one.comment.id for one in said])
    mine = []
    for spoken in said:
        comment = spoken.comment
        can = [] if comment.state == REMOVED else ["withdraw"]
        if is_open and can_be_edited(comment, now=now, window=edit_window):
            can.insert(0, "edit")
        mine.append(
            Mine(
                spoken=spoken,
                why_waiting=await _why_waiting(spoken),
                decision=decided.get(comment.id),
                can=can,
                editable_until=editable_until(comment, window=edit_window),
            )
        )
    return MyView(person, is_open, mine)


async def _why_waiting(spoken: Spoken) -> list[str]:
    comment = spoken.comment
    if comment.state == PUBLISHED and comment.public_number == comment.latest_number:
        return []
    if comment.state == REMOVED:
        return []
    reasons = [reason for case in await cases.open_of(comment.id) for reason in case.why]
    return reasons or (["reported"] if comment.state == HIDDEN else [])
