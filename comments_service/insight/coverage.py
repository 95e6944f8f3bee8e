"""How many of those who are asked have said that they have read a page, by site: no figure of fewer than five."""

from collections.abc import Sequence
from dataclasses import dataclass

from comments_service.insight.suppression import FEWEST, Group, suppressed
from comments_service.records import Thread
from comments_service.storage import receipts


@dataclass(frozen=True, slots=True)
class AtSite:
    """The people of a site; `confirmed` is None where it may not be shown."""

    name: str
    people: int
    confirmed: int | None


@dataclass(frozen=True, slots=True)
class Coverage:
    """The figures of a page. `confirmed`: of everybody; None where it may not be shown."""

    people: int
    confirmed: int | None
    sites: Sequence[AtSite]


async def coverage(thread: Thread) -> Coverage | None:
    """Read the figures of a page without those that may not be shown; None where its readers are asked nothing."""
    if not thread.facts.get("acknowledge"):
        return None
    groups = [Group(*row) for row in await receipts.by_site(thread.uid)]
    shown = suppressed(groups)
    sites = [AtSite(one.name, one.people, shown.counted[one.name]) for one in groups]
    total = shown.total if shown.total is None or shown.total >= FEWEST else None
    return Coverage(sum(one.people for one in groups), total, sites)
