"""The queue: a view over open cases, the longest waiting first, each with all that is needed to decide."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from comments_service.discussion.lifecycle import decisions_on
from comments_service.records import Case, Decision, Report, Spoken, Thread
from comments_service.storage import cases, comments, decisions, reports, threads

PAGE = 30


@dataclass(frozen=True, slots=True)
class Item:
    """One case of the queue. `spoken` has the latest words, `public` those that readers see now, if any do."""

    case: Case
    spoken: Spoken
    public: Spoken
    parent: Spoken | None
    thread: Thread
    reports: Sequence[Report]
    last_decision: Decision | None
    can: Sequence[str]


@dataclass(frozen=True, slots=True)
class Queue:
    """A page of the queue, how many are open in all, and the case after which the next page begins."""

    items: Sequence[Item]
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
    return Queue(await _items(page), await cases.count_open(), next_after)


async def item(comment_id: UUID) -> Item | None:
    """Return the oldest open case of a comment, or None if nothing about it is open."""
    found = await _items((await cases.open_of(comment_id))[:1])
    return found[0] if found else None


async def _items(page: Sequence[Case]) -> list[Item]:
    ids = [case.comment_id for case in page]
    spoken = await comments.spoken(ids, words="latest")
    public = await comments.spoken(ids, words="public")
    parent_ids = [one.comment.parent_id for one in spoken.values() if one.comment.parent_id]
    parents = await comments.spoken(parent_ids, words="public")
    decided = await decisions.latest(ids)
    reported = await reports.of_comments(ids)
    about = await threads.some({one.comment.thread_uid for one in spoken.values()})
    items = []
    for case in page:
        said = spoken[case.comment_id]
        last = decided.get(case.comment_id)
        items.append(
            Item(
                case=case,
                spoken=said,
                public=public[case.comment_id],
                parent=parents.get(said.comment.parent_id) if said.comment.parent_id else None,
                thread=about[said.comment.thread_uid],
                reports=reported.get(case.comment_id, []),
                last_decision=last,
                can=decisions_on(said.comment.state, decided_before=False, has_open_case=True),
            )
        )
    return items


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
