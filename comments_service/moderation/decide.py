"""Deciding about a comment: one facilitator, one version, one decision.

A second facilitator is told what the first did. What may be decided is in possible.py, what follows in settle.py.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from comments_service.discussion.deadlines import Deadlines
from comments_service.discussion.edit import CommentIsUnknown
from comments_service.discussion.lifecycle import MoveIsImpossible, move
from comments_service.events import COMMENT_DECIDED, Ledger
from comments_service.languages import N_
from comments_service.moderation.escalate import require_elsewhere, require_escalation, seal, was_sealed
from comments_service.moderation.possible import OWN, Situation, require_possible, situation
from comments_service.moderation.reasons import kept
from comments_service.moderation.said import TELLS_WHY, require_said
from comments_service.moderation.settle import settle
from comments_service.moderation.undo import is_silent, settle_undo, undone
from comments_service.people.authorship import wrote
from comments_service.people.roles import require
from comments_service.records import Comment, Decision, Person
from comments_service.refusals import FieldIsWrong, NotAllowed, Refusal
from comments_service.storage import comments, decisions


class DecidedMeanwhile(Refusal):
    """The comment is not at the version that was judged.

    If somebody decided on it, the facts say who, when and what.
    """

    code = "decided-meanwhile"

    def __init__(self, comment: Comment, decision: Decision | None) -> None:
        facts: dict[str, object] = {"version": comment.version, "state": comment.state}
        message = N_("This comment has changed since you opened it. Look at it again before you decide.")
        if decision is not None:
            message = N_("%(name)s has decided already. Nothing was changed by you.", name=decision.by_name)
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
    """What a facilitator decides: about which version, with which reason, message to the author and private note.

    `to` is the role that it is escalated to; `marked` are the words that its author is asked to look at. With an
    escalation, `note` says why, and only that role reads it.
    """

    comment_id: UUID
    version: int
    action: str
    reason: str | None = None
    message: str = ""
    note: str = ""
    to: str | None = None
    marked: Sequence[str] = ()


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
        SignInRequired, NotAllowed: only facilitators decide, not about their own comments, and not twice about a
            comment that they removed and whose author appealed.
        FieldIsWrong: an action, reason, message or role that is not allowed.
        CommentIsUnknown, MoveIsImpossible, DecidedMeanwhile.
    """
    facilitator = require(by, "moderate")
    require_said(
        verdict.action, reason=verdict.reason, message=verdict.message, note=verdict.note, marked=verdict.marked
    )
    if verdict.action == "escalate":
        require_escalation(verdict.to, verdict.note)
    comment = await comments.get(verdict.comment_id)
    if comment is None:
        raise CommentIsUnknown
    if wrote(facilitator, comment):
        raise NotAllowed(OWN)
    if comment.version != verdict.version:
        return await _the_same_again(verdict, comment, facilitator)
    stands = await situation(comment)
    try:
        after = _after(verdict, stands, facilitator)
    except (MoveIsImpossible, NotAllowed, FieldIsWrong):
        # Between two reads somebody may have decided: then that is the answer.
        if await comments.get(comment.id) == comment:
            raise
        return await _lost_the_race(verdict, facilitator)
    decision = _decision(verdict, stands, after, facilitator, new_id=new_id, now=now)
    async with ledger.change(comment.thread_uid) as change:
        if await comments.change(after):
            await decisions.add(decision)
            await _settle(verdict, stands, after, decision, deadlines=deadlines, new_id=new_id)
            facts = _facts(decision, to=verdict.to)
            change.record(COMMENT_DECIDED, comment=comment.id, person=facilitator.id, **facts)
            return Decided(after, decision, is_new=True)
    return await _lost_the_race(verdict, facilitator)


def _after(verdict: Verdict, stands: Situation, by: Person) -> Comment:
    comment = stands.comment
    require_possible(verdict.action, stands, by=by)
    if verdict.action == "undo" and stands.last:
        return undone(comment, stands.last)
    if verdict.action == "escalate":
        require_elsewhere(verdict.to, stands.escalated)
    public = comment.latest_number if verdict.action == "approve" else comment.public_number
    state = move(comment.state, verdict.action)
    return replace(comment, state=state, version=comment.version + 1, public_number=public)


def _decision(
    verdict: Verdict, stands: Situation, after: Comment, by: Person, *, new_id: Callable[[], UUID], now: datetime
) -> Decision:
    before, reason = stands.comment, verdict.reason
    message = verdict.message.strip()
    return Decision(
        id=new_id(),
        comment_id=before.id,
        judged_version=before.version,
        action=verdict.action,
        from_state=before.state,
        to_state=after.state,
        from_public_number=before.public_number,
        reason=reason,
        message=kept(message, reason) if verdict.action in TELLS_WHY and reason else message,
        # Why it was escalated is the role's alone; facilitators read this.
        note="" if verdict.action == "escalate" else verdict.note.strip(),
        by_id=by.id,
        by_name=by.name,
        at=now,
        marked=tuple(words.strip() for words in verdict.marked if words.strip()) if verdict.action == "return" else (),
        silent=verdict.action == "undo" and stands.last is not None and is_silent(stands.last, now=now),
    )


def _facts(decision: Decision, *, to: str | None) -> dict[str, object]:
    """What an event may say of a decision: none of its words."""
    return {
        "action": decision.action,
        "before": decision.from_state,
        "after": decision.to_state,
        "reason": decision.reason,
        "version": decision.judged_version,
        **({"to": to} if decision.action == "escalate" else {}),
    }


async def _settle(
    verdict: Verdict,
    stands: Situation,
    after: Comment,
    decision: Decision,
    *,
    deadlines: Deadlines,
    new_id: Callable[[], UUID],
) -> None:
    if decision.action == "undo" and stands.last:
        await settle_undo(stands.last, decision)
        return
    await settle(after, decision, deadlines=deadlines, new_id=new_id)
    if decision.action == "escalate" and verdict.to:
        await seal(after, decision, to=verdict.to, why=verdict.note, new_id=new_id)


async def _the_same_again(verdict: Verdict, comment: Comment, by: Person) -> Decided:
    earlier = await decisions.on_version(comment.id, verdict.version)
    is_same = earlier and (earlier.by_id, earlier.action, earlier.reason) == (by.id, verdict.action, verdict.reason)
    if earlier and is_same and (verdict.action != "escalate" or await was_sealed(earlier, to=verdict.to)):
        return Decided(comment, earlier, is_new=False)
    last = (await decisions.latest([comment.id])).get(comment.id)
    # A decision from before what was judged did not get in the way: something else did, an edit, say.
    raise DecidedMeanwhile(comment, earlier or (last if last and last.judged_version > verdict.version else None))


async def _lost_the_race(verdict: Verdict, by: Person) -> Decided:
    comment = await comments.get(verdict.comment_id)
    assert comment is not None, "comments are never deleted"
    return await _the_same_again(verdict, comment, by)
