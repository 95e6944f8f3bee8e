"""People as the database keeps them."""

from typing import Any

from comments_service.records import Person
from comments_service.storage import tables


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
    )


async def by_handle(handle: str) -> Person | None:
    """Find somebody by handle; handles are lower-case."""
    row = await tables.Person.get_or_none(handle=handle)
    return person_from(row) if row else None


async def everybody() -> list[Person]:
    """All people, by name."""
    return [person_from(row) for row in await tables.Person.all().order_by("name")]


async def names(handles: frozenset[str]) -> dict[str, str]:
    """The names of those of the handles that are somebody's."""
    rows = await tables.Person.filter(handle__in=list(handles), active=True).values("handle", "name") if handles else []
    return {row["handle"]: row["name"] for row in rows}


async def put(person: Person) -> None:
    """Add somebody, or bring what is known of them up to date; the handle says who it is."""
    facts: dict[str, Any] = {
        "name": person.name,
        "title": person.title,
        "site": person.site,
        "department": person.department,
    }
    facts |= {"roles": list(person.roles), "active": person.active}
    if not await tables.Person.filter(handle=person.handle).update(**facts):
        await tables.Person.create(id=person.id, handle=person.handle, **facts)
