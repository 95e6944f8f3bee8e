"""Deciding about a comment: one facilitator, one version, one decision.

A second facilitator is told what the first did.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from comments_service.discussion.deadlines import Deadlines
from comments_service.discussion.edit import CommentIsUnknown
from comments_service.discussion.lifecycle import DECISIONS, PUBLISHED, WITHDRAWN, MoveIsImpossible, move
from comments_service.discussion.remarks import require_remark
from comments_service.events import COMMENT_DECIDED, Ledger
from comments_service.moderation.reasons import REASONS
from comments_service.people.roles import require
from comments_service.records import Case, Comment, Decision, Person
from comments_service.refusals import FieldIsWrong, NotAllowed, Refusal
from comments_service.storage import cases, comments, decisions

LONGEST_MESSAGE = 2000


class DecidedMeanwhile(Refusal):
    """The comment is not at the version that was judged.

    If somebody decided on it, the facts say who, when and what.
    """

    code = "decided-meanwhile"

    def __init__(self, comment: Comment, decision: Decision | None) -> None:
        facts: dict[str, object] = {"version": comment.version, "state": comment.state}
        message = "This comment has changed since you opened it. Look at it again before you decide."
        if decision is not None:
            message = f"{decision.by_name} has decided already: {decision.action}. Nothing was changed by you."
            facts |= {
                "decided_by": decision.by_name,
                "decided_at": decision.at.isoformat(),
                "decision": decision.action,
                "reason": decision.reason,
            }
        super().__init__(message, **facts)
        self.decision = decision


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a facilitator decides: about which version, with which reason, message to the author and private note."""

    comment_id: UUID
    version: int
    action: str
    reason: str | None = None
    message: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Decided:
    """The comment after a decision, and the decision. `is_new` is False where the same decision was sent again."""

    comment: Comment
    decision: Decision
    is_new: bool


async def decide(
    verdict: Verdict,
    *,
    by: Person | None,
    ledger: Ledger,
    deadlines: Deadlines,
    new_id: Callable[[], UUID],
    now: datetime,
) -> Decided:
    """Decide. The same verdict sent again by the same person changes nothing and is answered the same.

    Raises:
        SignInRequired, NotAllowed: only facilitators decide, and not about their own comments.
        FieldIsWrong: an action, reason or message that is not allowed.
        CommentIsUnknown, MoveIsImpossible, DecidedMeanwhile.
    """
    facilitator = require(by, "moderate")
    _check(verdict)
    comment = await comments.get(verdict.comment_id)
    if comment is None:
        raise CommentIsUnknown
    if comment.author_id == facilitator.id:
        raise NotAllowed("This is your own comment: another facilitator decides about it.")
    if comment.version != verdict.version:
        return await _the_same_again(verdict, comment, facilitator)
    try:
        after = await _after(verdict, comment)
    except MoveIsImpossible:
        # Between two reads somebody may have decided: then that is the answer.
        if await comments.get(comment.id) == comment:
            raise
        return await _lost_the_race(verdict, facilitator)
    decision = _decision(verdict, comment, after, facilitator, new_id=new_id, now=now)
    async with ledger.change(comment.thread_uid) as change:
        if await comments.change(after):
            await decisions.add(decision)
            await _settle(after, decision, deadlines=deadlines, new_id=new_id)
            await change.record(COMMENT_DECIDED, comment=comment.id, person=facilitator.id, **_facts(decision))
            return Decided(after, decision, is_new=True)
    return await _lost_the_race(verdict, facilitator)


def _check(verdict: Verdict) -> None:
    if verdict.action not in DECISIONS:
        raise FieldIsWrong("action", f"Allowed: {', '.join(DECISIONS)}.", allowed=DECISIONS)
    if verdict.reason is not None and verdict.reason not in REASONS:
        raise FieldIsWrong("reason", f"Allowed: {', '.join(REASONS)}.", allowed=list(REASONS))
    if verdict.action == "remove" and verdict.reason is None:
        raise FieldIsWrong("reason", "Removing needs a reason: its author is told.", allowed=list(REASONS))
    if verdict.action == "remove" and verdict.reason == "other" and not verdict.message.strip():
        raise FieldIsWrong("message", "With “other”, say in your own words why: its author is told.")
    for field in ("message", "note"):
        require_remark(field, getattr(verdict, field), longest=LONGEST_MESSAGE)


