"""What came from another system, as the database keeps it: many rows at a time, each of them once."""

from collections.abc import Sequence
from uuid import UUID

from comments_service.records import Comment, Person, Revision
from comments_service.storage import search
from comments_service.storage.connection import execute, fetch, places
from comments_service.storage.values import as_uuid

_AT_ONCE = 500  # rows: no database takes any number of values in one statement


async def there(ids: Sequence[UUID]) -> dict[UUID, UUID]:
    """Those of some comments that are here, each with the beginning of its branch."""
    found: dict[UUID, UUID] = {}
    for first in range(0, len(ids), _AT_ONCE):
        some = ids[first : first + _AT_ONCE]
        rows = await fetch(f"SELECT id, root_id FROM comment WHERE id IN ({places(some)})", *some)
        found |= {as_uuid(row["id"]): as_uuid(row["root_id"]) for row in rows}
    return found


async def add_people(people: Sequence[Person]) -> None:
    """Add those who are not here; whoever is, stays as they are, with their name or without."""
    columns = ("id", "handle", "name", "title", "site", "department", "level", "roles", "active", "origin")
    await _add("person", columns, [_person(one) for one in people], more="ON CONFLICT (id) DO NOTHING")


def _person(one: Person) -> tuple[object, ...]:
    words = (one.name, one.title, one.site, one.department, one.level)
    return (one.id, one.handle, *words, list(one.roles), one.active, one.origin)


async def add_comments(said: Sequence[tuple[Comment, Revision, UUID]]) -> None:
    """Add comments, what is answered before what answers it, each with its words and their id."""
    place = ("id", "thread_id", "parent_id", "root_id", "author_id", "kind")
    about = (*place, "state", "version", "public_number", "latest_number", "created")
    await _add("comment", about, [_comment(comment) for comment, _, _ in said])
    words = ("id", "comment_id", "number", "body", "html", "markup_version", "findings", "created")
    await _add("revision", words, [_revision(own, comment.id, revision) for comment, revision, own in said])
    await search.add_many([(comment.id, revision.body) for comment, revision, _ in said])


def _comment(one: Comment) -> tuple[object, ...]:
    place = (one.id, one.thread_uid, one.parent_id, one.root_id, one.author_id)
    return (*place, one.kind, one.state, one.version, one.public_number, one.latest_number, one.created)


def _revision(id: UUID, comment_id: UUID, one: Revision) -> tuple[object, ...]:
    words = (one.number, one.body, one.html, one.markup_version)
    return (id, comment_id, *words, list(one.findings), one.created)


async def clear() -> None:
    """Delete those from elsewhere of whom nothing is left."""
    await execute(
        "DELETE FROM person WHERE origin <> '' AND NOT EXISTS (SELECT 1 FROM comment c WHERE c.author_id = person.id)"
        " AND NOT EXISTS (SELECT 1 FROM sanction s WHERE s.person_id = person.id)"
        " AND NOT EXISTS (SELECT 1 FROM legal_hold h WHERE h.person_id = person.id)"
    )


async def _add(table: str, columns: Sequence[str], rows: Sequence[Sequence[object]], *, more: str = "") -> None:
    for first in range(0, len(rows), _AT_ONCE):
        some = rows[first : first + _AT_ONCE]
        marks = ", ".join([f"({places(columns)})"] * len(some))
        values = [value for row in some for value in row]
        await execute(f"INSERT INTO {table} ({', '.join(columns)}) VALUES {marks} {more}", *values)
