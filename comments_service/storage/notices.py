"""Notices as the database keeps them: written in the transaction of what happened, and leased by whoever delivers them.

Any number of processes may deliver: each statement here takes or settles a notice by itself, on both databases alike.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from comments_service.storage.connection import execute, fetch, is_postgres, places
from comments_service.storage.values import as_json, as_moment, as_uuid

REPLY, DECISION, MENTION = "reply", "decision", "mention"
# Of a correction: to who owns the page that it is there, and to its author that it was accepted, or that taken back.
CORRECTION, CORRECTED = "correction", "corrected"
# To whom shares a question or an idea: that there is an answer to it, or that somebody is finding out.
MOVED = "moved"
# To the author of a question or an idea: that somebody said what becomes of it. Whoever shares it is told by MOVED.
BECAME = "became"
# To its author: that a page says that what they said led to a change. Once, however many pages do.
LED = "led"
# To whom follows a discussion: what is new in all that they follow, once a working day at most.
FOLLOWED = "followed"
# To the experts of a course: that a question in one of its lessons has waited for a working day.
WAITS = "waits"
_TO_ANYBODY: Final = (MENTION, CORRECTION, MOVED, WAITS)
SENT, DROPPED, GIVEN_UP = "sent", "dropped", "given-up"


@dataclass(frozen=True, slots=True)
class Notice:
    """That somebody is to be told of a comment: of a reply to theirs, of one that calls them, of a decision about
    theirs, or of a correction.

    Attributes:
        judged_version: of a decision, the version of the comment that it judged; of what became of something, how often
            anything did by then; else 0.
        tries: how often it was tried to deliver it, this time included.
    """

    id: UUID
    kind: str
    to: UUID
    comment_id: UUID
    judged_version: int
    made: datetime
    tries: int
    lease: UUID


# Who is told of what: nobody without an address, nobody of their own words, and nobody who does not want it.
_TO_AUTHOR: Final = (
    "SELECT c.author_id AS person FROM comment c JOIN mailbox m ON m.person_id = c.author_id"
    " WHERE c.id = ? AND m.address <> '' AND m.decisions"
)
_TO: Final[Mapping[str, str]] = {
    REPLY: "SELECT p.author_id AS person FROM comment c JOIN comment p ON p.id = c.parent_id"
    " JOIN mailbox m ON m.person_id = p.author_id"
    " WHERE c.id = ? AND p.author_id <> c.author_id AND m.address <> '' AND m.replies",
    CORRECTED: _TO_AUTHOR,
    BECAME: _TO_AUTHOR,
    LED: _TO_AUTHOR,
    DECISION: _TO_AUTHOR,
}


async def recipient(kind: str, comment_id: UUID) -> UUID | None:
    """Who is to be told of a comment, if anybody is."""
    rows = await fetch(_TO[kind], comment_id)
    return as_uuid(rows[0]["person"]) if rows else None


async def owner_of_page(comment_id: UUID) -> UUID | None:
    """Who owns the page that a correction is about, where it is one and they are to be told; nobody of their own."""
    rows = await fetch(
        "SELECT t.facts, c.author_id FROM comment c JOIN thread t ON t.uid = c.thread_id"
        " WHERE c.id = ? AND c.kind = 'correction'",
        comment_id,
    )
    handle = as_json(rows[0]["facts"]).get("owner") if rows else None
    if not handle:
        return None
    found = await fetch(
        "SELECT p.id FROM person p JOIN mailbox m ON m.person_id = p.id"
        " WHERE p.handle = ? AND p.active AND p.id <> ? AND m.address <> '' AND m.replies",
        handle,
        rows[0]["author_id"],
    )
    return as_uuid(found[0]["id"]) if found else None


async def sharing(comment_id: UUID, names: Sequence[str], *, but: Sequence[UUID]) -> list[UUID]:
    """Who reacted to a question or an idea by one of some names, and is to be told what becomes of it.

    Args:
        but: who need not be told, since they did it.
    """
    rows = await fetch(
        "SELECT DISTINCT r.person_id FROM reaction r JOIN person p ON p.id = r.person_id"
        " JOIN mailbox m ON m.person_id = p.id"
        f" WHERE r.comment_id = ? AND r.name IN ({places(names)}) AND p.active AND m.address <> '' AND m.followed"
        " ORDER BY r.person_id",
        comment_id,
        *names,
    )
    return [one for one in map(as_uuid, (row["person_id"] for row in rows)) if one not in but]


async def called(comment_id: UUID, handles: Sequence[str]) -> list[UUID]:
    """Who of some people is to be told that a comment calls them: as above, and nobody who is told of it as a reply."""
    rows = await fetch(
        "SELECT p.id AS person FROM comment c LEFT JOIN comment a ON a.id = c.parent_id"
        f" JOIN person p ON p.handle IN ({', '.join('?' * len(handles))}) JOIN mailbox m ON m.person_id = p.id"
        " WHERE c.id = ? AND p.active AND NOT p.anonymised AND NOT p.unnamed AND m.address <> '' AND m.replies"
        " AND p.id <> c.author_id AND (a.author_id IS NULL OR a.author_id <> p.id) ORDER BY p.id",
        *handles,
        comment_id,
    )
    return [as_uuid(row["person"]) for row in rows]


async def add(
    id: UUID,
    kind: str,
    *,
    to: UUID,
    comment_id: UUID,
    judged_version: int | None,
    made: datetime,
    due: datetime,
) -> None:
    """Note that somebody is to be told; the same twice is once."""
    await execute(
        "INSERT INTO notice (id, key, kind, to_id, comment_id, judged_version, made, due, tries, outcome)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0, '') ON CONFLICT (key) DO NOTHING",
        id,
        _key(kind, to, comment_id, judged_version or 0, due),
        kind,
        to,
        comment_id,
        judged_version,
        made,
        due,
    )


def _key(kind: str, to: UUID, comment_id: UUID, version: int, due: datetime) -> str:
    """What makes two notices one: a digest is one for all that is told at one time, and each step is told."""
    if kind == FOLLOWED:
        return f"{kind}:{to.hex}:{due:%Y%m%d%H%M}"
    if kind == MOVED and version:
        return f"{kind}:{comment_id}:{to.hex}:{version}"
    return f"{kind}:{comment_id}:{to.hex if kind in _TO_ANYBODY else version}"


async def is_any_due(now: datetime) -> bool:
    """Say whether there is anything to take: mostly there is not, and then nothing is written."""
    return bool(await fetch("SELECT 1 AS found FROM notice WHERE settled IS NULL AND due <= ? LIMIT 1", now))


async def lease(lease: UUID, *, now: datetime, until: datetime, most: int) -> list[Notice]:
    """Take what is due and nobody is at, until a time: whoever took it and died has it taken from them then."""
    # On PostgreSQL two who come at once would wait for each other, and then both take the same rows.
    skip = "FOR UPDATE SKIP LOCKED" if is_postgres() else ""
    rows = await fetch(
        "UPDATE notice SET lease = ?, leased_until = ?, tries = tries + 1 WHERE id IN ("
        "SELECT id FROM notice WHERE settled IS NULL AND due <= ? AND (leased_until IS NULL OR leased_until <= ?)"
        f" ORDER BY due, id LIMIT {most:d} {skip}) RETURNING *",
        lease,
        until,
        now,
        now,
    )
    return sorted(map(_notice, rows), key=lambda one: (one.made, one.id))


async def settle(notice: Notice, outcome: str, *, now: datetime) -> bool:
    """Say that nothing more is to be done about a notice; False if somebody else has taken it meanwhile."""
    rows = await fetch(
        "UPDATE notice SET settled = ?, outcome = ?, lease = NULL, leased_until = NULL"
        " WHERE id = ? AND lease = ? RETURNING id",
        now,
        outcome,
        notice.id,
        notice.lease,
    )
    return bool(rows)


async def put_off(notice: Notice, *, until: datetime) -> None:
    """Give a notice back, to be taken again at a time."""
    await execute(
        "UPDATE notice SET due = ?, lease = NULL, leased_until = NULL WHERE id = ? AND lease = ?",
        until,
        notice.id,
        notice.lease,
    )


async def was_told(kind: str, comment_id: UUID, *, judged_version: int) -> bool:
    """Say whether a notice of something was sent."""
    key = f"{kind}:{comment_id}:{judged_version}"
    return bool(await fetch("SELECT 1 AS found FROM notice WHERE key = ? AND outcome = ?", key, SENT))


async def given_up(person_id: UUID) -> int:
    """How many notices could not be delivered to somebody, as far as that is still known."""
    rows = await fetch("SELECT COUNT(*) AS n FROM notice WHERE to_id = ? AND outcome = ?", person_id, GIVEN_UP)
    return int(rows[0]["n"])


async def counts() -> dict[str, int]:
    """How many notices there are by outcome; "" for those that wait."""
    rows = await fetch("SELECT outcome, COUNT(*) AS n FROM notice GROUP BY outcome")
    return {row["outcome"]: int(row["n"]) for row in rows}


def _notice(row: Mapping[str, Any]) -> Notice:
    return Notice(
        id=as_uuid(row["id"]),
        kind=row["kind"],
        to=as_uuid(row["to_id"]),
        comment_id=as_uuid(row["comment_id"]),
        judged_version=row["judged_version"] or 0,
        made=as_moment(row["made"]),
        tries=row["tries"],
        lease=as_uuid(row["lease"]),
    )
