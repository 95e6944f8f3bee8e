"""Reading what happened, newest first, with the names that a sentence needs. Called by the desk's audit page."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from comments_service.audit.parts import Part, among
from comments_service.audit.telling import BY_SOMEBODY, Told, tell
from comments_service.records import Person, Thread
from comments_service.storage import events, people, threads
from comments_service.storage.chain import Recorded
from comments_service.storage.events import Among, Wanted

PAGE = 50


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody looks for; "" and None are anything. Days are in UTC, and both are part of what is asked."""

    person: str = ""
    kind: str = ""
    page: str = ""
    comment: UUID | None = None
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that happened. `told` is None where the row cannot be read."""

    number: int
    at: datetime | None
    told: Told | None
    who: Person | None
    whom: Person | None
    thread: Thread | None
    comment_id: UUID | None


@dataclass(frozen=True, slots=True)
class Trail:
    """A page of what happened. `next_before` is the number from which the next page goes on."""

    entries: list[Entry]
    next_before: int | None


async def trail(asked: Asked, *, by: Person, parts: Collection[Part], before: int | None) -> Trail:
    """Return a page of what was asked for, as far as its reader may read it.

    Args:
        parts: those that its reader reads.
        before: the number of the last event of the page before.
    """
    rows = await events.newest(await _wanted(asked, among(parts, by)), before=before, limit=PAGE + 1)
    shown = rows[:PAGE]
    return Trail(await _entries(shown), shown[-1].number if len(rows) > PAGE else None)


async def _wanted(asked: Asked, may_be: Sequence[Among]) -> Wanted:
    found = await people.named(asked.person) if asked.person else None
    return Wanted(
        among=may_be,
        people=[one.id for one in found] if found is not None else None,
        threads=await threads.named(asked.page) if asked.page else None,
        comment=asked.comment,
        kinds=[asked.kind] if asked.kind else None,
        # Otherwise looking for a person would tell what they reported.
        but_not=BY_SOMEBODY if asked.person else (),
        since=_midnight(asked.since) if asked.since else None,
        until=_midnight(asked.until) + timedelta(days=1) if asked.until else None,
    )


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


async def _entries(rows: list[Recorded]) -> list[Entry]:
    told = [one.event for one in rows if one.event]
    uids = {one.thread_uid for one in told if one.thread_uid}
    ids = {one.person_id for one in told} | {_about(one.facts) for one in told}
    who, about = await people.some({one for one in ids if one}), await threads.some(uids)
    return [_entry(row, who, about) for row in rows]


def _entry(row: Recorded, who: dict[UUID, Person], about: dict[str, Thread]) -> Entry:
    event = row.event
    if event is None:
        return Entry(row.number, None, None, None, None, None, None)
    somebody = None if event.kind in BY_SOMEBODY or event.person_id is None else who.get(event.person_id)
    about_id = _about(event.facts)
    whom = who.get(about_id) if about_id else None
    thread = about.get(event.thread_uid) if event.thread_uid else None
    return Entry(row.number, event.at, tell(event.kind, event.facts), somebody, whom, thread, event.comment_id)


def _about(facts: Mapping[str, Any]) -> UUID | None:
    try:
        return UUID(str(facts["about"])) if "about" in facts else None
    except ValueError:
        return None
