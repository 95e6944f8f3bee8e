"""Which figures about groups may be shown, so that nobody can work out one that may not. Pure.

A figure of fewer than FEWEST people is not shown. Where it is the only one, the next smallest is not shown either; and
where subtracting from the total would tell one all the same, the total is not.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

FEWEST: Final = 5


@dataclass(frozen=True, slots=True)
class Group:
    """Some people, and how many of them a figure counts. How many there are is no secret; `counted` may be one."""

    name: str
    people: int
    counted: int


@dataclass(frozen=True, slots=True)
class Shown:
    """What may be shown: the total, and the figure of each group; None where it may not be."""

    total: int | None
    counted: Mapping[str, int | None]


def suppressed(groups: Sequence[Group], *, fewest: int = FEWEST) -> Shown:
    """Say which figures may be shown. What is decided is decided by what readers may know, so that not even how it
    was decided tells them more; a test tries every small company there can be.

    Args:
        groups: all that there are of one kind, with everybody in one of them.
        fewest: a figure of fewer people than this is never shown.
    """
    groups = [group for group in groups if group.people]  # of nobody there is nothing to say
    small = [group for group in groups if group.counted < fewest]
    if not small:
        return _shown(groups, [], is_total_shown=True)
    if len(small) > 1:
        return _shown(groups, small, is_total_shown=_all_could_be_otherwise(small, fewest=fewest))
    others = sorted((one for one in groups if one is not small[0]), key=lambda one: (one.counted, one.people, one.name))
    if not others:
        return _shown(groups, small, is_total_shown=False)
    return _with_the_next(groups, small[0], others, fewest=fewest)


def _with_the_next(groups: Sequence[Group], small: Group, others: Sequence[Group], *, fewest: int) -> Shown:
    """Hide a lone small figure together with the next smallest: what they are together may be known then."""
    following = others[0]
    # It is known to be less than those that are shown.
    most = min(following.people, others[1].counted - 1) if len(others) > 1 else following.people
    if most <= fewest:  # the next smallest would be known all the same
        return _shown(groups, groups, is_total_shown=False)
    together = small.counted + following.counted
    could_be = [n for n in range(min(fewest, small.people + 1)) if fewest <= together - n <= most]
    return _shown(groups, [small, following], is_total_shown=len(could_be) > 1)


def _all_could_be_otherwise(small: Sequence[Group], *, fewest: int) -> bool:
    """Say whether each of some small figures could be another, though what they are together is known."""
    together = sum(group.counted for group in small)
    most = [min(group.people, fewest - 1) for group in small]
    return all(max(0, together - (sum(most) - own)) < min(own, together) for own in most)


def _shown(groups: Sequence[Group], hidden: Sequence[Group], *, is_total_shown: bool) -> Shown:
    names = {group.name for group in hidden}
    total = sum(group.counted for group in groups) if is_total_shown else None
    return Shown(total, {group.name: None if group.name in names else group.counted for group in groups})
