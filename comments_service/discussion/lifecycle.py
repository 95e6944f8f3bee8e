"""The life of a comment: its states, and the moves between them that there are.

Pure; asked by every action that moves one.
"""

from collections.abc import Mapping

from comments_service.refusals import Refusal

HELD, PUBLISHED, HIDDEN, REMOVED, WITHDRAWN = "held", "published", "hidden", "removed", "withdrawn"
STATES = (HELD, PUBLISHED, HIDDEN, REMOVED, WITHDRAWN)

# Who moves a comment is said by the action: approve, remove, hide and restore are a facilitator's; withdraw is the
# author's;
# `reports` is what enough readers do together. Undo goes back along the last decision and is not in this table.
MOVES: Mapping[tuple[str, str], str] = {
    (HELD, "approve"): PUBLISHED,
    (HELD, "remove"): REMOVED,
    (HELD, "withdraw"): WITHDRAWN,
    (PUBLISHED, "approve"): PUBLISHED,
    (PUBLISHED, "hide"): HIDDEN,
    (PUBLISHED, "remove"): REMOVED,
    (PUBLISHED, "reports"): HIDDEN,
    (PUBLISHED, "withdraw"): WITHDRAWN,
    (HIDDEN, "approve"): PUBLISHED,
    (HIDDEN, "restore"): PUBLISHED,
    (HIDDEN, "remove"): REMOVED,
    (HIDDEN, "withdraw"): WITHDRAWN,
}
DECISIONS = ("approve", "remove", "hide", "restore", "undo")


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
        raise MoveIsImpossible(f"A {state} comment cannot be: {action}.", state=state, possible=possible)
    return MOVES[state, action]


def decisions_on(state: str, *, decided_before: bool, has_open_case: bool) -> list[str]:
    """What a facilitator may decide now, in the order in which a page offers it."""
    possible = [action for action in DECISIONS if (state, action) in MOVES]
    if state == PUBLISHED and not has_open_case:
        possible.remove("approve")
    if state == HIDDEN:
        possible.remove("approve")
    return [*possible, "undo"] if decided_before and state != WITHDRAWN else possible
