"""What has been kept for as long as it is kept, and how it goes. When that is, is decided in privacy/purge.py."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final
from uuid import UUID

from comments_service.storage import search
from comments_service.storage.connection import execute, fetch
from comments_service.storage.legal_holds import COVERS
from comments_service.storage.redaction import PLACES
from comments_service.storage.values import as_uuid

Comments = list[tuple[UUID, str]]  # each with its thread

# What was told to a role, or asked about an author, has its own time, and keeps the place of its comment until then.
_KEPT_LONGER: Final = ("sealed_case", "sealed_note", "unsealing")
# Everything that is written about a comment: the tables that a redaction goes through, and the cases. Appeals first,
# because the database deletes no decision that one of them is about.
_ABOUT: Final = sorted(
    {
        *((table, which) for table, _column, which in PLACES if table not in _KEPT_LONGER),
        ("moderation_case", "comment_id = ?"),
        ("claim", "comment_id = ?"),
        ("reaction", "comment_id = ?"),
        ("notice", "comment_id = ?"),
        ("revision", "comment_id = ?"),
    },
    key=lambda place: place[0] != "appeal",
)


async def said_before(thread_uid: str, cutoff: datetime) -> Comments:
    """What was said in a thread before a time."""
    return await _found("c.thread_id = ? AND c.created < ? AND c.state <> 'purged'", thread_uid, cutoff)


async def withdrawn_before(cutoff: datetime) -> Comments:
    """What its author took back before a time."""
    return await _found(
        "c.state = 'withdrawn' AND EXISTS (SELECT 1 FROM event e WHERE e.comment_id = c.id"
        " AND e.kind = 'comment.withdrawn' AND e.at < ?)",
        cutoff,
    )


async def removed_before(cutoff: datetime) -> Comments:
    """What was removed before a time, and about which nothing waits."""
    return await _found(
        "c.state = 'removed' AND (SELECT MAX(d.at) FROM decision d WHERE d.comment_id = c.id) < ?"
        " AND NOT EXISTS (SELECT 1 FROM moderation_case m WHERE m.comment_id = c.id AND m.closed IS NULL)",
        cutoff,
    )


async def held_no_longer() -> Comments:
    """What was kept for a hold alone, which is over."""
    return await _found(
        f"c.state = 'purged' AND EXISTS (SELECT 1 FROM revision r WHERE r.comment_id = c.id) AND NOT {COVERS}"
    )


async def said_by(person_id: UUID) -> Comments:
    """All that somebody ever said and that is not purged."""
    return await _found("c.author_id = ? AND c.state <> 'purged'", person_id)


async def _found(where: str, *values: object) -> Comments:
    # The newest first: a reply goes before what it answers, which then need not keep its place.
    rows = await fetch(
        f"SELECT c.id, c.thread_id FROM comment c WHERE {where} ORDER BY c.created DESC, c.id DESC", *values
    )
    return [(as_uuid(row["id"]), row["thread_id"]) for row in rows]


async def take_out_of_sight(comment_id: UUID, *, now: datetime) -> None:
    """Keep a comment's words, and let nobody meet them: neither search nor a queue leads to it any more."""
    await search.remove(comment_id)
    await execute(
        "UPDATE moderation_case SET closed = ?, outcome = 'purged' WHERE comment_id = ? AND closed IS NULL",
        now,
        comment_id,
    )


async def destroy(comment_id: UUID) -> None:
    """Delete every word that a comment ever had, and all that was written about it; its place stays."""
    await search.remove(comment_id)
    for table, which in _ABOUT:
        await execute(f"DELETE FROM {table} WHERE {which}", comment_id)


async def places_for_nothing() -> Comments:
    """The places of purged comments under which nothing stands, and about which neither a sealed case nor anything
    asked about its author is kept."""
    return await _found(
        "c.state = 'purged' AND NOT EXISTS (SELECT 1 FROM revision r WHERE r.comment_id = c.id)"
        " AND NOT EXISTS (SELECT 1 FROM comment d WHERE d.parent_id = c.id)"
        " AND NOT EXISTS (SELECT 1 FROM sealed_case s WHERE s.comment_id = c.id)"
        " AND NOT EXISTS (SELECT 1 FROM unsealing u WHERE u.comment_id = c.id)"
        " AND NOT EXISTS (SELECT 1 FROM official_draft o WHERE o.parent_id = c.id)"
    )


