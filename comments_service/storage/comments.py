"""Comments and their revisions as the database keeps them."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from tortoise.exceptions import IntegrityError

from comments_service.records import Comment, Revision, Spoken
from comments_service.storage import anchors, search, tables
from comments_service.storage.connection import fetch, insert, places
from comments_service.storage.people import COLUMNS, person_in
from comments_service.storage.values import as_json, as_moment, as_optional_moment, as_optional_uuid, as_uuid

# No database takes any number of values in one query.
_AT_ONCE = 500


class CommentIsThere(Exception):
    """A comment with this id was added meanwhile."""


_SPOKEN = """
SELECT c.id, c.thread_id, c.parent_id, c.root_id, c.author_id, c.kind, c.state, c.version, c.public_number,
       c.latest_number, c.created, c.edited,
       {people},
       r.number, r.body, r.html, r.markup_version, r.findings, r.created AS revised,
       {anchors}
FROM comment c
JOIN person p ON p.id = c.author_id
LEFT JOIN revision r ON r.comment_id = c.id AND r.number = c.{number}
LEFT JOIN anchor a ON a.id = c.id
"""
_ASKED_FOR: Mapping[str, str] = {
    words: _SPOKEN.format(number=f"{words}_number", people=COLUMNS, anchors=anchors.COLUMNS)
    for words in ("public", "latest")
}
_IS_SHOWN = """
(c.state IN ('published', 'hidden') OR EXISTS (
    SELECT 1 FROM comment d WHERE d.root_id = c.id AND d.id <> c.id AND d.state IN ('published', 'hidden')))
"""


def _comment(row: Mapping[str, Any]) -> Comment:
    return Comment(
        id=as_uuid(row["id"]),
        thread_uid=row["thread_id"],
        parent_id=as_optional_uuid(row["parent_id"]),
        root_id=as_uuid(row["root_id"]),
        author_id=as_uuid(row["author_id"]),
        kind=row["kind"],
        state=row["state"],
        version=row["version"],
        public_number=row["public_number"],
        latest_number=row["latest_number"],
        created=as_moment(row["created"]),
        edited=as_optional_moment(row["edited"]),
    )


def _spoken(row: Mapping[str, Any]) -> Spoken:
    author = person_in(row, as_uuid(row["author_id"]))
    revision = None
    if row["number"] is not None:
        revision = Revision(
            number=row["number"],
            body=row["body"],
            html=row["html"],
            markup_version=row["markup_version"],
            findings=as_json(row["findings"]),
            created=as_moment(row["revised"]),
        )
    return Spoken(_comment(row), author, revision, anchors.anchor_in(row))


async def get(id: UUID) -> Comment | None:
    """Find a comment, whatever its state."""
    rows = await fetch("SELECT * FROM comment WHERE id = ?", str(id))
    return _comment(rows[0]) if rows else None


async def threads_of(ids: Sequence[UUID]) -> dict[UUID, str]:
    """The uid of the thread in which each of some comments stands, however many they are."""
    found: dict[UUID, str] = {}
    for first in range(0, len(ids), _AT_ONCE):
        some = ids[first : first + _AT_ONCE]
        rows = await fetch(f"SELECT id, thread_id FROM comment WHERE id IN ({places(some)})", *some)
        found |= {as_uuid(row["id"]): row["thread_id"] for row in rows}
    return found


async def spoken(ids: Sequence[UUID], *, words: Literal["public", "latest"]) -> dict[UUID, Spoken]:
    """Find comments by id with their author and words; ids that are nobody's are left out."""
    if not ids:
        return {}
    rows = await fetch(f"{_ASKED_FOR[words]} WHERE c.id IN ({places(ids)})", *map(str, ids))
    found = [_spoken(row) for row in rows]
    return {one.comment.id: one for one in found}


async def many_public(ids: Sequence[UUID]) -> dict[UUID, Spoken]:
    """The same with the words that are public, however many they are."""
    found: dict[UUID, Spoken] = {}
    for first in range(0, len(ids), _AT_ONCE):
        found |= await spoken(ids[first : first + _AT_ONCE], words="public")
    return found


async def was_said(id: UUID, body: str) -> bool:
    """Say whether these are the words of a comment, now or before an edit."""
    rows = await fetch("SELECT 1 AS found FROM revision WHERE comment_id = ? AND body = ? LIMIT 1", str(id), body)
    return bool(rows)


async def roots(thread_uid: str, *, newest_first: bool, after: UUID | None, limit: int) -> list[UUID]:
    """A page of the comments that begin a branch and are shown, in order of time.

    Args:
        after: the last root of the page before; None for the first page.
        limit: how many at most.
    """
    order, beyond = ("DESC", "<") if newest_first else ("ASC", ">")
    values: list[object] = [thread_uid]
    where = ""
    if after is not None:
        where = f"AND (c.created, c.id) {beyond} (SELECT created, id FROM comment WHERE id = ?)"
        values.append(str(after))
    rows = await fetch(
        f"SELECT c.id FROM comment c WHERE c.thread_id = ? AND c.parent_id IS NULL {where} AND {_IS_SHOWN}"
        f" ORDER BY c.created {order}, c.id {order} LIMIT {limit:d}",
        *values,
    )
    return [as_uuid(row["id"]) for row in rows]


async def roots_before(root: UUID, *, thread_uid: str) -> int:
    """How many shown roots come before this one, oldest first."""
    rows = await fetch(
        "SELECT COUNT(*) AS n FROM comment c WHERE c.thread_id = ? AND c.parent_id IS NULL"
        f" AND (c.created, c.id) < (SELECT created, id FROM comment WHERE id = ?) AND {_IS_SHOWN}",
        thread_uid,
        str(root),
    )
    return int(rows[0]["n"])


