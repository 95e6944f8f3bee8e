"""People as the database keeps them."""

from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

from tortoise.expressions import Q

from comments_service.records import Person
from comments_service.storage import tables
from comments_service.storage.values import as_json

LONGEST_HANDLE = 40
MOST_NAMED = 50  # people that one search finds


def person_from(row: tables.Person) -> Person:
    """Return the plain value of a row."""
    return Person(
        id=row.id,
        handle=row.handle,
        name=row.name,
        title=row.title,
        site=row.site,
        department=row.department,
        roles=tuple(row.roles),
        active=row.active,
        level=row.level,
        unnamed=row.unnamed,
        origin=row.origin,
        language=row.language,
    )


# The columns that `person_in` reads, for queries that join the table as p.
COLUMNS = "p.handle, p.name, p.title, p.site, p.department, p.level, p.roles, p.active, p.unnamed, p.origin"


def person_in(row: Mapping[str, Any], id: UUID) -> Person:
    """Return the person in a row of a query that joined the table."""
    words = {name: row[name] for name in ("handle", "name", "title", "site", "department", "level")}
    kind = {"unnamed": bool(row.get("unnamed", False)), "origin": row.get("origin", "")}
    theirs = {"language": row.get("language", ""), **kind, **words}
    return Person(id=id, roles=tuple(as_json(row["roles"])), active=bool(row["active"]), **theirs)


async def by_handle(handle: str) -> Person | None:
    """Find somebody by handle; handles are lower-case. A pseudonym is nobody: see pseudonyms.py."""
    # What nobody is called the database is not asked for: it would refuse a NUL, and half a surrogate pair.
    if len(handle) > LONGEST_HANDLE or not handle.isprintable():
        return None
    row = await tables.Person.get_or_none(handle=handle, unnamed=False)
    return person_from(row) if row else None


async def everybody() -> list[Person]:
    """All people, by name; pseudonyms are none of them."""
    return [person_from(row) for row in await tables.Person.filter(unnamed=False).order_by("name")]


async def some(ids: Collection[UUID]) -> dict[UUID, Person]:
    """Those of the ids that are somebody's."""
    rows = await tables.Person.filter(id__in=list(ids)) if ids else []
    return {row.id: person_from(row) for row in rows}


async def named(text: str, *, limit: int = MOST_NAMED) -> list[Person]:
    """The people in whose name or handle a text stands, by name; nobody whose name was taken off, and no pseudonym."""
    if not text.isprintable():  # a database would refuse a NUL, and half a surrogate pair
        return []
    is_called = Q(name__icontains=text) | Q(handle__icontains=text)
    rows = tables.Person.filter(is_called, anonymised=False, unnamed=False).order_by("name", "handle")
    return [person_from(row) for row in await rows.limit(limit)]


async def beginning(text: str, *, limit: int) -> list[Person]:
    """The people who are here and one of whose names begins with a text, or whose handle does; by name."""
    if not text.isprintable() or len(text) > LONGEST_HANDLE:
        return []
    begins = Q(name__istartswith=text) | Q(name__icontains=f" {text}") | Q(handle__istartswith=text)
    rows = tables.Person.filter(begins, active=True, anonymised=False, unnamed=False).order_by("name", "handle")
    return [person_from(row) for row in await rows.limit(limit)]


async def is_anonymised(id: UUID) -> bool:
    """Say whether somebody's name was taken off."""
    return await tables.Person.filter(id=id, anonymised=True).exists()


async def names(handles: frozenset[str]) -> dict[str, str]:
    """The names of those of the handles that are somebody's: nobody's whose name was taken off, and no pseudonym's."""
    if not handles:
        return {}
    named = tables.Person.filter(handle__in=list(handles), active=True, anonymised=False, unnamed=False)
    rows = await named.values("handle", "name")
    return {row["handle"]: row["name"] for row in rows}


async def guidelines_seen(id: UUID) -> str:
    """The version of the guidelines that somebody read last; "" for none."""
    found = await tables.Person.filter(id=id).values_list("guidelines_seen", flat=True)
    return str(found[0]) if found else ""


async def see_guidelines(id: UUID, version: str) -> None:
    """Remember that somebody has read a version of the guidelines."""
    await tables.Person.filter(id=id).update(guidelines_seen=version)


async def choose_language(id: UUID, code: str) -> None:
    """Remember in which language somebody chose to be spoken to; "" forgets it."""
    await tables.Person.filter(id=id).update(language=code)


async def put(person: Person) -> None:
    """Add somebody, or bring what is known of them up to date; the handle says who it is."""
    facts: dict[str, Any] = {
        "name": person.name,
        "title": person.title,
        "site": person.site,
        "department": person.department,
        "level": person.level,
    }
    facts |= {"roles": list(person.roles), "active": person.active}
    if not await tables.Person.filter(handle=person.handle).update(**facts):
        await tables.Person.create(id=person.id, handle=person.handle, **facts)
