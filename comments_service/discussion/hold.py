"""Having a facilitator look at words before they are public: opens a case, and notes which rules were its causes.

Called by post and edit inside their transactions, so that what a rule held is counted if and only if it was held.
"""

from collections.abc import Callable, Sequence
from uuid import UUID

from comments_service.discussion.deadlines import Deadlines
from comments_service.events import Change
from comments_service.records import Case, Comment, Revision
from comments_service.screening.finding import Outcome
from comments_service.storage import cases, rule_hits


async def hold(
    comment: Comment,
    revision: Revision,
    kind: str,
    why: Sequence[str],
    *,
    change: Change,
    deadlines: Deadlines,
    new_id: Callable[[], UUID],
) -> None:
    """Open a case of a kind about a comment's new words.

    Args:
        why: the causes by code; there is one at least.
    """
    case = Case(new_id(), comment.id, kind, why, change.now, deadlines.due(kind, change.now))
    await cases.add(case)
    await rule_hits.add(causes(revision), case_id=case.id, at=change.now, new_id=new_id)


def causes(revision: Revision) -> list[str]:
    """The rules and detectors that have somebody look at these words: those of the strictest findings."""
    strictest = max((Outcome(str(one["outcome"])) for one in revision.findings), default=Outcome.PUBLISH)
    found = (one for one in revision.findings if one["outcome"] == strictest.value)
    return sorted({str(one.get("rule") or one["detector"]) for one in found})
