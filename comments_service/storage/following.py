"""Who follows which discussion, as the database keeps it, and what became public in one. Read by whose it is."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID, uuid5

from comments_service.storage.connection import execute, fetch, places
from comments_service.storage.values import as_json, as_moment, as_uuid


async def put(thread_uid: str, person_id: UUID) -> None:
    """Note that somebody follows a discussion; twice is once."""
    await execute(
        "INSERT INTO following (id, thread_id, person_id) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
        uuid5(person_id, thread_uid),
        thread_uid,
        person_id,
    )


async def remove(thread_uid: str, person_id: UUID) -> None:
    """Forget it."""
    await execute("DELETE FROM following WHERE thread_id = ? AND person_id = ?", thread_uid, person_id)


async def is_followed(thread_uid: str, person_id: UUID) -> bool:
    """Say whether somebody follows a discussion."""
    return bool(
        await fetch("SELECT 1 AS found FROM following WHERE thread_id = ? AND person_id = ?", thread_uid, person_id)
    )


async def threads_of(person_id: UUID) -> list[str]:
    """The discussions that somebody follows."""
    rows = await fetch("SELECT thread_id FROM following WHERE person_id = ? ORDER BY thread_id", person_id)
    return [row["thread_id"] for row in rows]


async def put_topic(topic: UUID, person_id: UUID) -> None:
    """Note that somebody follows one topic of a board; twice is once."""
    await execute(
        "INSERT INTO topic_following (id, topic_id, person_id) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
        uuid5(person_id, str(topic)),
        topic,
        person_id,
    )


async def remove_topic(topic: UUID, person_id: UUID) -> None:
    """Forget it."""
    await execute("DELETE FROM topic_following WHERE topic_id = ? AND person_id = ?", topic, person_id)


async def topics_of(person_id: UUID) -> list[UUID]:
    """The topics that somebody follows by themselves."""
    rows = await fetch("SELECT topic_id FROM topic_following WHERE person_id = ? ORDER BY topic_id", person_id)
    return [as_uuid(row["topic_id"]) for row in rows]


async def to_tell(comment_id: UUID) -> list[UUID]:
    """Who follows the discussion of a comment, or its topic, and is to be told of it; nobody of their own words."""
    rows = await fetch(
        "SELECT p.id AS person_id FROM comment c JOIN person p ON p.id IN ("
        "  SELECT f.person_id FROM following f WHERE f.thread_id = c.thread_id"
        "  UNION SELECT f.person_id FROM topic_following f WHERE f.topic_id = c.root_id)"
        " JOIN mailbox m ON m.person_id = p.id"
        " WHERE c.id = ? AND p.id <> c.author_id AND p.active AND m.address <> '' AND m.followed ORDER BY p.id",
        comment_id,
    )
    return [as_uuid(row["person_id"]) for row in rows]


async def made_public_since(uids: Sequence[str], *, comment_id: UUID, made: datetime) -> list[UUID]:
    """The comments of some discussions that became public since one did.

    Args:
        comment_id: that one.
        made: when it did.
    """
    if not uids:
        return []
    # By number, whose index there is: events are in the order of time.
    first = await fetch("SELECT MIN(number) AS first FROM event WHERE comment_id = ? AND at >= ?", comment_id, made)
    rows = await fetch(
        "SELECT comment_id, kind, facts FROM event WHERE number >= ?"
        f" AND kind IN ('comment.posted', 'comment.decided') AND thread_uid IN ({places(uids)}) ORDER BY number",
        first[0]["first"] or 0,
        *uids,
    )
    return list(dict.fromkeys(as_uuid(row["comment_id"]) for row in rows if _is_public(as_json(row["facts"]))))


def _is_public(facts: dict[str, object]) -> bool:
    return facts.get("state") == "published" or facts.get("after") == "published" != facts.get("before")


async def latest_in(uids: Sequence[str]) -> dict[str, datetime]:
    """When the newest comment was made that is public in each of some discussions; what has none is left out."""
    if not uids:
        return {}
    rows = await fetch(
        "SELECT thread_id, MAX(created) AS latest FROM comment"
        f" WHERE thread_id IN ({places(uids)}) AND state = 'published' GROUP BY thread_id",
        *uids,
    )
    return {row["thread_id"]: as_moment(row["latest"]) for row in rows}
