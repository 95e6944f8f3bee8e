"""What may be decided about a comment now, and by whom: read by decide.py before it acts, and by the desk, which offers
no more than that."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from comments_service.discussion.lifecycle import HIDDEN, MoveIsImpossible, decisions_on
from comments_service.languages import N_
from comments_service.people.authorship import wrote
from comments_service.records import Appeal, Case, Comment, Decision, Person, SealedCase
from comments_service.refusals import NotAllowed
from comments_service.storage import appeals, cases, decisions, sealed_cases

OWN = N_("This is your own comment: another facilitator decides about it.")
REMOVED_BY_YOU = N_("You removed this comment: another facilitator decides about the appeal.")


@dataclass(frozen=True, slots=True)
class Situation:
    """What bears on what may be decided about a comment.

    Attributes:
        cases: what is open about it and waits for a decision.
        decisions: all that were made about it, the oldest first.
        last: the decision after which nothing else happened to it.
        removed_by: who made the decision that its author appealed, if they did.
        escalated: the sealed cases about it that are open.
    """

    comment: Comment
    cases: Sequence[Case]
    decisions: Sequence[Decision]
    last: Decision | None
    appeal: Appeal | None
    removed_by: UUID | None
    escalated: Sequence[SealedCase]

    @property
    def appeal_is_open(self) -> bool:
        """Whether the appeal waits for its answer."""
        return any(case.kind == "appeal" for case in self.cases)

    @property
    def edit_waits(self) -> bool:
        """Whether the latest words are not the public ones."""
        return self.comment.latest_number != self.comment.public_number

    @property
    def can_undo(self) -> bool:
        """Whether the last thing that happened was a decision, and one that can be taken back."""
        if self.last is None or self.last.action == "undo":
            return False
        # What a role has answered to cannot be unasked.
        return self.last.action != "escalate" or bool(self.escalated)

    @property
    def answers_appeal(self) -> bool:
        """Whether the decision that undo would take back is the answer to the appeal."""
        appeal, last = self.appeal, self.last
        return bool(appeal and last and last.at >= appeal.at and last.id != appeal.decision_id)


async def situation(comment: Comment) -> Situation:
    """Read what bears on what may be decided about a comment."""
    made = await decisions.of_comment(comment.id)
    appeal = (await appeals.of_comments([comment.id])).get(comment.id)
    return Situation(
        comment=comment,
        cases=await cases.open_of(comment.id),
        decisions=made,
        last=next((one for one in made if one.judged_version == comment.version - 1), None),
        appeal=appeal,
        removed_by=next((one.by_id for one in made if appeal and one.id == appeal.decision_id), None),
        escalated=await sealed_cases.open_of(comment.id),
    )


def possible(now: Situation, *, by: Person) -> tuple[list[str], str]:
    """What this facilitator may decide, in the order in which a page offers it; and why no more, if something is kept
    from them that another may decide."""
    if wrote(by, now.comment):
        return [], OWN
    offered, others = _offered(now), _for_others(now, by)
    return [one for one in offered if one not in others], REMOVED_BY_YOU if others & set(offered) else ""


def require_possible(action: str, now: Situation, *, by: Person) -> None:
    """Check that somebody may decide so.

    Raises:
        NotAllowed: another facilitator may.
        MoveIsImpossible: nobody may, as things are.
    """
    offered = _offered(now)
    # Where no new words wait, "restore" is what is offered for a hidden comment, and approving is the same.
    if action not in offered and (action, now.comment.state) != ("approve", HIDDEN):
        message = N_("This comment cannot be decided so as it is now. Look at it again.")
        if action == "undo":
            message = N_("There is no decision to undo: something else happened since.")
        raise MoveIsImpossible(message, state=now.comment.state, possible=offered)
    if action in _for_others(now, by):
        raise NotAllowed(REMOVED_BY_YOU)


def _offered(now: Situation) -> list[str]:
    return decisions_on(
        now.comment.state,
        decided_before=now.can_undo,
        has_open_case=bool(now.cases),
        edit_waits=now.edit_waits,
        appeal_is_open=now.appeal_is_open,
    )


def _for_others(now: Situation, by: Person) -> set[str]:
    """What only another facilitator may decide: whether this one was right to remove it."""
    if now.removed_by != by.id:
        return set()
    if now.appeal_is_open:
        return {"approve", "remove"}
    return {"undo"} if now.answers_appeal else set()
