"""The queue: a view over open cases, the longest waiting first, each with all that is needed to decide."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from comments_service.discussion.lifecycle import decisions_on
from comments_service.moderation.marking import Piece, marked
from comments_service.records import Case, Decision, Report, Revision, Spoken, Thread
from comments_service.storage import cases, comments, decisions, people, reports, threads

PAGE = 30

log = logging.getLogger(__name__)

# What reading a row raises that does not hold what it must: a key that is not there, JSON that is none, a wrong type.
_DAMAGED = (LookupError, ValueError, TypeError)


@dataclass(frozen=True, slots=True)
class Found:
    """What screening found: the words, and the sentence that says what is the matter with them."""

    words: str
    message: str


@dataclass(frozen=True, slots=True)
class Item:
    """One case of the queue. `spoken` has the latest words, `public` those that readers see now, if any do.

    `pieces` are the latest words cut where screening found something; `page_by` names the page's authors; `is_newcomer`
    says that nothing of the comment's author is public yet.
    """

    case: Case
    spoken: Spoken
    pieces: Sequence[Piece]
    found: Sequence[Found]
    public: Spoken
    parent: Spoken | None
    thread: Thread
    page_by: Sequence[str]
    is_newcomer: bool
    reports: Sequence[Report]
    last_decision: Decision | None
    can: Sequence[str]


@dataclass(frozen=True, slots=True)
class Queue:
    """A page of the queue, how many are open in all, and the case after which the next page begins.

    `unreadable` are cases of this page whose rows are damaged: they must not take the others down with them.
    """

    items: Sequence[Item]
    unreadable: Sequence[Case]
    open: int
    next_after: UUID | None


async def queue(*, after: UUID | None) -> Queue:
    """Return a page of the queue.

    Args:
        after: the last case of the page before.
    """
    found = await cases.open_cases(after=after, limit=PAGE + 1)
    page = found[:PAGE]
    next_after = page[-1].id if len(found) > PAGE else None
    items, unreadable = await _readable(page)
    return Queue(items, unreadable, await cases.count_open(), next_after)


async def item(comment_id: UUID) -> Item | None:
    """Return the oldest open case of a comment, or None if nothing about it is open."""
    found, _ = await _readable((await cases.open_of(comment_id))[:1])
    return found[0] if found else None


async def _readable(page: Sequence[Case]) -> tuple[list[Item], list[Case]]:
    try:
        return await _items(page), []
    except _DAMAGED:
        log.exception("a page of the queue holds a damaged row: its cases are read one by one")
    items, unreadable = [], []
    for case in page:
        try:
            items += await _items([case])
        except _DAMAGED:
            log.exception("case %s cannot be read", case.id)
            unreadable.append(case)
    return items, unreadable


async def _items(page: Sequence[Case]) -> list[Item]:
    ids = [case.comment_id for case in page]
    spoken = await comments.spoken(ids, words="latest")
    public = await comments.spoken(ids, words="public")
    parent_ids = [one.comment.parent_id for one in spoken.values() if one.comment.parent_id]
    parents = await comments.spoken(parent_ids, words="public")
    decided = await decisions.latest(ids)
    reported = await reports.of_comments(ids)
    about = await threads.some({one.comment.thread_uid for one in spoken.values()})
    names = await people.names(frozenset(handle for thread in about.values() for handle in _written_by(thread)))
    known = await comments.published_authors(list({one.author.id for one in spoken.values()}))
    return [
        Item(
            case=case,
            spoken=(said := spoken[case.comment_id]),
            pieces=marked(_words(said).body, _words(said).findings),
            found=_found(_words(said)),
            public=public[case.comment_id],
            parent=parents.get(said.comment.parent_id) if said.comment.parent_id else None,
            thread=(thread := about[said.comment.thread_uid]),
            page_by=[names.get(handle, handle) for handle in _written_by(thread)],
            is_newcomer=said.author.id not in known,
            reports=reported.get(case.comment_id, []),
            last_decision=decided.get(case.comment_id),
            can=decisions_on(said.comment.state, decided_before=False, has_open_case=True),
        )
        for case in page
    ]


def _words(spoken: Spoken) -> Revision:
    if spoken.revision is None:
        raise LookupError(f"comment {spoken.comment.id} has no words")
    return spoken.revision


def _found(said: Revision) -> list[Found]:
    return [Found(said.body[one["start"] : one["end"]], str(one["message"])) for one in said.findings]


def _written_by(thread: Thread) -> Sequence[str]:
    return [str(handle) for handle in thread.facts.get("authors", [])]


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
