"""Conversations across all pages that there are: a comment that begins one with what stands under it, as far as it is
public."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from comments_service.storage.connection import fetch, places
from comments_service.storage.values import as_uuid


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which conversations. What is None does not matter.

    Attributes:
        threads: of which discussions.
        but: and of none of these.
        topics: or that begin with one of these.
        kind: what begins them is.
        site: where whoever began them works.
        with_any_of: by which ids somebody spoke in them, and has not taken it back.
        waiting: whether they begin with a question that waits for an answer.
        after: the newest comment of the last one of the page before; of those that wait, the question.
    """

    threads: Sequence[str] | None = None
    but: Sequence[str] = ()
    topics: Sequence[UUID] = ()
    kind: str | None = None
    site: str | None = None
    with_any_of: Sequence[UUID] | None = None
    waiting: bool = False
    after: UUID | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """A conversation: what began it, what was said last, and how many replies there are."""

    root: UUID
    last: UUID
    replies: int


_FROM = """
FROM comment c JOIN comment r ON r.id = c.root_id AND r.state = 'published'
JOIN person p ON p.id = r.author_id JOIN thread t ON t.uid = c.thread_id AND NOT t.archived
"""
# The newest comment stands for its conversation: so one walk along the index of time finds the newest conversations.
_IS_LAST = """NOT EXISTS (
    SELECT 1 FROM comment n WHERE n.root_id = c.root_id AND n.state = 'published'
    AND (n.created, n.id) > (c.created, c.id))"""
_WAITS = """c.id = c.root_id AND c.id IN (
    SELECT comment_id FROM moderation_case WHERE closed IS NULL AND waits_for IS NULL AND kind = 'question')"""
_SPOKE = "c.root_id IN (SELECT root_id FROM comment WHERE author_id IN ({}) AND state NOT IN ('withdrawn', 'purged'))"


def query(wanted: Wanted, *, limit: int) -> tuple[str, list[object]]:
    """Return what a database is asked for a page of conversations, and the values for it."""
    where, values = ["c.state = 'published'", _WAITS if wanted.waiting else _IS_LAST], list[object]()
    for condition, value in (("r.kind = ?", wanted.kind), ("p.site = ?", wanted.site)):
        if value is not None:
            where.append(condition)
            values.append(value)
    if wanted.threads is not None:
        several = [(name, some) for name, some in (("thread_id", wanted.threads), ("root_id", wanted.topics)) if some]
        where.append(f"({' OR '.join(f'c.{name} IN ({places(some)})' for name, some in several)})")
        values += [one for _, some in several for one in some]
    if wanted.but:
        where.append(f"c.thread_id NOT IN ({places(wanted.but)})")
        values += wanted.but
    if wanted.with_any_of is not None:
        where.append(_SPOKE.format(places(wanted.with_any_of)))
        values += wanted.with_any_of
    order, beyond = ("ASC", ">") if wanted.waiting else ("DESC", "<")
    if wanted.after is not None:
        where.append(f"(c.created, c.id) {beyond} (SELECT created, id FROM comment WHERE id = ?)")
        values.append(wanted.after)
    asked = f"SELECT c.id, c.root_id {_FROM} WHERE {' AND '.join(where)} ORDER BY c.created {order}, c.id {order}"
    return f"{asked} LIMIT {limit:d}", values


async def page(wanted: Wanted, *, limit: int) -> list[Found]:
    """Find conversations: where something was said last comes first; of those that wait, what was asked first."""
    if (wanted.threads == [] and not wanted.topics) or wanted.with_any_of == []:
        return []
    sql, values = query(wanted, limit=limit)
    rows = await fetch(sql, *values)
    if not rows:
        return []
    roots = [as_uuid(row["root_id"]) for row in rows]
    counted = await fetch(
        "SELECT root_id, COUNT(*) - 1 AS replies FROM comment"
        f" WHERE root_id IN ({places(roots)}) AND state = 'published' GROUP BY root_id",
        *roots,
    )
    replies = {as_uuid(row["root_id"]): int(row["replies"]) for row in counted}
    return [Found(root, as_uuid(row["id"]), replies[root]) for root, row in zip(roots, rows, strict=True)]


async def sites() -> list[str]:
    """Where people work, as they say it of themselves."""
    rows = await fetch("SELECT DISTINCT site FROM person WHERE site <> '' AND NOT unnamed AND active ORDER BY site")
    return [row["site"] for row in rows]


async def speakers(thread_uid: str) -> int:
    """How many people said what is public in a thread."""
    rows = await fetch(
        "SELECT COUNT(DISTINCT author_id) AS n FROM comment WHERE thread_id = ? AND state = 'published'", thread_uid
    )
    return int(rows[0]["n"])
