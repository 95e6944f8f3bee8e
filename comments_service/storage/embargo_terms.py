"""Words of pages that are not public yet, as the database keeps them. A sync replaces all; each stops by itself."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from comments_service.rule_records import EmbargoedTerm
from comments_service.storage.connection import execute, fetch, insert, places
from comments_service.storage.values import as_moment

# The same term of the same page has the same id in every sync.
_NAMESPACE = UUID("6f0c3d6e-2a0b-5f43-9d0b-0d1c5c2f8f11")


def _term(row: Mapping[str, Any]) -> EmbargoedTerm:
    return EmbargoedTerm(row["uid"], row["title"], row["term"], as_moment(row["until"]))


async def replace(terms: Sequence[EmbargoedTerm]) -> bool:
    """Let these be all there are; say whether that changed anything."""
    # A page and its translation may name the same word: it is kept until the last of them is public.
    wanted = {(one.uid, one.term): one for one in sorted(terms, key=lambda one: one.until)}
    if set(await all_terms()) == set(wanted.values()):
        return False
    await execute("DELETE FROM embargo_term")
    for one in wanted.values():
        made = uuid5(_NAMESPACE, f"{one.uid} {one.term}")
        await insert("embargo_term", id=made, uid=one.uid, title=one.title, term=one.term, until=one.until)
    return True


async def all_terms() -> list[EmbargoedTerm]:
    """All that the last sync brought."""
    return [_term(row) for row in await fetch("SELECT uid, title, term, until FROM embargo_term ORDER BY uid, term")]


async def in_force(now: datetime) -> list[EmbargoedTerm]:
    """Those whose page is not public yet."""
    rows = await fetch("SELECT uid, title, term, until FROM embargo_term WHERE until > ? ORDER BY uid, term", now)
    return [_term(row) for row in rows]


async def titles(uids: Collection[str]) -> dict[str, str]:
    """The titles of those of some pages that the last sync named."""
    if not uids:
        return {}
    rows = await fetch(f"SELECT DISTINCT uid, title FROM embargo_term WHERE uid IN ({places(uids)})", *uids)
    return {row["uid"]: row["title"] for row in rows}
