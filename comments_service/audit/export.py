"""Exporting what happened as JSON Lines, so that anybody can check the chain by themselves. It is an event itself."""

import json
from collections.abc import AsyncIterator

from comments_service.events import AUDIT_EXPORTED, Ledger
from comments_service.records import Person
from comments_service.storage import events
from comments_service.storage.chain import Recorded, canonical, content

_AT_A_TIME = 500


async def export(*, since: int, by: Person | None, ledger: Ledger) -> AsyncIterator[str]:
    """Record who exports, and return the lines: one event each, this one the last.

    A line is what the event's hash is made from (see storage/chain.py), with the hash added: whoever removes that from
    a line has the bytes that are hashed.

    Args:
        since: the number of the last event that is not wanted; 0 for all.
        by: None if it is done at the command line.
    """
    async with ledger.note() as change:
        change.record(AUDIT_EXPORTED, person=by.id if by else None, since=since)
    head = await events.head()
    return _lines(since, until=head.number if head else 0)


async def _lines(since: int, *, until: int) -> AsyncIterator[str]:
    last = since
    while last < until and (rows := await events.after(last, limit=min(_AT_A_TIME, until - last))):
        for row in rows:
            yield _line(row) + "\n"
        last = rows[-1].number


def _line(row: Recorded) -> str:
    try:
        said = content(row.number, row.event) if row.event else None
    except (TypeError, ValueError):
        said = None
    if said is None:  # somebody wrote past us what no event can hold; the others are worth having all the same
        return json.dumps({"hash": row.hash, "number": row.number, "unreadable": True}, separators=(",", ":"))
    return canonical({**said, "hash": row.hash})