async def root_at(position: int, *, thread_uid: str) -> UUID | None:
    """The shown root at a position, oldest first, counting from 0; None if there are fewer."""
    rows = await fetch(
        f"SELECT c.id FROM comment c WHERE c.thread_id = ? AND c.parent_id IS NULL AND {_IS_SHOWN}"
        f" ORDER BY c.created, c.id LIMIT 1 OFFSET {position:d}",
        thread_uid,
    )
    return as_uuid(rows[0]["id"]) if rows else None


async def branches(root_ids: Sequence[UUID]) -> list[Spoken]:
    """All comments under some roots, the roots too, with the words that are public, in order of time."""
    if not root_ids:
        return []
    rows = await fetch(
        f"{_ASKED_FOR['public']} WHERE c.root_id IN ({places(root_ids)}) ORDER BY c.created, c.id",
        *map(str, root_ids),
    )
    return [_spoken(row) for row in rows]


async def of_authors(ids: Sequence[UUID], *, thread_uid: str) -> list[Spoken]:
    """What was said by some ids in a thread, with the latest words, in order of time."""
    rows = await fetch(
        f"{_ASKED_FOR['latest']} WHERE c.author_id IN ({places(ids)}) AND c.thread_id = ? ORDER BY c.created, c.id",
        *ids,
        thread_uid,
    )
    return [_spoken(row) for row in rows]


async def anything_published_by(person_id: UUID) -> bool:
    """Say whether anything of theirs is public now, anywhere."""
    rows = await fetch(
        "SELECT 1 AS found FROM comment WHERE author_id = ? AND state = 'published' LIMIT 1", str(person_id)
    )
    return bool(rows)


async def recent_texts(person_id: UUID, *, since: datetime, but: UUID, limit: int) -> list[str]:
    """What somebody said since a time and has not taken back, the last first, one comment apart."""
    rows = await fetch(
        "SELECT r.body FROM comment c JOIN revision r ON r.comment_id = c.id AND r.number = c.latest_number"
        " WHERE c.author_id = ? AND c.created > ? AND c.id <> ? AND c.state NOT IN ('withdrawn', 'purged')"
        f" ORDER BY c.created DESC LIMIT {limit:d}",
        person_id,
        since,
        but,
    )
    return [row["body"] for row in rows]


async def published_authors(person_ids: Sequence[UUID]) -> set[UUID]:
    """Those of some people of whom anything is public now, anywhere."""
    if not person_ids:
        return set()
    rows = await fetch(
        f"SELECT p.id FROM person p WHERE p.id IN ({places(person_ids)}) AND EXISTS"
        " (SELECT 1 FROM comment c WHERE c.author_id = p.id AND c.state = 'published')",
        *map(str, person_ids),
    )
    return {as_uuid(row["id"]) for row in rows}


async def counts(thread_uids: Sequence[str]) -> dict[str, int]:
    """How many comments are public in each of some threads; a thread with none counts 0."""
    askable = [uid for uid in thread_uids if "\x00" not in uid]  # PostgreSQL refuses to look for one
    if not askable:
        return dict.fromkeys(thread_uids, 0)
    rows = await fetch(
        "SELECT thread_id, COUNT(*) AS n FROM comment"
        f" WHERE state = 'published' AND thread_id IN ({places(askable)}) GROUP BY thread_id",
        *askable,
    )
    found = {row["thread_id"]: int(row["n"]) for row in rows}
    return {uid: found.get(uid, 0) for uid in thread_uids}


async def replies(comment_id: UUID) -> int:
    """How many public comments answer this one directly."""
    # By the branch, whose index there is.
    rows = await fetch(
        "SELECT COUNT(*) AS n FROM comment WHERE root_id = (SELECT root_id FROM comment WHERE id = ?)"
        " AND parent_id = ? AND state = 'published'",
        str(comment_id),
        str(comment_id),
    )
    return int(rows[0]["n"])


async def add(comment: Comment, revision: Revision, *, revision_id: UUID) -> None:
    """Add a comment with its first words.

    Raises:
        CommentIsThere: another comment has this id; the transaction cannot go on.
    """
    try:
        await insert(
            "comment",
            id=comment.id,
            thread_id=comment.thread_uid,
            parent_id=comment.parent_id,
            root_id=comment.root_id,
            author_id=comment.author_id,
            kind=comment.kind,
            state=comment.state,
            version=comment.version,
            public_number=comment.public_number,
            latest_number=comment.latest_number,
            created=comment.created,
        )
    except IntegrityError as error:
        raise CommentIsThere from error
    await _insert(comment.id, revision, revision_id)
    await search.add(comment.id, revision.body)


async def add_revision(comment_id: UUID, revision: Revision, *, revision_id: UUID) -> None:
    """Add new words to a comment; which of its words are public is said by `change`. The latest are found by search."""
    await _insert(comment_id, revision, revision_id)
    await search.put(comment_id, revision.body)


async def _insert(comment_id: UUID, revision: Revision, revision_id: UUID) -> None:
    await insert(
        "revision",
        id=revision_id,
        comment_id=comment_id,
        number=revision.number,
        body=revision.body,
        html=revision.html,
        markup_version=revision.markup_version,
        findings=list(revision.findings),
        created=revision.created,
    )


async def change(after: Comment) -> bool:
    """Write a comment's new state, if its version is still the one before `after.version`; say whether it was."""
    changed = await tables.Comment.filter(id=after.id, version=after.version - 1).update(
        state=after.state,
        version=after.version,
        public_number=after.public_number,
        latest_number=after.latest_number,
        edited=after.edited,
    )
    return bool(changed)
