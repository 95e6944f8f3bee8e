"""How right rules and detectors were: what each had held, and how much of that people approved after all."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from comments_service.rule_records import Hits
from comments_service.storage import rule_hits

RECENT = timedelta(days=90)
_FEWEST_TO_JUDGE_BY = 20
_EMBARGO = "embargo:"


@dataclass(frozen=True, slots=True)
class Figures:
    """What a rule or a detector had held in the last 90 days, and ever."""

    recent: Hits
    ever: Hits

    @property
    def doubted(self) -> Hits | None:
        """What speaks against it: of at least 20 that were decided, over half were approved after all."""
        return next((hits for hits in (self.recent, self.ever) if _is_mostly_wrong(hits)), None)


NONE_YET = Figures(Hits(), Hits())


async def figures(*, now: datetime) -> Mapping[str, Figures]:
    """The figures of each rule and detector that ever had something held, by its code.

    All words under embargo have one line: whose they are is not for whoever reads figures.
    """
    recent = _embargoes_as_one(await rule_hits.figures(since=now - RECENT))
    ever = _embargoes_as_one(await rule_hits.figures())
    return {code: Figures(recent.get(code, Hits()), hits) for code, hits in ever.items()}


async def figures_of(code: str, *, now: datetime) -> Figures:
    """The figures of one of them."""
    return Figures(await rule_hits.figures_of(code, since=now - RECENT), await rule_hits.figures_of(code))


def _is_mostly_wrong(hits: Hits) -> bool:
    return hits.decided >= _FEWEST_TO_JUDGE_BY and hits.approved * 2 > hits.decided


def _embargoes_as_one(found: Mapping[str, Hits]) -> dict[str, Hits]:
    summed: dict[str, Hits] = {}
    for code, hits in found.items():
        name = "embargo" if code.startswith(_EMBARGO) else code
        so_far = summed.get(name, Hits())
        summed[name] = Hits(so_far.held + hits.held, so_far.decided + hits.decided, so_far.approved + hits.approved)
    return summed
