"""Threads as the database keeps them, and the version that moves with every public change."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from tortoise.expressions import Q

from comments_service.records import Thread
from comments_service.storage import tables
from comments_service.storage.connection import execute, fetch, is_postgres, places
from comments_service.storage.values import as_json

# The PostgreSQL channel that tells every process which thread has changed; the payload is the uid.
CHANNEL = "townhall_thread_changed"


_ASKED_FOR = "SELECT uid, url, title, lang, facts, version, archived, switches FROM thread"


def _thread(row: Mapping[str, Any]) -> Thread:
    told = {"facts": as_json(row["facts"]), "archived": bool(row["archived"]), "switches": as_json(row["switches"])}
    return Thread(**{**row, **told})


async def get(uid: str) -> Thread | None:
    """Find a thread by its page's uid."""
    if "\x00" in uid:  # an address may hold one, and PostgreSQL refuses to look for it
        return None
    rows = await fetch(f"{_ASKED_FOR} WHERE uid = ?", uid)
    return _thread(rows[0]) if rows else None


async def some(uids: Collection[str]) -> dict[str, Thread]:
    """Find threads by uid; uids that are nobody's are left out."""
    rows = await fetch(f"{_ASKED_FOR} WHERE uid IN ({places(uids)})", *uids) if uids else []
    return {row["uid"]: _thread(row) for row in rows}


async def named(text: str, *, limit: int = 50) -> list[str]:
    """The uids of the pages in whose title a text stands, or whose uid it is."""
    if not text.isprintable():  # a database would refuse a NUL, and half a surrogate pair
        return []
    rows = tables.Thread.filter(Q(title__icontains=text) | Q(uid=text)).order_by("uid").limit(limit)
    return [row.uid for row in await rows.only("uid")]


async def in_courses(name: str | None = None) -> list[Thread]:
    """The pages of a course, or of all, that were not put away: what is no lesson, and then the lessons in order."""
    path = "facts ->> 'course'" if is_postgres() else "json_extract(facts, '$.course')"
    which, values = (f"{path} IS NOT NULL", []) if name is None else (f"{path} = ?", [name])
    rows = await fetch(f"{_ASKED_FOR} WHERE {which} AND NOT archived", *values)
    return sorted((_thread(row) for row in rows), key=lambda one: (one.facts.get("lesson") or 0, one.uid))


async def all_threads() -> list[Thread]:
    """Every thread that was ever known, archived ones too."""
    return [_thread(row) for row in await fetch(_ASKED_FOR)]


async def version(uid: str) -> int | None:
    """The thread's version now, read past every cache; None if there is no such thread."""
    if "\x00" in uid:
        return None
    rows = await fetch("SELECT version FROM thread WHERE uid = ?", uid)
    return int(rows[0]["version"]) if rows else None


async def versions() -> dict[str, int]:
    """The versions of all threads."""
    return {row["uid"]: int(row["version"]) for row in await fetch("SELECT uid, version FROM thread")}


async def bump(uid: str) -> None:
    """Move the thread's version, and tell every process once this transaction commits.

    Called first in a transaction, it also makes writers to one thread take turns: the row stays locked until the end.
    """
    await execute("UPDATE thread SET version = version + 1 WHERE uid = ?", uid)
    if is_postgres():
        await fetch("SELECT pg_notify(?, ?)", CHANNEL, uid)


async def take_turn(uid: str) -> None:
    """Make whoever else writes to a thread wait until this transaction ends, though its version does not move."""
    if is_postgres():  # on SQLite all writers take turns
        await fetch("SELECT uid FROM thread WHERE uid = ? FOR NO KEY UPDATE", uid)


async def take_turns() -> None:
    """Wait for whoever else is writing to threads, and make them wait until this transaction ends.

    What is read after it stays so: no other sync comes between, and nobody posts the first comment of a page meanwhile.
    """
    if is_postgres():
        await execute("LOCK TABLE thread IN SHARE ROW EXCLUSIVE MODE")


async def uids_with_comments() -> set[str]:
    """The threads in which anything was ever said."""
    return {row["thread_id"] for row in await fetch("SELECT DISTINCT thread_id FROM comment")}


async def put(entries: Sequence[Mapping[str, Any]], *, known: Mapping[str, Thread]) -> list[str]:
    """Add or bring up to date, from manifest entries; return the uids that changed."""
    changed = []
    for entry in entries:
        before = known.get(entry["uid"])
        if before and before.facts == entry and not before.archived:
            continue
        columns = {name: entry[name] for name in ("url", "title", "lang")}
        if before:
            await tables.Thread.filter(uid=entry["uid"]).update(**columns, facts=dict(entry), archived=False)
        else:
            await tables.Thread.create(uid=entry["uid"], **columns, facts=dict(entry))
        changed.append(entry["uid"])
    return changed


async def switch(uid: str, switches: Mapping[str, Any]) -> None:
    """Write what a facilitator has set over a thread; no sync touches it."""
    await tables.Thread.filter(uid=uid).update(switches=dict(switches))


async def archive(uids: Sequence[str]) -> None:
    """Put threads away: nothing is deleted, and a later manifest that names them brings them back."""
    if uids:
        await tables.Thread.filter(uid__in=list(uids)).update(archived=True)
