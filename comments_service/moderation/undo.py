"""Undoing a decision: the comment as it was before it, the cases as they were, and whether anybody need know."""

from dataclasses import replace
from datetime import datetime

from comments_service.discussion.lifecycle import AUTHORS_TURN
from comments_service.discussion.told import is_fresh
from comments_service.moderation.escalate import hand_back, take_back
from comments_service.records import Comment, Decision
from comments_service.storage import cases, decisions

# The kind of case that a decision may have opened, by its action: an edit that was not decided about, or what only
# waits for somebody else.
_OPENED = {"restore": "edit", "return": "report", "escalate": "report"}


def undone(comment: Comment, last: Decision) -> Comment:
    """Return a comment as it was before the last decision. Only that can be undone: going back past an edit or a
    report would lose it."""
    return replace(comment, state=last.from_state, version=comment.version + 1, public_number=last.from_public_number)


def is_silent(last: Decision, *, now: datetime) -> bool:
    """Say whether undoing now leaves no trace for the comment's author: they have not been told yet."""
    return is_fresh(last, now=now)


async def settle_undo(last: Decision, undo: Decision) -> None:
    """Give the queue its work back, and what waited for somebody its turn."""
    if undo.silent:
        await decisions.silence(last.id)
    await cases.undo(last.comment_id, decided_at=last.at, opened=_OPENED.get(last.action), now=undo.at)
    if last.action == "return":
        await hand_back(last.comment_id, AUTHORS_TURN)
    if last.action == "escalate":
        await take_back(last, undo)
