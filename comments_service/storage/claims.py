"""Who is looking at which comment now, as the database keeps it: leases that end by themselves."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from comments_service.records import Claim
from comments_service.storage.connection import execute, fetch, places
from comments_service.storage.values import as_moment, as_uuid

_CLAIMS = "SELECT c.comment_id, c.person_id, p.name, c.until FROM claim c JOIN person p ON p.id = c.person_id"


def _claim(row: Mapping[str, Any]) -> Claim:
    return Claim(as_uuid(row["comment_id"]), as_uuid(row["person_id"]), row["name"], as_moment(row["until"]))


async def take(comment_id: UUID, person_id: UUID, *, until: datetime, now: datetime) -> Claim:
    """Claim a comment, or renew one's claim, and return the claim that holds: another's, if theirs is not over."""
    # Whoever had it may give it up between the two statements: then it is there to be taken.
    while True:
        # One statement, so that of two who come at once one is second.
        await execute(
            "INSERT INTO claim (comment_id, person_id, until) VALUES (?, ?, ?) ON CONFLICT (comment_id) DO UPDATE"
            " SET person_id = excluded.person_id, until = excluded.until"
            " WHERE claim.person_id = excluded.person_id OR claim.until <= ?",
            comment_id,
            person_id,
            until,
            now,
        )
        if rows := await fetch(f"{_CLAIMS} WHERE c.comment_id = ?", comment_id):
            return _claim(rows[0])


async def give_up(comment_id: UUID, person_id: UUID, *, now: datetime) -> None:
    """End one's own claim before its time, and delete those that are over: nobody asks who looked yesterday."""
    await execute(
        "DELETE FROM claim WHERE (comment_id = ? AND person_id = ?) OR until <= ?", comment_id, person_id, now
    )


async def of_comments(ids: Sequence[UUID], *, now: datetime) -> dict[UUID, Claim]:
    """The claims on some comments that are not over."""
    if not ids:
        return {}
    rows = await fetch(f"{_CLAIMS} WHERE c.comment_id IN ({places(ids)}) AND c.until > ?", *ids, now)
    return {claim.comment_id: claim for claim in map(_claim, rows)}


async def all_now(now: datetime) -> list[Claim]:
    """Every claim that is not over."""
    return [_claim(row) for row in await fetch(f"{_CLAIMS} WHERE c.until > ? ORDER BY c.comment_id", now)]
