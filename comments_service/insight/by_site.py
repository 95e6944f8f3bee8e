"""How many people did something, by site: no figure of fewer than five, and none by which one could be worked out."""

from collections.abc import Sequence
from dataclasses import dataclass

from comments_service.insight.suppression import FEWEST, Group, suppressed


@dataclass(frozen=True, slots=True)
class AtSite:
    """The people of a site; `counted` did it, or None where that may not be shown."""

    name: str
    people: int
    counted: int | None


@dataclass(frozen=True, slots=True)
class BySite:
    """All who are meant; `counted` of them did it, or None where that may not be shown."""

    people: int
    counted: int | None
    sites: Sequence[AtSite]


def by_site(groups: Sequence[Group]) -> BySite:
    """Return the figures of some sites without those that may not be shown."""
    shown = suppressed(groups)
    sites = [AtSite(one.name, one.people, shown.counted[one.name]) for one in groups]
    total = shown.total if shown.total is None or shown.total >= FEWEST else None
    return BySite(sum(one.people for one in groups), total, sites)
