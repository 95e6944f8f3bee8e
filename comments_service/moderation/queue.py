"""The queues: views over open cases in the order in which they are due, a row for each. Read by the desk's list."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from comments_service.moderation.claim import claim
from comments_service.moderation.possible import situation
from comments_service.people.authorship import wrote
from comments_service.people.roles import require
from comments_service.records import Case, Claim, Decision, Person, Spoken, Thread
from comments_service.refusals import FieldIsWrong
from comments_service.storage import cases, claims, comments, decisions, reports, threads
from comments_service.storage.cases import ALL, ELSEWHERE, Count

PAGE = 50
QUEUES = (*cases.QUEUES, ALL, ELSEWHERE)
_EXCERPT = 140

log = logging.getLogger(__name__)

# What reading a row raises that does not hold what it must: a key that is not there, JSON that is none, a wrong type.
DAMAGED = (LookupError, ValueError, TypeError)


@dataclass(frozen=True, slots=True)
class Row:
    """One case in the list. `spoken` has the latest words, `excerpt` their beginning; `is_newcomer`: nothing that its
    author said is public yet."""

    case: Case
    spoken: Spoken
    thread: Thread
    excerpt: str
    claim: Claim | None
    is_newcomer: bool
    reports: int
    overdue: bool


@dataclass(frozen=True, slots=True)
class Queue:
    """A page of a queue, how many cases each queue has, and the case after which the next page begins.

    `unreadable` are cases of this page whose rows are damaged: they must not take the others down with them.
    """

    name: str
    rows: Sequence[Row]
    unreadable: Sequence[Case]
    counts: Mapping[str, Count]
    next_after: UUID | None


async def queue(name: str = ALL, *, after: UUID | None, now: datetime) -> Queue:
    """Return a page of a queue.

    Args:
        name: one of QUEUES.
        after: the last case of the page before.

    Raises:
        FieldIsWrong: there is no such queue.
    """
    if name not in QUEUES:
        raise FieldIsWrong("queue", f"Allowed: {', '.join(QUEUES)}.", allowed=QUEUES)
    found = await cases.open_cases(name, after=after, limit=PAGE + 1)
    page = found[:PAGE]
    rows, unreadable = await _readable(page, now)
    next_after = page[-1].id if len(found) > PAGE else None
    return Queue(name, rows, unreadable, await cases.counts(now), next_after)


async def counts(*, now: datetime) -> Mapping[str, Count]:
    """How many cases each queue has, and how many of them are overdue."""
    return await cases.counts(now)


async def next_open(name: str, *, after_case: UUID | None, by: Person | None, now: datetime) -> UUID | None:
    """Return the comment to go on with: the first of a queue, after a case, that nobody else is looking at.

    One's own comments are passed over, and appeals against one's own removals: somebody else decides about them. None
    where nothing is left.
    """
    facilitator = require(by, "moderate")
    for one in await _unclaimed(name, after_case=after_case, by=facilitator, now=now):
        if await _may_go_to(facilitator, one):
            return one
    return None


async def claim_next(name: str, *, after_case: UUID | None, by: Person | None, now: datetime) -> UUID | None:
    """Claim the comment to go on with, and return it: two who are led on at once are led to different ones."""
    facilitator = require(by, "moderate")
    for one in await _unclaimed(name, after_case=after_case, by=facilitator, now=now):
        if not await _may_go_to(facilitator, one):
            continue
        held = await claim(one, by=facilitator, now=now)
        # Asked once it is ours: whoever had it before may have decided meanwhile.
        if held.person_id == facilitator.id and await cases.all_open_of(one):
            return one
    return None


async def _unclaimed(name: str, *, after_case: UUID | None, by: Person, now: datetime) -> list[UUID]:
    """The next comments of a queue that nobody else is looking at."""
    found = await cases.open_cases(name, after=after_case, limit=PAGE)
    ids = list(dict.fromkeys(case.comment_id for case in found))
    claimed = await claims.of_comments(ids, now=now)
    return [one for one in ids if one not in claimed or claimed[one].person_id == by.id]


async def _may_go_to(facilitator: Person, comment_id: UUID) -> bool:
    """Not to one's own, not to an appeal against what one decided, and not to one whose rows are damaged: the list
    says so of those."""
    try:
        said = (await comments.spoken([comment_id], words="latest")).get(comment_id)
    except DAMAGED:
        return False
    if said is None or wrote(facilitator, said.comment):
        return False
    stands = await situation(said.comment)
    return not stands.appeal_is_open or stands.removed_by != facilitator.id


async def _readable(page: Sequence[Case], now: datetime) -> tuple[list[Row], list[Case]]:
    try:
        return await _rows(page, now), []
    except DAMAGED:
        log.exception("a page of the queue holds a damaged row: its cases are read one by one")
    rows, unreadable = [], []
    for case in page:
        try:
            rows += await _rows([case], now)
        except DAMAGED:
            log.exception("case %s cannot be read", case.id)
            unreadable.append(case)
    return rows, unreadable


async def _rows(page: Sequence[Case], now: datetime) -> list[Row]:
    ids = [case.comment_id for case in page]
    spoken = await comments.spoken(ids, words="latest")
    about = await threads.some({one.comment.thread_uid for one in spoken.values()})
    known = await comments.published_authors(list({one.author.id for one in spoken.values()}))
    reported = await reports.of_comments(ids)
    claimed = await claims.of_comments(ids, now=now)
    return [
        Row(
            case=case,
            spoken=(said := spoken[case.comment_id]),
            thread=about[said.comment.thread_uid],
            excerpt=_excerpt(said),
            claim=claimed.get(case.comment_id),
            is_newcomer=said.author.id not in known and not said.author.unnamed,
            reports=len(reported.get(case.comment_id, [])),
            overdue=case.due < now,
        )
        for case in page
    ]


def _excerpt(said: Spoken) -> str:
    if said.revision is None:
        raise LookupError(f"comment {said.comment.id} has no words")
    words = " ".join(said.revision.body[: 4 * _EXCERPT].split())
    return words if len(words) <= _EXCERPT else f"{words[: _EXCERPT - 1].rstrip()}…"


@dataclass(frozen=True, slots=True)
class Judged:
    """A comment that was just decided about, for the line that says so and offers to undo it."""

    spoken: Spoken
    thread: Thread
    decision: Decision
    can_undo: bool


async def judged(comment_id: UUID) -> Judged | None:
    """Return a comment with the last decision on it, or None if nobody ever decided."""
    decision = (await decisions.latest([comment_id])).get(comment_id)
    if decision is None:
        return None
    spoken = (await comments.spoken([comment_id], words="latest"))[comment_id]
    thread = (await threads.some([spoken.comment.thread_uid]))[spoken.comment.thread_uid]
    is_last = decision.judged_version == spoken.comment.version - 1
    return Judged(spoken, thread, decision, can_undo=is_last and decision.action != "undo")