async def clear_place(comment_id: UUID) -> None:
    """Delete the place of a comment."""
    await execute("DELETE FROM comment WHERE id = ?", comment_id)


# What else grows old, by the name of its period: which rows. Nothing that a legal hold is on, and no report while
# something about its comment waits to be decided.
_HELD_COMMENT = f"EXISTS (SELECT 1 FROM comment c WHERE c.id = {{table}}.comment_id AND {COVERS})"
_HELD_PERSON = "EXISTS (SELECT 1 FROM legal_hold h WHERE h.ended IS NULL AND h.person_id = {table}.{column})"
_WAITS = (
    "EXISTS (SELECT 1 FROM moderation_case m WHERE m.comment_id = {table}.comment_id AND m.closed IS NULL"
    " AND m.kind IN ('hold', 'edit', 'report', 'appeal'))"
)


def _beside(table: str, old: str) -> tuple[str, str]:
    free = f"NOT {_HELD_COMMENT} AND NOT {_WAITS}" if table not in _KEPT_LONGER else f"NOT {_HELD_COMMENT}"
    return table, f"{old} AND {free.format(table=table)}"


_HELD_SANCTION = _HELD_PERSON.format(table="sanction", column="person_id")
_HELD_DRAFT = (
    f"{_HELD_PERSON.format(table='official_draft', column='speaker_id')}"
    f" OR {_HELD_PERSON.format(table='official_draft', column='by_id')}"
    " OR EXISTS (SELECT 1 FROM legal_hold h WHERE h.ended IS NULL AND h.thread_id = official_draft.thread_id)"
)
# From the day on which its author is told, where a law forbade to tell them before.
_UNSEALING_OVER = (
    "CASE WHEN untold_until IS NULL OR untold_until < answered THEN COALESCE(answered, at) ELSE untold_until END < ?"
)
# All answers to a question at once: were single ones to go, the result would tell what they were.
_PULSE_OVER = (
    "(thread_id, asked) IN (SELECT thread_id, asked FROM pulse_answer GROUP BY thread_id, asked HAVING MAX(month) < ?)"
)
_REST: Final[Mapping[str, tuple[tuple[str, str], ...]]] = {
    "notes": (_beside("note", "at < ?"), _beside("report", "at < ?")),
    "sealed": (_beside("sealed_case", "closed < ?"), _beside("unsealing", _UNSEALING_OVER)),
    "sanctions": (("sanction", f"COALESCE(ended, until) < ? AND NOT {_HELD_SANCTION}"),),
    "notices": (("notice", "settled < ?"),),
    "receipts": (("receipt", "day < ?"),),
    "progress": (("progress", "day < ?"),),
    "pulses": (("pulse_answer", _PULSE_OVER),),
    "drafts": (("official_draft", f"decided < ? AND NOT ({_HELD_DRAFT})"),),
}
REST: Final = tuple(_REST)


# What facilitators wrote beside a decision is a note too; the decision itself stays.
_NOTE_BESIDE: Final = f"at < ? AND note <> '' AND NOT {_HELD_COMMENT}".format(table="decision")


async def rest_before(name: str, cutoff: datetime) -> int:
    """How many rows of a kind are older than a time, and may go."""
    places = [*_REST[name], *([("decision", _NOTE_BESIDE)] if name == "notes" else [])]
    counted = [await fetch(f"SELECT COUNT(*) AS n FROM {table} WHERE {which}", cutoff) for table, which in places]
    return sum(int(rows[0]["n"]) for rows in counted)


async def delete_rest(name: str, cutoff: datetime) -> int:
    """Delete the rows of a kind that are older than a time, and return how many they were."""
    gone = [await fetch(f"DELETE FROM {table} WHERE {which} RETURNING id", cutoff) for table, which in _REST[name]]
    if name == "notes":
        gone.append(await fetch(f"UPDATE decision SET note = '' WHERE {_NOTE_BESIDE} RETURNING id", cutoff))
    return sum(len(rows) for rows in gone)
