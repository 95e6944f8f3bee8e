"""Appeals as the database keeps them: an author's words against the removal of a comment, once a comment."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from comments_service.records import Appeal
from comments_service.storage.connection import fetch, insert, places
from comments_service.storage.values import as_moment, as_uuid


def _appeal(row: Mapping[str, Any]) -> Appeal:
    return Appeal(
        id=as_uuid(row["id"]),
        comment_id=as_uuid(row["comment_id"]),
        decision_id=as_uuid(row["decision_id"]),
        words=row["words"],
        at=as_moment(row["at"]),
    )


async def add(appeal: Appeal) -> None:
    """Keep an appeal; the database refuses a second one about the same comment."""
    await insert(
        "appeal",
        id=appeal.id,
        comment_id=appeal.comment_id,
        decision_id=appeal.decision_id,
        words=appeal.words,
        at=appeal.at,
    )


async def of_comments(comment_ids: Sequence[UUID]) -> dict[UUID, Appeal]:
    """The appeals about some comments; those without one are left out."""
    if not comment_ids:
        return {}
    rows = await fetch(f"SELECT * FROM appeal WHERE comment_id IN ({places(comment_ids)})", *comment_ids)
    return {appeal.comment_id: appeal for appeal in map(_appeal, rows)}
