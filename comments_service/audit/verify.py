"""Verifying that nothing of what happened was altered, removed or inserted. Called by the command line."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime

from comments_service.audit.chain_check import Break, Walk
from comments_service.storage import events
from comments_service.storage.chain import Head, Recorded

_AT_A_TIME = 500


@dataclass(frozen=True, slots=True)
class Verified:
    """How far the chain is whole: the events up to `head`, of which times; and where it breaks, if it does."""

    head: Head
    earliest: datetime | None
    latest: datetime | None
    broken: Break | None


async def verify(*, expect: Head | None = None) -> Verified:
    """Walk along the whole chain, in little memory however long it is, while others go on writing to it.

    Args:
        expect: a head that was noted earlier, outside this database; whoever can write to the database can make a
            whole new chain that holds in itself, but not one that holds this.
    """
    walk, walked, broken = Walk(), -1, None
    while broken is None and walked < walk.number:
        walked = walk.number
        # Before the rows: those that are committed in between are there, or not counted yet.
        head = await events.head()
        async for row, following in _with_the_next(_rows(after=walk.last)):
            broken = walk.step(row, following) or (walk.noted(expect, row) if expect else None)
            if broken:
                break
    broken = broken or walk.end(head) or (walk.too_short(expect) if expect else None)
    return Verified(Head(walk.number, walk.hash), walk.earliest, walk.latest, broken)


async def _rows(*, after: Recorded | None) -> AsyncIterator[Recorded]:
    rows = await (events.after(after.number, limit=_AT_A_TIME) if after else events.after(limit=_AT_A_TIME))
    while rows:
        for row in rows:
            yield row
        rows = await events.after(rows[-1].number, limit=_AT_A_TIME)


async def _with_the_next(rows: AsyncIterator[Recorded]) -> AsyncIterator[tuple[Recorded, Recorded | None]]:
    current: Recorded | None = None
    async for row in rows:
        if current:
            yield current, row
        current = row
    if current:
        yield current, None
