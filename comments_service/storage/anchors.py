"""What parts of their pages comments are about, as the database keeps it."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from comments_service.block_records import Anchor
from comments_service.storage.connection import execute, fetch, insert
from comments_service.storage.values import as_uuid

COLUMNS = "a.lang AS anchor_lang, a.block, a.quote, a.earlier"


def anchor_in(row: Mapping[str, Any]) -> Anchor | None:
    """The anchor in a row that has COLUMNS, if its comment has one."""
    if row["quote"] is None:
        return None
    return Anchor(row["anchor_lang"], row["block"], row["quote"], bool(row["earlier"]))


async def add(comment_id: UUID, anchor: Anchor, *, words: str) -> None:
    """Note what a new comment is about.

    Args:
        words: all words of the block.
    """
    facts = {"lang": anchor.lang, "block": anchor.block, "quote": anchor.quote, "earlier": anchor.earlier}
    await insert("anchor", id=comment_id, comment_id=comment_id, words=words, **facts)


async def of_thread(uid: str) -> list[tuple[UUID, Anchor, str]]:
    """What the comments of a thread are about, each with the words of its block as they were last."""
    rows = await fetch(
        f"SELECT a.id, {COLUMNS}, a.words FROM anchor a JOIN comment c ON c.id = a.comment_id WHERE c.thread_id = ?",
        uid,
    )
    return [(as_uuid(row["id"]), anchor, row["words"]) for row in rows if (anchor := anchor_in(row))]


async def move(comment_id: UUID, anchor: Anchor, *, words: str) -> None:
    """Let a comment hang on another block, or on none."""
    await execute(
        "UPDATE anchor SET block = ?, words = ?, earlier = ? WHERE id = ?",
        anchor.block,
        words,
        anchor.earlier,
        comment_id,
    )


async def on_page(uid: str) -> dict[str, list[UUID]]:
    """The public comments of a thread by the block that they are about, in order of time."""
    rows = await fetch(
        "SELECT a.block, a.id FROM anchor a JOIN comment c ON c.id = a.comment_id"
        " WHERE c.thread_id = ? AND c.state = 'published' AND a.block IS NOT NULL ORDER BY c.created, c.id",
        uid,
    )
    found: dict[str, list[UUID]] = {}
    for row in rows:
        found.setdefault(row["block"], []).append(as_uuid(row["id"]))
    return found


async def questions_by_block(uid: str) -> dict[str, list[str]]:
    """What the public questions about each block of a page quote, in order of time."""
    rows = await fetch(
        "SELECT a.block, a.quote FROM anchor a JOIN comment c ON c.id = a.comment_id WHERE c.thread_id = ?"
        " AND c.state = 'published' AND c.kind = 'question' AND a.block IS NOT NULL ORDER BY c.created, c.id",
        uid,
    )
    found: dict[str, list[str]] = {}
    for row in rows:
        found.setdefault(row["block"], []).append(row["quote"])
    return found
