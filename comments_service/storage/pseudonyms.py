"""Pseudonyms as the database keeps them: whose they are is sealed, and no column leads to a person with a name."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from comments_service.records import Person
from comments_service.storage import tables
from comments_service.storage.connection import execute, fetch, insert
from comments_service.storage.people import LONGEST_HANDLE, person_from
from comments_service.storage.values import as_uuid


@dataclass(frozen=True, slots=True)
class Sealed:
    """Whose a pseudonym is, sealed, and the discussion in which it speaks."""

    person_id: UUID
    thread_uid: str
    sealed: str


async def first_of(ids: Sequence[UUID]) -> Person | None:
    """The first of some ids that is a pseudonym's, as the person that it is to others."""
    found = {row.id: row for row in await tables.Person.filter(id__in=list(ids), unnamed=True)} if ids else {}
    return next((person_from(found[one]) for one in ids if one in found), None)


async def by_handle(handle: str) -> Person | None:
    """A pseudonym by the handle that the desk has for it."""
    if len(handle) > LONGEST_HANDLE or not handle.isprintable():
        return None
    row = await tables.Person.get_or_none(handle=handle, unnamed=True)
    return person_from(row) if row else None


async def get(person_id: UUID) -> Sealed | None:
    """What is kept of a pseudonym; None where this is none."""
    rows = await fetch("SELECT person_id, thread_id, sealed FROM pseudonym WHERE person_id = ?", person_id)
    return Sealed(as_uuid(rows[0]["person_id"]), rows[0]["thread_id"], rows[0]["sealed"]) if rows else None


async def threads() -> list[str]:
    """The discussions in which anybody ever spoke without their name."""
    return [row["thread_id"] for row in await fetch("SELECT DISTINCT thread_id FROM pseudonym ORDER BY thread_id")]


async def next_number(thread_uid: str) -> int:
    """The number of the next pseudonym in a discussion, from 1."""
    rows = await fetch("SELECT MAX(number) AS last FROM pseudonym WHERE thread_id = ?", thread_uid)
    return int(rows[0]["last"] or 0) + 1


async def add(person: Person, *, thread_uid: str, number: int, sealed: str) -> None:
    """Add a pseudonym: a person whom nobody can sign in as, and the seal."""
    facts = {name: getattr(person, name) for name in ("handle", "name", "title", "site", "department", "level")}
    await tables.Person.create(id=person.id, roles=[], active=False, unnamed=True, **facts)
    await insert("pseudonym", person_id=person.id, thread_id=thread_uid, number=number, sealed=sealed)


async def colleagues(site: str, department: str) -> tuple[int, int]:
    """How many people work at a site, and how many of them in a department."""
    rows = await fetch(
        "SELECT COUNT(*) AS here, SUM(CASE WHEN department = ? THEN 1 ELSE 0 END) AS beside"
        " FROM person WHERE active AND site = ?",
        department,
        site,
    )
    return int(rows[0]["here"]), int(rows[0]["beside"] or 0)


async def clear() -> None:
    """Delete the pseudonyms of which nothing is left: no comment, no letter, and no sanction."""
    await execute(
        "DELETE FROM person WHERE unnamed AND NOT EXISTS (SELECT 1 FROM comment c WHERE c.author_id = person.id)"
        " AND NOT EXISTS (SELECT 1 FROM letter l WHERE l.author_id = person.id)"
        " AND NOT EXISTS (SELECT 1 FROM sanction s WHERE s.person_id = person.id)"
    )
