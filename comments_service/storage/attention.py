"""What says whether a comment needs an answer, and the cases that say so. Asked by discussion/attention.py alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from comments_service.records import Case
from comments_service.storage import tables
from comments_service.storage.cases import QUEUE_OF, case_in
from comments_service.storage.connection import fetch, places
from comments_service.storage.values import as_json, as_moment, as_uuid
from comments_service.subjects import answer_for, subjects_of

OPEN = "open"
# One list of ids rather than an OR, for which PostgreSQL reads every comment.
_ASKED = """
SELECT c.id, c.kind, c.state, c.root_id, c.author_id, t.facts, p.roles,
       NOT p.unnamed AND NOT EXISTS (
           SELECT 1 FROM comment e WHERE e.author_id = c.author_id AND (e.created, e.id) < (c.created, c.id)
       ) AS is_first,
       EXISTS (SELECT 1 FROM mark m WHERE m.comment_id = c.id AND m.kind = 'correction' AND m.ended IS NULL)
           AS is_decided,
       b.facts AS became, b.at AS became_at
FROM comment c JOIN thread t ON t.uid = c.thread_id JOIN person p ON p.id = c.author_id
LEFT JOIN mark b ON b.comment_id = c.id AND b.kind = 'outcome' AND b.ended IS NULL
WHERE c.id IN (SELECT id FROM comment WHERE id IN ({marks}) UNION SELECT parent_id FROM comment WHERE id IN ({marks}))
"""
# By the branch, whose index there is.
_REPLIES = """
SELECT r.author_id, r.created, p.handle, p.roles,
       EXISTS (
           SELECT 1 FROM mark m WHERE m.comment_id = r.id AND m.ended IS NULL AND m.kind IN ('endorsed', 'official')
       ) AS is_answer
FROM comment r JOIN person p ON p.id = r.author_id
WHERE r.root_id = ? AND r.parent_id = ? AND r.state = 'published'
"""


@dataclass(frozen=True, slots=True)
class Reply:
    """A public reply: whose, whether it was endorsed or is official, and when it was said."""

    author_id: UUID
    handle: str
    roles: tuple[str, ...]
    is_answer: bool
    said: datetime | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """A comment as far as it matters whether somebody should answer it.

    Attributes:
        answer_for_page: the handles of those who answer for its page.
        is_first: its author said nothing before it; of a pseudonym nobody can know.
        author_roles: what its author is here beside a colleague.
        replies: those that are public.
        subjects: what its page is about.
        is_decided: it is a correction that somebody accepted or declined.
        is_session: its page is one where people ask whom it names, and nobody else.
        promise: within how long its page promises an answer.
        step: where it stands, as somebody said: see outcomes.py of the discussion. `since`: when they said so; what was
        said before was no answer then.
        is_solved: its asker said which reply, wherever under it, answered it, and everybody sees that one.
    """

    id: UUID
    author_id: UUID
    kind: str
    state: str
    answer_for_page: frozenset[str]
    is_first: bool
    replies: Sequence[Reply]
    author_roles: tuple[str, ...] = ()
    subjects: frozenset[str] = frozenset()
    is_solved: bool = False
    is_decided: bool = False
    step: str = OPEN
    since: datetime | None = None
    is_session: bool = False
    promise: str | None = None


async def asked(ids: Sequence[UUID]) -> list[Asked]:
    """Read some comments, and those that they answer."""
    ids = [*ids, *await _solved_by(ids)]
    rows = await fetch(_ASKED.format(marks=places(ids)), *ids, *ids)
    return [await _asked(row) for row in rows]


async def _asked(row: Mapping[str, Any]) -> Asked:
    facts = as_json(row["facts"])
    # What is no question and nobody's first need not be answered, whoever did.
    matters = row["state"] == "published" and (row["kind"] == "question" or row["is_first"])
    return Asked(
        id=as_uuid(row["id"]),
        author_id=as_uuid(row["author_id"]),
        kind=row["kind"],
        state=row["state"],
        answer_for_page=frozenset(answer_for(facts)),
        is_first=bool(row["is_first"]),
        replies=await _replies(row) if matters else [],
        author_roles=tuple(as_json(row["roles"])),
        subjects=subjects_of(facts),
        is_solved=matters and as_uuid(row["id"]) in await _solved_in(row["root_id"]),
        is_decided=bool(row["is_decided"]),
        since=as_moment(row["became_at"]) if row["became_at"] else None,
        is_session=facts.get("kind") == "ama",
        promise=facts.get("response_promise"),
        step=as_json(row["became"])["step"] if row["became"] else OPEN,
    )


async def _replies(row: Mapping[str, Any]) -> list[Reply]:
    return [
        Reply(
            as_uuid(one["author_id"]),
            one["handle"],
            tuple(as_json(one["roles"])),
            bool(one["is_answer"]),
            as_moment(one["created"]),
        )
        for one in await fetch(_REPLIES, row["root_id"], row["id"])
    ]


async def _solved_by(ids: Sequence[UUID]) -> list[UUID]:
    """The questions that some comments were ever said to solve: whatever becomes of those concerns them."""
    rows = await fetch(f"SELECT facts FROM mark WHERE kind = 'solved' AND comment_id IN ({places(ids)})", *ids)
    return [UUID(as_json(row["facts"])["question"]) for row in rows]


async def _solved_in(root_id: object) -> set[UUID]:
    rows = await fetch(
        "SELECT m.facts FROM mark m JOIN comment r ON r.id = m.comment_id"
        " WHERE r.root_id = ? AND r.state = 'published' AND m.kind = 'solved' AND m.ended IS NULL",
        root_id,
    )
    return {UUID(as_json(row["facts"])["question"]) for row in rows}


async def latest_cases(comment_id: UUID, *, kinds: Sequence[str]) -> dict[str, Case]:
    """The last case of each of some kinds that there was about a comment, open or closed."""
    rows = await fetch(
        f"SELECT * FROM moderation_case WHERE comment_id = ? AND kind IN ({places(kinds)}) ORDER BY opened",
        comment_id,
        *kinds,
    )
    return {case.kind: case for case in map(case_in, rows)}


async def open_case(case: Case) -> None:
    """Open a case, or open it again, due when it says."""
    rows = await fetch(
        "UPDATE moderation_case SET closed = NULL, outcome = NULL, due = ? WHERE id = ? RETURNING id", case.due, case.id
    )
    if not rows:
        await tables.Case.create(
            id=case.id,
            comment_id=case.comment_id,
            kind=case.kind,
            queue=QUEUE_OF[case.kind],
            why=list(case.why),
            opened=case.opened,
            due=case.due,
        )


async def close_case(id: UUID, *, outcome: str, now: datetime) -> None:
    """Close a case."""
    await tables.Case.filter(id=id, closed__isnull=True).update(closed=now, outcome=outcome)
