"""Every place where words that belong to a comment are kept, so that they can be taken out of all of them.

A test holds the list to the tables: a new column of text must be in it, or said to hold none of a comment's words.
"""

import asyncio
import json
import logging
from collections.abc import Callable
from typing import Any
from uuid import UUID

from comments_service.records import Revision
from comments_service.storage.connection import execute, fetch, is_postgres
from comments_service.storage.values import as_json, as_moment

log = logging.getLogger(__name__)
_TRIES, _BETWEEN_TRIES = 40, 0.05  # two seconds in all

# Table, column, and which rows belong to a comment. Its revisions are rewritten with their HTML: see `rewrite`.
PLACES = (
    ("report", "detail", "comment_id = ?"),
    ("note", "body", "comment_id = ?"),
    ("decision", "message", "comment_id = ?"),
    ("decision", "note", "comment_id = ?"),
    ("decision", "marked", "comment_id = ?"),
    ("mark", "facts", "comment_id = ?"),
    ("appeal", "words", "comment_id = ?"),
    ("sealed_case", "why", "comment_id = ?"),
    ("sealed_case", "body", "comment_id = ?"),
    ("sealed_case", "told", "comment_id = ?"),
    ("sealed_note", "body", "sealed_case_id IN (SELECT id FROM sealed_case WHERE comment_id = ?)"),
    ("unsealing", "reason", "comment_id = ?"),
    ("unsealing", "answer", "comment_id = ?"),
    ("unsealing", "untold_because", "comment_id = ?"),
    ("anchor", "quote", "id = ?"),
    ("anchor", "words", "id = ?"),
    ("official_draft", "body", "id = ?"),
    ("official_draft", "answer", "id = ?"),
)
# What says in a mark what it is: codes, which no words of a comment are in.
_CODES = frozenset({"status", "role", "outcome", "step", "before", "reason", "of", "until", "due", "day"})
_JSON = frozenset({("decision", "marked"), ("mark", "facts")})


async def revisions(comment_id: UUID) -> list[Revision]:
    """All that a comment ever said, the oldest first."""
    rows = await fetch("SELECT * FROM revision WHERE comment_id = ? ORDER BY number", comment_id)
    return [
        Revision(
            number=row["number"],
            body=row["body"],
            html=row["html"],
            markup_version=row["markup_version"],
            findings=as_json(row["findings"]),
            created=as_moment(row["created"]),
        )
        for row in rows
    ]


async def rewrite(comment_id: UUID, revision: Revision) -> None:
    """Put other words in the place of a revision's: the one exception to their never changing."""
    await execute(
        "UPDATE revision SET body = ?, html = ?, markup_version = ?, findings = ? WHERE comment_id = ? AND number = ?",
        revision.body,
        revision.html,
        revision.markup_version,
        list(revision.findings),
        comment_id,
        revision.number,
    )


async def rewrite_around(comment_id: UUID, change: Callable[[str], str]) -> int:
    """Change every text beside the revisions that belongs to a comment; return how many were changed."""
    changed = 0
    for table, column, which in PLACES:
        for row in await fetch(f"SELECT id, {column} AS text FROM {table} WHERE {which}", comment_id):
            before = as_json(row["text"]) if (table, column) in _JSON else row["text"]
            after = _changed(before, change)
            if after != before:
                value = json.dumps(after, ensure_ascii=False) if (table, column) in _JSON else after
                await execute(f"UPDATE {table} SET {column} = ? WHERE id = ?", value, row["id"])
                changed += 1
    return changed


def _changed(value: Any, change: Callable[[str], str]) -> Any:
    if isinstance(value, str):
        return change(value)
    if isinstance(value, list):
        return [_changed(one, change) for one in value]
    if isinstance(value, dict):
        return {name: one if name in _CODES else _changed(one, change) for name, one in value.items()}
    return value


async def others_of_thread(comment_id: UUID, thread_uid: str) -> list[tuple[UUID, str]]:
    """The latest words of the other comments of a thread, for finding those who quote."""
    rows = await fetch(
        "SELECT c.id, r.body FROM comment c JOIN revision r ON r.comment_id = c.id"
        " WHERE c.thread_id = ? AND c.id <> ? ORDER BY c.created",
        thread_uid,
        comment_id,
    )
    return [(UUID(str(row["id"])), row["body"]) for row in rows]


async def leave_no_trace() -> None:
    """Let nothing of what was overwritten stay in SQLite's files. To be called after the transaction.

    The connection has secure_delete on, which overwrites what is deleted with zeros; the write-ahead log still holds
    the pages as they were until it is emptied (https://www.sqlite.org/pragma.html#pragma_secure_delete). PostgreSQL
    keeps dead rows until it vacuums; docs/OPERATING.md says what an operator can do.
    """
    if is_postgres():
        return
    for _ in range(_TRIES):
        # Somebody who reads just now still needs the pages as they were: the answer says so, and nothing is emptied.
        if not (await fetch("PRAGMA wal_checkpoint(TRUNCATE)"))[0]["busy"]:
            return
        await asyncio.sleep(_BETWEEN_TRIES)
    log.warning("the write-ahead log could not be emptied after a redaction: somebody kept reading")
