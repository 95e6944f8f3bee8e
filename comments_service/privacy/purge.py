"""Deleting what has been kept for as long as it is kept: words first, from every place; the place itself once nothing
stands under it. What a legal hold is on is taken out of sight, and its words stay for that hold alone.

Any number of processes may do it at once, and it may be stopped anywhere: the next time goes on. No event holds words.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from comments_service.discussion.lifecycle import PURGED
from comments_service.events import COMMENT_PURGED, RECORDS_PURGED, Change, Ledger
from comments_service.privacy.retention import IN_WORDS, REMOVED, WITHDRAWN, Retention, before
from comments_service.storage import (
    comments,
    legal_holds,
    moved_in,
    pseudonyms,
    purging,
    redaction,
    search,
    summaries,
    threads,
)

# Why a comment goes.
RETENTION, HOLD_ENDED, LEAVER = "retention", "hold-ended", "leaver"
_WHY: Final[Mapping[str, str]] = {
    RETENTION: "kept for as long as their pages keep them",
    WITHDRAWN: "taken back by their authors",
    REMOVED: "removed by a facilitator",
    HOLD_ENDED: "kept for a legal hold that is over",
}
SUMMARIES: Final = "summaries"
_OF_THE_REST: Final[Mapping[str, str]] = {**IN_WORDS, SUMMARIES: "What was heard in a discussion, as somebody wrote it"}
_AT_A_TIME: Final = 100  # comments in one transaction: writers to their thread wait meanwhile


@dataclass(frozen=True, slots=True)
class Due:
    """A comment that goes, and why."""

    comment_id: UUID
    thread_uid: str
    because: str


@dataclass(frozen=True, slots=True)
class Purged:
    """How many went, by why or by what they were. `kept`: taken out of sight, their words kept for a legal hold."""

    comments: Mapping[str, int]
    kept: int
    rest: Mapping[str, int]

    @property
    def is_nothing(self) -> bool:
        """Whether nothing was due."""
        return not (any(self.comments.values()) or any(self.rest.values()))


def told(done: Purged, *, dry_run: bool) -> list[str]:
    """Say in lines what went, or would go."""
    did = "would go" if dry_run else "went"
    lines = [f"{_many(n, 'comment')} {did}: {_WHY[why]}." for why, n in done.comments.items() if n]
    lines += [f"{_many(n, 'row')} {did}: {_OF_THE_REST[name].lower()}." for name, n in done.rest.items() if n]
    if done.kept:
        lines.append(f"Of the comments, the words of {done.kept} are kept for a legal hold, out of everybody's sight.")
    return lines or ["Nothing has been kept for longer than it is kept."]


def _many(n: int, what: str) -> str:
    return f"{n} {what}" if n == 1 else f"{n} {what}s"


async def purge(retention: Retention, *, ledger: Ledger, now: datetime, dry_run: bool = False) -> Purged:
    """Delete whatever has been kept for as long as it is kept.

    Args:
        dry_run: say what would go, and write nothing.
    """
    due = await _due(retention, now=now)
    if dry_run:
        held = await legal_holds.held([one.comment_id for one in due])
        by_why = Counter(one.because for one in due)
        how: dict[str, Any] = {"ledger": ledger, "now": now, "dry_run": True}
        return Purged(by_why, len(held), await _rest(retention, **how) | await _summaries(retention, **how))
    kept = await purge_comments(due, ledger=ledger)
    rest = await _rest(retention, ledger=ledger, now=now, dry_run=False)
    rest |= await _summaries(retention, ledger=ledger, now=now, dry_run=False)
    await _clear_places(ledger)
    await pseudonyms.clear()
    await moved_in.clear()
    done = Purged(Counter(one.because for one in due), kept, rest)
    if not done.is_nothing:
        await leave_no_trace()
    return done


async def purge_comments(due: Sequence[Due], *, ledger: Ledger) -> int:
    """Let comments go; return of how many the words are kept for a legal hold."""
    kept = 0
    for uid in dict.fromkeys(one.thread_uid for one in due):
        here = [one for one in due if one.thread_uid == uid]
        for at in range(0, len(here), _AT_A_TIME):
            async with ledger.change(uid) as change:
                await legal_holds.let_none_begin()
                kept += await _purge_some(here[at : at + _AT_A_TIME], change)
    return kept


async def leave_no_trace() -> None:
    """Let nothing of what was deleted stay in an index or a file: see what a redaction does."""
    await search.rebuild()
    await redaction.leave_no_trace()


async def _purge_some(due: Sequence[Due], change: Change) -> int:
    held = await legal_holds.held([one.comment_id for one in due])
    kept = 0
    for one in due:
        now = await comments.get(one.comment_id)
        if now is None or (now.state == PURGED and one.because != HOLD_ENDED):  # another process was first
            continue
        is_held = one.comment_id in held
        if is_held and one.because == HOLD_ENDED:
            continue
        await comments.change(replace(now, state=PURGED, version=now.version + 1, public_number=None))
        if is_held:
            await purging.take_out_of_sight(one.comment_id, now=change.now)
        else:
            await purging.destroy(one.comment_id)
        change.record(COMMENT_PURGED, comment=one.comment_id, because=one.because, words="kept" if is_held else "gone")
        kept += is_held
    return kept


async def _due(retention: Retention, *, now: datetime) -> list[Due]:
    found: dict[UUID, Due] = {}

    def take(some: purging.Comments, because: str) -> None:
        for comment_id, uid in some:
            found.setdefault(comment_id, Due(comment_id, uid, because))

    for thread in await threads.all_threads():
        if cutoff := before(retention.of_thread(thread), now=now):
            take(await purging.said_before(thread.uid, cutoff), RETENTION)
    for name, look in ((WITHDRAWN, purging.withdrawn_before), (REMOVED, purging.removed_before)):
        if cutoff := retention.cutoff(name, now=now):
            take(await look(cutoff), name)
    take(await purging.held_no_longer(), HOLD_ENDED)
    return list(found.values())


async def _rest(retention: Retention, *, ledger: Ledger, now: datetime, dry_run: bool) -> dict[str, int]:
    """Count or delete what is kept beside comments."""
    found: dict[str, int] = {}
    for name in purging.REST:
        if (cutoff := retention.cutoff(name, now=now)) is None or not (n := await purging.rest_before(name, cutoff)):
            continue
        found[name] = n
        if not dry_run:
            async with ledger.note() as change:
                await legal_holds.let_none_begin()
                found[name] = await purging.delete_rest(name, cutoff)
                change.record(RECORDS_PURGED, what=name, rows=found[name])
    return found


async def _summaries(retention: Retention, *, ledger: Ledger, now: datetime, dry_run: bool) -> dict[str, int]:
    """Count or delete what was written of whole discussions: it is kept for as long as what is said in them."""
    gone = 0
    for thread in (await threads.some(await summaries.summarised())).values():
        cutoff = before(retention.of_thread(thread), now=now)
        if cutoff is None or not (n := await summaries.count_before(thread.uid, cutoff)):
            continue
        gone += n
        if not dry_run:
            async with ledger.change(thread.uid) as change:
                await legal_holds.let_none_begin()
                gone += await summaries.delete_before(thread.uid, cutoff) - n
                change.record(RECORDS_PURGED, what=SUMMARIES, rows=n)
    return {SUMMARIES: gone} if gone else {}


async def _clear_places(ledger: Ledger) -> None:
    """Delete places that nothing needs any more; what they answered may then be one of them."""
    while places := await purging.places_for_nothing():
        for uid in dict.fromkeys(thread_uid for _, thread_uid in places):
            async with ledger.change(uid):
                for comment_id, thread_uid in places:
                    if thread_uid == uid:
                        await purging.clear_place(comment_id)
