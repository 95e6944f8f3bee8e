"""The life of a comment: its states, and the moves between them that there are.

Pure; asked by every action that moves one.
"""

from collections.abc import Mapping

from comments_service.languages import N_
from comments_service.refusals import Refusal

HELD, PUBLISHED, HIDDEN, REMOVED, WITHDRAWN = "held", "published", "hidden", "removed", "withdrawn"
# Whose turn it is where a case waits for the comment's author; else it waits for a role, or for the facilitators.
AUTHORS_TURN = "author"
# What was kept for as long as it is kept: its words are gone, or kept for a legal hold alone. Final, and nobody's move:
# see privacy/purge.py. Its place stays while something stands under it.
PURGED = "purged"
STATES = (HELD, PUBLISHED, HIDDEN, REMOVED, WITHDRAWN, PURGED)

# Who moves a comment is said by the action: approve, remove, return, hide, restore and escalate are a facilitator's;
# withdraw and appeal are the author's; `reports` is what enough readers do together. Undo goes back along the last
# decision and is not in this table. Some moves need more than a state: see `decisions_on`.
MOVES: Mapping[tuple[str, str], str] = {
    (HELD, "approve"): PUBLISHED,
    (HELD, "remove"): REMOVED,
    (HELD, "return"): HELD,
    (HELD, "escalate"): HELD,
    (HELD, "withdraw"): WITHDRAWN,
    (PUBLISHED, "approve"): PUBLISHED,
    (PUBLISHED, "remove"): REMOVED,
    (PUBLISHED, "return"): PUBLISHED,
    (PUBLISHED, "hide"): HIDDEN,
    (PUBLISHED, "escalate"): PUBLISHED,
    (PUBLISHED, "reports"): HIDDEN,
    (PUBLISHED, "withdraw"): WITHDRAWN,
    (HIDDEN, "approve"): PUBLISHED,
    (HIDDEN, "restore"): PUBLISHED,
    (HIDDEN, "remove"): REMOVED,
    (HIDDEN, "return"): HIDDEN,
    (HIDDEN, "escalate"): HIDDEN,
    (HIDDEN, "withdraw"): WITHDRAWN,
    (REMOVED, "approve"): PUBLISHED,
    (REMOVED, "remove"): REMOVED,
    (REMOVED, "escalate"): REMOVED,
    (REMOVED, "appeal"): REMOVED,
}
DECISIONS = ("approve", "remove", "return", "hide", "restore", "escalate", "undo")


class MoveIsImpossible(Refusal):
    """The comment is in a state from which that cannot be done."""

    code = "move-is-impossible"


def move(state: str, action: str) -> str:
    """Return the state that an action leads to.

    Raises:
        MoveIsImpossible: there is no such move from this state.
    """
    if (state, action) not in MOVES:
        possible = [name for from_state, name in MOVES if from_state == state]
        raise MoveIsImpossible(
            N_("That cannot be done with this comment as it is now."), state=state, possible=possible
        )
    return MOVES[state, action]


def decisions_on(
    state: str, *, decided_before: bool, has_open_case: bool, edit_waits: bool = False, appeal_is_open: bool = False
) -> list[str]:
    """What a facilitator may decide now, in the order in which a page offers it. Page, keys and API read this alone.

    Args:
        decided_before: the last thing that happened was a decision, which can be undone.
        has_open_case: something about the comment waits for a decision.
        edit_waits: the latest words are not the public ones.
        appeal_is_open: its author has appealed, and nobody has answered yet.
    """
    needs = {
        (PUBLISHED, "approve"): has_open_case,
        (PUBLISHED, "return"): edit_waits,
        # Where no new words wait, this is what "restore" does.
        (HIDDEN, "approve"): edit_waits,
        (REMOVED, "approve"): appeal_is_open,
        (REMOVED, "remove"): appeal_is_open,
    }
    possible = [action for action in DECISIONS if (state, action) in MOVES and needs.get((state, action), True)]
    return [*possible, "undo"] if decided_before and state not in (WITHDRAWN, PURGED) else possible
