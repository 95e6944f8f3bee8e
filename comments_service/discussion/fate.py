"""What has become of a comment, as far as its author knows: why it waits and behind how many, what was decided, whether
it is their turn, and how an appeal stands. Read by my_view.py; nobody else is told any of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from comments_service.discussion.edit import is_returned
from comments_service.discussion.lifecycle import AUTHORS_TURN, HELD, HIDDEN, PUBLISHED, REMOVED
from comments_service.discussion.told import is_fresh, told
from comments_service.records import Appeal, Case, Comment, Decision
from comments_service.storage import appeals, cases

_NEWS_FOR = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Fate:
    """What its author knows of a comment.

    Attributes:
        state: the comment's; while a removal may still be taken back silently, only that it is not public.
        why: the causes of its waiting for somebody else, by code; empty if it does not.
        ahead: how many are to be read before it; None if it waits for nobody, or not for facilitators.
        told: the decisions about it, the oldest first.
        returned: the one by which it came back to its author, while it is their turn.
        appeal: what its author said against its removal, and by when somebody should have read that.
        answer: the decision about that appeal.
        came_back: it is public because a decision was taken back, or an appeal answered so, not long ago.
    """

    state: str
    why: Sequence[str]
    ahead: int | None
    told: Sequence[Decision]
    returned: Decision | None
    appeal: Appeal | None = None
    appeal_due: datetime | None = None
    answer: Decision | None = None
    came_back: bool = False

    @property
    def last(self) -> Decision | None:
        """The last decision that its author knows of."""
        return self.told[-1] if self.told else None

    @property
    def removal(self) -> Decision | None:
        """The decision that says why it is removed."""
        return next((one for one in reversed(self.told) if one.action == "remove"), None)

    @property
    def may_appeal(self) -> bool:
        """Whether its author can ask for another facilitator to look."""
        return self.state == REMOVED and self.appeal is None


def unread(state: str, why: str) -> Fate:
    """The fate of what nobody but its author has read."""
    return Fate(state=state, why=[why], ahead=None, told=[], returned=None)


async def fate(comment: Comment, decisions: Sequence[Decision], *, now: datetime) -> Fate:
    """Read what has become of a comment.

    Args:
        decisions: all that were made about it, the oldest first.
    """
    known = told(decisions, now=now)
    waiting = await cases.open_of(comment.id)
    appeal = (await appeals.of_comments([comment.id])).get(comment.id) if comment.state == REMOVED or known else None
    returned = _returned(waiting, decisions, known)
    why = [] if returned else _why(comment, waiting, decisions, now=now)
    if why and known and known[-1].action == "return":
        why.insert(0, "returned")
    return Fate(
        state=_state(comment, decisions, now=now),
        why=why,
        ahead=await _ahead(waiting) if why else None,
        told=known,
        returned=returned,
        appeal=appeal,
        appeal_due=next((case.due for case in waiting if case.kind == "appeal"), None),
        answer=(answer := _answer(appeal, known)),
        came_back=_came_back(known[-1], answer, now=now) if known else False,
    )


def _fresh_removal(comment: Comment, decisions: Sequence[Decision], *, now: datetime) -> Decision | None:
    last = decisions[-1] if decisions else None
    is_new = last is not None and last.from_state != REMOVED and last.to_state == REMOVED
    return last if comment.state == REMOVED and last and is_new and is_fresh(last, now=now) else None


def _state(comment: Comment, decisions: Sequence[Decision], *, now: datetime) -> str:
    removal = _fresh_removal(comment, decisions, now=now)
    if removal is None:
        return comment.state
    return HELD if removal.from_state == HELD else HIDDEN


def _returned(waiting: Sequence[Case], decisions: Sequence[Decision], known: Sequence[Decision]) -> Decision | None:
    if not is_returned(waiting):
        return None
    last = next((one for one in reversed(decisions) if one.action == "return"), None)
    return last if last in known else None


def _why(comment: Comment, waiting: Sequence[Case], decisions: Sequence[Decision], *, now: datetime) -> list[str]:
    if _fresh_removal(comment, decisions, now=now):
        return ["being-read"]
    if comment.state == REMOVED or (comment.state == PUBLISHED and comment.public_number == comment.latest_number):
        return []
    reasons = list(dict.fromkeys(reason for case in waiting for reason in case.why))
    reasons = reasons or (["reported"] if comment.state == HIDDEN else [])
    return [*reasons, *_longer(waiting, decisions, now=now)]


def _longer(waiting: Sequence[Case], decisions: Sequence[Decision], *, now: datetime) -> list[str]:
    """That somebody else is asked is told, because it takes longer; who is not."""
    is_asked = any(case.waits_for not in (None, AUTHORS_TURN) for case in waiting)
    known = any(one.action == "escalate" and not is_fresh(one, now=now) for one in decisions)
    return ["somebody-is-asked"] if is_asked and known else []


async def _ahead(waiting: Sequence[Case]) -> int | None:
    in_line = [case for case in waiting if case.waits_for is None and case.kind != "appeal"]
    return await cases.ahead_of(in_line[0]) if in_line else None


def _answer(appeal: Appeal | None, known: Sequence[Decision]) -> Decision | None:
    answer = None
    for one in known:
        if appeal and one.at >= appeal.at and one.id != appeal.decision_id:
            # Where the answer was taken back, the appeal waits again.
            answer = {"approve": one, "remove": one, "undo": None}.get(one.action, answer)
    return answer


def _came_back(last: Decision, answer: Decision | None, *, now: datetime) -> bool:
    is_back = last.to_state == PUBLISHED != last.from_state and (last.action in ("undo", "restore") or last is answer)
    return is_back and now - last.at < _NEWS_FOR