async def _after(verdict: Verdict, comment: Comment) -> Comment:
    version = comment.version + 1
    if verdict.action == "undo":
        return await _undone(comment)
    state = move(comment.state, verdict.action)
    if verdict.action == "approve":
        if comment.state == PUBLISHED and not await cases.open_of(comment.id):
            raise MoveIsImpossible("There is nothing to approve: this comment is published.", state=comment.state)
        return replace(comment, state=state, version=version, public_number=comment.latest_number)
    return replace(comment, state=state, version=version)


async def _undone(comment: Comment) -> Comment:
    last = await decisions.on_version(comment.id, comment.version - 1)
    # Only the very last thing that happened can be undone: going back past an edit or a report would lose it.
    if last is None or comment.state == WITHDRAWN or last.action == "undo":
        raise MoveIsImpossible("There is no decision to undo: something else happened since.", state=comment.state)
    return replace(comment, state=last.from_state, version=comment.version + 1, public_number=last.from_public_number)


def _decision(
    verdict: Verdict, before: Comment, after: Comment, by: Person, *, new_id: Callable[[], UUID], now: datetime
) -> Decision:
    reason = verdict.reason
    message = verdict.message.strip() or (REASONS[reason].message if verdict.action == "remove" and reason else "")
    return Decision(
        id=new_id(),
        comment_id=before.id,
        judged_version=before.version,
        action=verdict.action,
        from_state=before.state,
        to_state=after.state,
        from_public_number=before.public_number,
        reason=reason,
        message=message,
        note=verdict.note.strip(),
        by_id=by.id,
        by_name=by.name,
        at=now,
    )


def _facts(decision: Decision) -> dict[str, object]:
    """What an event may say of a decision: none of its words."""
    return {
        "action": decision.action,
        "before": decision.from_state,
        "after": decision.to_state,
        "reason": decision.reason,
        "version": decision.judged_version,
    }


async def _settle(after: Comment, decision: Decision, *, deadlines: Deadlines, new_id: Callable[[], UUID]) -> None:
    """Close what the decision answers; an undone decision opens it again."""
    if decision.action == "undo":
        undone = await decisions.on_version(after.id, decision.judged_version - 1)
        if undone is not None:
            await cases.undo(after.id, decided_at=undone.at, opened="edit", now=decision.at)
        return
    await cases.close_all(after.id, outcome=decision.action, now=decision.at)
    if decision.action == "restore" and after.public_number != after.latest_number:
        # The words that passed are back; an edit of them was not decided about, and must not be forgotten.
        due = deadlines.due("edit", decision.at)
        await cases.add(Case(new_id(), after.id, "edit", await _why_an_edit_waits(after), decision.at, due))


async def _why_an_edit_waits(comment: Comment) -> list[str]:
    revision = (await comments.spoken([comment.id], words="latest"))[comment.id].revision
    found = revision.findings if revision else []
    return sorted({f"finding:{one['detector']}" for one in found}) or ["page-is-reviewed"]


async def _the_same_again(verdict: Verdict, comment: Comment, by: Person) -> Decided:
    earlier = await decisions.on_version(comment.id, verdict.version)
    if earlier and (earlier.by_id, earlier.action, earlier.reason) == (by.id, verdict.action, verdict.reason):
        return Decided(comment, earlier, is_new=False)
    last = (await decisions.latest([comment.id])).get(comment.id)
    # A decision from before what was judged did not get in the way: something else did, an edit, say.
    raise DecidedMeanwhile(comment, earlier or (last if last and last.judged_version > verdict.version else None))


async def _lost_the_race(verdict: Verdict, by: Person) -> Decided:
    comment = await comments.get(verdict.comment_id)
    assert comment is not None, "comments are never deleted"
    return await _the_same_again(verdict, comment, by)
