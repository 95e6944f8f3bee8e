"""The letterbox as the database keeps it: what was done without a name, until it is emptied. Nothing else reads it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from comments_service.storage.connection import execute, fetch, insert, places
from comments_service.storage.values import as_moment, as_optional_uuid, as_uuid

_AS_IT_IS = ("comment_id", "author_id", "action", "body", "html", "parent_id", "kind", "due", "block", "quote")


@dataclass(frozen=True, slots=True)
class Letter:
    """What somebody did about one comment without their name.

    Attributes:
        comment_id: the comment, which is not there yet where it is being posted.
        author_id: their pseudonym's.
        action: post, edit, withdraw or appeal.
        body: the words, if any: of the comment, or of the appeal.
        html: the same as they will be shown.
        due: when the letterbox is emptied.
        problem: why it could not be taken then; "" where it was not tried yet.
        block: of a post, the part of the page that it is about; "" for none.
        quote: the page's words there.
    """

    comment_id: UUID
    author_id: UUID
    thread_uid: str
    action: str
    due: datetime
    body: str = ""
    html: str = ""
    parent_id: UUID | None = None
    kind: str | None = None
    problem: str = ""
    block: str = ""
    quote: str = ""


def _letter(row: Mapping[str, Any]) -> Letter:
    return Letter(
        comment_id=as_uuid(row["comment_id"]),
        author_id=as_uuid(row["author_id"]),
        thread_uid=row["thread_id"],
        action=row["action"],
        due=as_moment(row["due"]),
        body=row["body"],
        html=row["html"],
        parent_id=as_optional_uuid(row["parent_id"]),
        kind=row["kind"],
        problem=row["problem"],
        block=row["block"],
        quote=row["quote"],
    )


async def put(letter: Letter) -> None:
    """Put a letter in, in the place of one about the same comment. What one author puts in keeps its order."""
    await execute("DELETE FROM letter WHERE comment_id = ?", letter.comment_id)
    last = await fetch("SELECT MAX(number) AS last FROM letter WHERE author_id = ?", letter.author_id)
    facts = {name: getattr(letter, name) for name in _AS_IT_IS}
    await insert(
        "letter",
        **facts,
        thread_id=letter.thread_uid,
        number=int(last[0]["last"] or 0) + 1,
        problem="",
    )


async def about(comment_ids: Sequence[UUID]) -> Letter | None:
    """The letter about the first of some comments that has one."""
    rows = await fetch(f"SELECT * FROM letter WHERE comment_id IN ({places(comment_ids)})", *comment_ids)
    return next(map(_letter, rows), None)


async def of_authors(authors: Sequence[UUID], *, thread_uid: str | None = None) -> list[Letter]:
    """What some authors put in, in their order, in one discussion or in all."""
    if not authors:
        return []
    here, there = ("", ()) if thread_uid is None else ("AND thread_id = ?", (thread_uid,))
    which = f"author_id IN ({places(authors)}) {here}"
    return [
        _letter(row)
        for row in await fetch(f"SELECT * FROM letter WHERE {which} ORDER BY author_id, number", *authors, *there)
    ]


async def due(now: datetime) -> list[Letter]:
    """What is to be taken out, in an order that says nothing of when it was put in, but for what one author did."""
    rows = await fetch("SELECT * FROM letter WHERE due <= ? AND problem = '' ORDER BY author_id, number", now)
    return [_letter(row) for row in rows]


async def take_out(letter: Letter) -> bool:
    """Take out a letter as it was read; say whether nobody changed it or took it out meanwhile."""
    rows = await fetch(
        "DELETE FROM letter WHERE comment_id = ? AND action = ? AND body = ? RETURNING comment_id",
        letter.comment_id,
        letter.action,
        letter.body,
    )
    return bool(rows)


async def could_not_be_taken(letter: Letter, problem: str) -> None:
    """Leave a letter to its author, with why."""
    await execute("UPDATE letter SET problem = ? WHERE comment_id = ?", problem, letter.comment_id)


async def forget(before: datetime) -> None:
    """Delete what could not be taken, and was due before a moment."""
    await execute("DELETE FROM letter WHERE problem <> '' AND due < ?", before)
