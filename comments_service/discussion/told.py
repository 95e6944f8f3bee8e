"""What a comment's author is told of the decisions about it: in order, each as it was, and none that is still fresh.

Pure. A decision that was undone while it was fresh is silent: its author never hears of it.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from comments_service.records import Decision

FRESH_FOR = timedelta(seconds=10)


def is_fresh(decision: Decision, *, now: datetime) -> bool:
    """Say whether a decision may still be undone as if it had never been."""
    return now - decision.at < FRESH_FOR


def told(decisions: Sequence[Decision], *, now: datetime) -> list[Decision]:
    """Those of a comment's decisions that its author knows of, the oldest first.

    That it was escalated is for the facilitators and the role alone.
    """
    escalated = {one.judged_version for one in decisions if one.action == "escalate"}
    return [
        one
        for one in decisions
        if not (one.silent or one.action == "escalate" or is_fresh(one, now=now))
        and not (one.action == "undo" and one.judged_version - 1 in escalated)
    ]
