"""What a decision leaves to be done, and for whom: cases that it closes, opens, or lets wait for somebody else."""

from collections.abc import Callable
from uuid import UUID

from comments_service.discussion.deadlines import Deadlines
from comments_service.discussion.lifecycle import AUTHORS_TURN, REMOVED
from comments_service.records import Case, Comment, Decision
from comments_service.storage import cases, comments


async def settle(after: Comment, decision: Decision, *, deadlines: Deadlines, new_id: Callable[[], UUID]) -> None:
    """Close what a decision answers, or let it wait for who it was given to."""
    if decision.action in ("return", "escalate"):
        await _open_if_none_is(after, decision, deadlines=deadlines, new_id=new_id)
        if decision.action == "return":
            await cases.park(after.id, waits_for=AUTHORS_TURN)
        return
    await cases.close_all(after.id, outcome=decision.action, now=decision.at)
    if decision.action == "restore" and after.public_number != after.latest_number:
        # The words that passed are back; an edit of them was not decided about, and must not be forgotten.
        due = deadlines.due("edit", decision.at)
        await cases.add(Case(new_id(), after.id, "edit", await _why_an_edit_waits(after), decision.at, due))


async def _open_if_none_is(
    after: Comment, decision: Decision, *, deadlines: Deadlines, new_id: Callable[[], UUID]
) -> None:
    """Somebody else is asked about a comment that was in no queue: when they have answered, it must come to one."""
    # What is removed is decided: there is nothing left for facilitators to look at.
    if after.state != REMOVED and not await cases.open_of(after.id):
        due = deadlines.due("report", decision.at)
        await cases.add(Case(new_id(), after.id, "report", [_WHY[decision.action]], decision.at, due))


_WHY = {"return": "returned", "escalate": "escalated"}


async def _why_an_edit_waits(comment: Comment) -> list[str]:
    revision = (await comments.spoken([comment.id], words="latest"))[comment.id].revision
    found = revision.findings if revision else []
    return sorted({f"finding:{one['detector']}" for one in found}) or ["page-is-reviewed"]
