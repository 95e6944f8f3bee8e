"""Escalating a comment to a role: a sealed case with a copy of its words, for that role alone.

Called by decide.py, where escalating is one of the decisions. What the role does with it is in sealed.py.
"""

from collections.abc import Callable, Sequence
from uuid import UUID

from comments_service.languages import N_
from comments_service.people.roles import CASE_ROLES
from comments_service.records import Comment, Decision, SealedCase
from comments_service.refusals import FieldIsWrong
from comments_service.storage import cases, comments, sealed_cases


def require_escalation(to: str | None, why: str) -> None:
    """Check that an escalation says to whom and why.

    Raises:
        FieldIsWrong.
    """
    if to is None or to not in CASE_ROLES:
        raise FieldIsWrong("to", N_("Say to whom: %(names)s.", names=", ".join(CASE_ROLES)), allowed=list(CASE_ROLES))
    if not why.strip():
        raise FieldIsWrong("note", N_("Say why: %(role)s reads it, and nobody else does.", role=CASE_ROLES[to]))


def require_elsewhere(to: str | None, escalated: Sequence[SealedCase]) -> None:
    """Check that a comment is not with this role already.

    Raises:
        FieldIsWrong.
    """
    if any(case.role == to for case in escalated):
        raise FieldIsWrong("to", N_("It is with them already: %(role)s.", role=CASE_ROLES[str(to)]))


async def seal(comment: Comment, decision: Decision, *, to: str, why: str, new_id: Callable[[], UUID]) -> None:
    """Open the sealed case that a decision asks for. Until it is closed, no facilitator need look at the comment."""
    said = (await comments.spoken([comment.id], words="latest"))[comment.id].revision
    body = said.body if said else ""
    about = (comment.id, to, why.strip(), body, decision.by_id, decision.by_name, decision.at)
    await sealed_cases.add(SealedCase(new_id(), *about))
    await cases.park(comment.id, waits_for=to)


async def was_sealed(decision: Decision, *, to: str | None) -> bool:
    """Say whether a decision escalated a comment to this role."""
    found = (await sealed_cases.of_comments([decision.comment_id])).get(decision.comment_id, [])
    return any((case.role, case.opened) == (to, decision.at) for case in found)


async def take_back(escalation: Decision, undo: Decision) -> None:
    """Close the sealed case of an escalation that is undone. Whoever of the role has read it can still see that it was
    there."""
    for case in await sealed_cases.open_of(escalation.comment_id):
        if case.opened == escalation.at:
            told = f"{undo.by_name} took this back."
            await sealed_cases.close(case.id, by_id=undo.by_id, told=told, now=undo.at)
            await hand_back(case.comment_id, case.role)


async def hand_back(comment_id: UUID, waits_for: str) -> None:
    """Give facilitators back what waited for somebody, unless a role is still asked."""
    still = await sealed_cases.open_of(comment_id)
    await cases.hand_on(comment_id, waits_for=waits_for, to=still[-1].role if still else None)
