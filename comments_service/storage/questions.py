"""The questions of a discussion, and when each was answered. Asked by discussion/asked_here.py alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from comments_service.storage.connection import fetch, places
from comments_service.storage.values import as_moment, as_optional_moment, as_uuid

_QUESTIONS = """
SELECT q.id, q.created, MIN(r.created) AS first, MAX(r.created) AS last,
       EXISTS (
           SELECT 1 FROM moderation_case k WHERE k.comment_id = q.id AND k.kind = 'question' AND k.outcome = 'settled'
       ) AS needs_none
FROM comment q LEFT JOIN comment r ON r.root_id = q.id AND r.id <> q.id AND r.state = 'published' AND (
    (r.author_id <> q.author_id AND EXISTS (
        SELECT 1 FROM person p WHERE p.id = r.author_id AND p.handle IN ({handles})
    )) OR EXISTS (
        SELECT 1 FROM mark m WHERE m.comment_id = r.id AND m.ended IS NULL
        AND m.kind IN ('official', 'endorsed', 'solved')
    )
)
WHERE q.thread_id = ? AND q.parent_id IS NULL AND q.kind = 'question' AND q.state = 'published'
GROUP BY q.id, q.created ORDER BY q.created, q.id
"""


@dataclass(frozen=True, slots=True)
class Answered:
    """A public question that begins a branch, and when the first and the last reply came that answers it."""

    id: UUID
    asked: datetime
    first: datetime | None
    last: datetime | None
    needs_none: bool


async def in_thread(uid: str, *, answer_for_page: Sequence[str]) -> list[Answered]:
    """The questions of a thread, in order of time.

    Args:
        answer_for_page: the handles of those whose replies are answers, whatever is marked on them.
    """
    handles = [*answer_for_page] or [""]
    return [_answered(row) for row in await fetch(_QUESTIONS.format(handles=places(handles)), *handles, uid)]


def _answered(row: Mapping[str, Any]) -> Answered:
    return Answered(
        as_uuid(row["id"]),
        as_moment(row["created"]),
        as_optional_moment(row["first"]),
        as_optional_moment(row["last"]),
        bool(row["needs_none"]),
    )
