"""What happened, as the database keeps it: rows that are only ever added, each chained to the one before it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from comments_service.records import Event
from comments_service.storage.chain import BEFORE_THE_FIRST, Head, Recorded, hash_after
from comments_service.storage.connection import execute, fetch, is_postgres
from comments_service.storage.values import as_json, as_moment, as_optional_uuid

_COLUMNS = ("number", "kind", "thread_uid", "comment_id", "person_id", "at", "facts", "hash")
_Conditions = tuple[list[str], list[object]]
_FROM_THE_FIRST = -(2**63)  # below any number that a row can have, also one that should not be there


@dataclass(frozen=True, slots=True)
class Among:
    """Some of the events: those that meet each of these conditions; whatever is None is no condition.

    Attributes:
        but_not: the kinds that are left out.
        person: who did it.
        fact: the name of something in its facts, which must be one of `fact_is`.
    """

    kinds: Sequence[str] | None = None
    but_not: Sequence[str] = ()
    person: UUID | None = None
    fact: str | None = None
    fact_is: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which events are asked for; whatever is None is not asked about.

    Attributes:
        among: what may be found at all: events that are in any one of these.
        but_not: the kinds that are left out.
        until: the first moment too late.
    """

    among: Sequence[Among] | None = None

    people: Sequence[UUID] | None = None
    threads: Sequence[str] | None = None
    comment: UUID | None = None
    kinds: Sequence[str] | None = None
    but_not: Sequence[str] = ()
    since: datetime | None = None
    until: datetime | None = None


async def append(events: Sequence[Event]) -> None:
    """Add events to the chain. The last thing in a transaction: from here to its end, everybody else's must wait.

    Raises:
        TypeError: an event's facts are not what an event can hold.
    """
    if not events:
        return
    # Takes the numbers, and on PostgreSQL the lock that makes them gapless; on SQLite there is one writer anyway.
    rows = await fetch("UPDATE audit_head SET number = number + ? RETURNING number, hash", len(events))
    first, last_hash = int(rows[0]["number"]) - len(events) + 1, str(rows[0]["hash"])
    values: list[object] = []
    for number, event in enumerate(events, start=first):
        last_hash = hash_after(last_hash, number, event)
        about = (event.thread_uid, event.comment_id, event.person_id, event.at, dict(event.facts))
        values += (number, event.kind, *about, last_hash)
    row = f"({', '.join('?' * len(_COLUMNS))})"
    marks = ", ".join([row] * len(events))
    await execute(f"INSERT INTO event ({', '.join(_COLUMNS)}) VALUES {marks}", *values)
    await execute("UPDATE audit_head SET hash = ?", last_hash)


async def head() -> Head | None:
    """The number and the hash of the last event, as they are kept beside the events; None if nothing is kept there."""
    rows = await fetch("SELECT number, hash FROM audit_head")
    return Head(int(rows[0]["number"]), rows[0]["hash"]) if rows else None


async def after(number: int = _FROM_THE_FIRST, *, limit: int) -> list[Recorded]:
    """The next events after a number, in the order of the chain."""
    return [
        _recorded(row)
        for row in await fetch(f"SELECT * FROM event WHERE number > ? ORDER BY number LIMIT {limit:d}", number)
    ]


async def with_previous(wanted: Wanted, *, after: int, until: int, limit: int) -> list[tuple[str, Recorded]]:
    """The next events of what is wanted, each with the hash of the one before it in the chain.

    Args:
        after: the number behind which they begin.
        until: the number of the last that may be among them.
    """
    conditions, values = _conditions(wanted)
    where = " AND ".join([*conditions, "number > ?", "number <= ?"])
    previous = "(SELECT one.hash FROM event AS one WHERE one.number = event.number - 1) AS previous"
    rows = await fetch(
        f"SELECT event.*, {previous} FROM event WHERE {where} ORDER BY number LIMIT {limit:d}", *values, after, until
    )
    return [(row["previous"] or BEFORE_THE_FIRST, _recorded(row)) for row in rows]


async def of_comment(comment_id: UUID) -> list[Event]:
    """All that happened to a comment, oldest first."""
    rows = await fetch("SELECT * FROM event WHERE comment_id = ? ORDER BY number", comment_id)
    return [event_in(row) for row in rows]


async def newest(wanted: Wanted, *, before: int | None, limit: int) -> list[Recorded]:
    """A page of what is wanted, newest first.

    Args:
        before: the number of the last event of the page before; None for the first page.
    """
    conditions, values = _conditions(wanted)
    if before is not None:
        conditions.append("number < ?")
        values.append(before)
    where = f"WHERE {' AND '.join(conditions)}" if conditions else ""
    rows = await fetch(f"SELECT * FROM event {where} ORDER BY number DESC LIMIT {limit:d}", *values)
    return [_recorded(row) for row in rows]


def _conditions(wanted: Wanted) -> _Conditions:
    conditions, values = _any_of([_among(one) for one in wanted.among]) if wanted.among is not None else ([], [])
    columns = (("person_id", wanted.people), ("thread_uid", wanted.threads), ("kind", wanted.kinds))
    for column, choices in columns:
        if choices is not None:
            conditions.append(_one_of(column, choices))
            values += choices
    if wanted.but_not:
        conditions.append(f"NOT {_one_of('kind', wanted.but_not)}")
        values += wanted.but_not
    for condition, value in (("comment_id = ?", wanted.comment), ("at >= ?", wanted.since), ("at < ?", wanted.until)):
        if value is not None:
            conditions.append(condition)
            values.append(value)
    return conditions, values


def _any_of(some: Sequence[_Conditions]) -> _Conditions:
    either = " OR ".join(f"({' AND '.join(conditions) or '1 = 1'})" for conditions, _ in some)
    return [f"({either or '1 = 0'})"], [value for _, values in some for value in values]


def _among(one: Among) -> _Conditions:
    conditions: list[str] = []
    values: list[object] = []
    if one.kinds is not None:
        conditions.append(_one_of("kind", one.kinds))
        values += one.kinds
    if one.but_not:
        conditions.append(f"NOT {_one_of('kind', one.but_not)}")
        values += one.but_not
    if one.person is not None:
        conditions.append("person_id = ?")
        values.append(one.person)
    if one.fact is not None:
        # Names of facts come from the code alone; what is no JSON any more would otherwise be an error of the whole.
        path = "facts ->> ?" if is_postgres() else "CASE WHEN json_valid(facts) THEN json_extract(facts, '$.' || ?) END"
        conditions.append(_one_of(path, one.fact_is))
        values += (one.fact, *one.fact_is) if one.fact_is else ()
    return conditions, values


def _one_of(column: str, choices: Sequence[object]) -> str:
    return f"{column} IN ({', '.join('?' * len(choices))})" if choices else "1 = 0"


def event_in(row: Mapping[str, Any]) -> Event:
    """Return the event in a row.

    Raises:
        ValueError, TypeError: somebody wrote past us what is no id, no time or no object.
    """
    comment_id, person_id = as_optional_uuid(row["comment_id"]), as_optional_uuid(row["person_id"])
    facts = as_json(row["facts"])
    if not isinstance(facts, dict):
        raise TypeError("an event's facts are an object")
    return Event(row["kind"], row["thread_uid"], comment_id, person_id, as_moment(row["at"]), facts)


def _recorded(row: Mapping[str, Any]) -> Recorded:
    try:
        return Recorded(row["number"], row["hash"], event_in(row))
    except (ValueError, TypeError):
        return Recorded(row["number"], row["hash"], None)
