"""Exporting what happened as JSON Lines, so that anybody can check them by themselves. It is an event itself."""

from collections.abc import AsyncIterator, Collection
from typing import Any

from comments_service.audit.parts import WHOLE, Part, among
from comments_service.audit.telling import BY_SOMEBODY
from comments_service.events import AUDIT_EXPORTED, Ledger
from comments_service.records import Person
from comments_service.storage import events
from comments_service.storage.chain import Recorded, canonical, content
from comments_service.storage.events import Among, Wanted

_AT_A_TIME = 500


async def export(
    *, since: int, by: Person | None, parts: Collection[Part] = (WHOLE,), ledger: Ledger
) -> AsyncIterator[str]:
    """Record who exports, and return the lines: one event each, this one the last.

    A line of the whole is what the event's hash is made from (see storage/chain.py), with the hash added: whoever
    removes that from a line has the bytes that are hashed. A line of a part also has `previous`, the hash of the event
    before it, which need not be in the part: so each line is checked by itself. Reports are in no part, because their
    lines could not be checked without saying who reported.

    Args:
        since: the number of the last event that is not wanted; 0 for all.
        by: None if it is done at the command line.
        parts: what is exported.
    """
    some: dict[str, Any] = {} if WHOLE in parts else {"parts": [part.name for part in parts]}
    async with ledger.note() as change:
        change.record(AUDIT_EXPORTED, person=by.id if by else None, since=since, **some)
    head = await events.head()
    until = head.number if head else 0
    if WHOLE in parts or by is None:
        return _lines(since, until=until)
    # That they exported it is what they did, whatever else they read.
    own = Among((AUDIT_EXPORTED,), person=by.id)
    return _lines_of_parts(Wanted(among=[*among(parts, by), own], but_not=BY_SOMEBODY), since, until=until)


async def _lines(since: int, *, until: int) -> AsyncIterator[str]:
    last = since
    while last < until and (rows := await events.after(last, limit=min(_AT_A_TIME, until - last))):
        for row in rows:
            yield _line(row) + "\n"
        last = rows[-1].number


async def _lines_of_parts(wanted: Wanted, since: int, *, until: int) -> AsyncIterator[str]:
    last = since
    while rows := await events.with_previous(wanted, after=last, until=until, limit=_AT_A_TIME):
        for previous, row in rows:
            yield _line(row, previous=previous) + "\n"
        last = rows[-1][1].number


def _line(row: Recorded, **more: str) -> str:
    try:
        said = content(row.number, row.event) if row.event else None
    except (TypeError, ValueError):
        said = None
    if said is None:  # somebody wrote past us what no event can hold; the others are worth having all the same
        return canonical({"hash": row.hash, "number": row.number, "unreadable": True, **more})
    return canonical({**said, "hash": row.hash, **more})
