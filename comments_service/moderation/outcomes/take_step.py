"""Taking a step: who may says what becomes of an idea, a question or a rumour, and why, for everybody to read."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final
from uuid import UUID

from comments_service.discussion.edit import CommentIsUnknown
from comments_service.discussion.lifecycle import PUBLISHED, MoveIsImpossible
from comments_service.discussion.outcomes import (
    OTHER,
    OUTCOME,
    REASON,
    REASONS,
    UNTIL,
    has_steps,
    permission,
    require_possible,
    step,
    step_of,
)
from comments_service.discussion.page_people import require_here
from comments_service.discussion.remarks import require_remark
from comments_service.events import Ledger
from comments_service.languages import N_
from comments_service.moderation.marks.putting import on, put, require_public
from comments_service.moderation.publishable import require_publishable
from comments_service.records import Comment, Mark, Person, Thread
from comments_service.refusals import FieldIsWrong
from comments_service.screening.screen import Rules
from comments_service.storage import comments, threads

LONGEST_NOTE: Final = 500
_LATEST: Final = timedelta(days=366)
BEFORE: Final = "before"


@dataclass(frozen=True, slots=True)
class Wanted:
    """A step that somebody wants to take, as they sent it.

    Attributes:
        before: where it stood when they looked.
        note: why, or what comes next, for everybody.
        reason: of one that declines.
        of: of one that joins it with another, the other's id.
        until: of one that promises an answer, the day.
    """

    step: str
    before: str
    note: str
    reason: str = ""
    of: str = ""
    until: str = ""


async def with_steps(comment_id: UUID, by: Person | None) -> tuple[Comment, Thread, Person]:
    """Find something for somebody who may say what becomes of it.

    Raises:
        CommentIsUnknown, SignInRequired, NotAllowed.
        MoveIsImpossible: it is neither an idea nor a question.
    """
    comment = await comments.get(comment_id)
    if comment is None:
        raise CommentIsUnknown
    thread = (await threads.some([comment.thread_uid]))[comment.thread_uid]
    somebody = require_here(by, permission(comment.kind), thread)
    if not has_steps(comment.kind):
        raise MoveIsImpossible(
            N_("Only of an idea or a question it can be said what becomes of it."), state=comment.state
        )
    return comment, thread, somebody


async def take_step(
    comment_id: UUID,
    wanted: Wanted,
    *,
    by: Person | None,
    ledger: Ledger,
    rules: Rules,
    new_id: Callable[[], UUID],
    today: date,
) -> Mark:
    """Take a step. The same form sent twice is one step.

    Args:
        today: no day before it will do.

    Raises:
        CommentIsUnknown, SignInRequired, NotAllowed.
        MoveIsImpossible: it is not public, the step does not follow, or somebody was faster: the message says who.
        FieldIsWrong: there is no note, or not what the step needs, or screening finds something in it.
    """
    comment, thread, taking = await with_steps(comment_id, by)
    require_public(comment)
    facts = await _facts(wanted, comment, thread, rules=rules, today=today)
    async with ledger.change(comment.thread_uid) as change:
        # Inside, where writers take turns.
        now = await on(comment_id, OUTCOME)
        if now and now.facts == facts and now.by_id == taking.id:
            return now
        if step_of(now) != wanted.before:
            raise _meanwhile(comment, now)
        require_possible(comment.kind, step_of(now), wanted.step)
        return await put(change, comment_id, OUTCOME, by=taking, new_id=new_id, facts=facts)


async def _facts(wanted: Wanted, comment: Comment, thread: Thread, *, rules: Rules, today: date) -> Mapping[str, Any]:
    found = require_possible(comment.kind, _known(wanted.before, comment), wanted.step)
    note = wanted.note.strip()
    if not note:
        raise FieldIsWrong("note", N_("Say why, or what comes next: everybody reads it, its author before all."))
    require_remark("note", note, longest=LONGEST_NOTE)
    require_publishable("note", note, rules, lang=thread.lang)
    facts: dict[str, Any] = {"step": wanted.step, BEFORE: wanted.before, "text": note}
    match found.needs:
        case "reason":
            return facts | {REASON: _reason(wanted.reason)}
        case "of":
            return facts | {OTHER: str(await _other(wanted.of, comment))}
        case "until":
            return facts | {UNTIL: _day(wanted.until, today)}
        case _:
            return facts


def _known(name: str, comment: Comment) -> str:
    try:
        step(comment.kind, name)
    except KeyError:
        raise FieldIsWrong("before", N_("There is no such step. Load the page again, please.")) from None
    return name


def _reason(given: str) -> str:
    if given not in REASONS:
        raise FieldIsWrong("reason", N_("Choose a reason, which is read at a glance."), allowed=list(REASONS))
    return given


def _day(given: str, today: date) -> str:
    try:
        day = date.fromisoformat(given.strip())
    except ValueError:
        raise FieldIsWrong("until", N_("Say by which day, such as 2026-11-12.")) from None
    if not today <= day <= today + _LATEST:
        raise FieldIsWrong("until", N_("Choose a day from today on, and within a year."))
    return day.isoformat()


async def _other(given: str, comment: Comment) -> UUID:
    """The other one, which must be public, of the same discussion and kind, and not itself joined with another."""
    try:
        other = await comments.get(UUID(given.strip()))
    except ValueError:
        other = None
    same = other and other.thread_uid == comment.thread_uid and other.kind == comment.kind
    if other is None or not same or other.id == comment.id or other.state != PUBLISHED:
        raise FieldIsWrong("of", N_("Choose the other one, from this discussion."))
    joined = await on(other.id, OUTCOME)
    if joined and OTHER in joined.facts:
        raise FieldIsWrong("of", N_("That one is joined with another itself: choose that other one."))
    return other.id


def _meanwhile(comment: Comment, now: Mark | None) -> MoveIsImpossible:
    words = step(comment.kind, step_of(now)).words
    said = (
        N_("%(name)s has set it to “%(step)s” meanwhile. Look at it again, please.", name=now.by_name, step=words)
        if now
        else N_("Somebody has set it back to “%(step)s” meanwhile. Look at it again, please.", step=words)
    )
    return MoveIsImpossible(said, state=comment.state)
