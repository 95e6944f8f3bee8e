"""Editing one's comment within the window. What is public is the revision that passed, so an edit is screened again."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from comments_service.discussion import thread_rules, unnamed, wording
from comments_service.discussion.deadlines import Deadlines
from comments_service.discussion.hold import hold
from comments_service.discussion.lifecycle import AUTHORS_TURN, HELD, PUBLISHED
from comments_service.discussion.pace import Limit, require_pace
from comments_service.discussion.unnamed import UNNAMED, ids_anywhere
from comments_service.events import COMMENT_EDITED, Change, Ledger
from comments_service.languages import N_
from comments_service.people.authorship import wrote
from comments_service.records import Case, Comment, Person, Revision, Spoken, Thread
from comments_service.refusals import NotAllowed, Refusal
from comments_service.screening.screen import Rules
from comments_service.storage import cases, comments, pace, threads


class CommentIsUnknown(Refusal):
    """There is no such comment, or none that this person may know of."""

    code = "comment-is-unknown"

    def __init__(self) -> None:
        super().__init__(N_("There is no such comment."))


class TooLateToEdit(Refusal):
    """The window for edits is over, or the comment is no longer one that can be edited."""

    code = "too-late-to-edit"


class ChangedMeanwhile(Refusal):
    """The comment is not as it was when the person began: nothing was changed."""

    code = "changed-meanwhile"

    def __init__(self, version: int) -> None:
        super().__init__(N_("This comment has changed meanwhile. Look at it again first."), version=version)


@dataclass(frozen=True, slots=True)
class Edited:
    """What became of an edit: the comment with its new words, and why they wait (empty if they are public)."""

    spoken: Spoken
    why_held: list[str]


def editable_until(comment: Comment, *, window: timedelta) -> datetime:
    """Until when its author may edit a comment."""
    return comment.created + window


def can_be_edited(comment: Comment, *, now: datetime, window: timedelta) -> bool:
    """Say whether its author may edit a comment now."""
    return comment.state in (HELD, PUBLISHED) and now <= editable_until(comment, window=window)


def is_returned(waiting: Sequence[Case]) -> bool:
    """Say whether a comment is with its author, by its open cases: a facilitator asked for other words."""
    return any(case.waits_for == AUTHORS_TURN for case in waiting)


async def own(comment_id: UUID, by: Person) -> Comment:
    """Find a comment of one's own.

    Raises:
        CommentIsUnknown: there is none.
        NotAllowed: it is somebody else's.
    """
    comment = await comments.get(comment_id)
    if comment is None:
        raise CommentIsUnknown
    if not wrote(by, comment):
        raise NotAllowed(N_("Only its author can do that."))
    return comment


async def edit(
    comment_id: UUID,
    body: str,
    *,
    by: Person,
    ask_review: bool,
    window: timedelta,
    ledger: Ledger,
    rules: Rules,
    deadlines: Deadlines,
    site_host: str,
    new_id: Callable[[], UUID],
    now: datetime,
    limit: Limit | None = None,
    nudge: bool = False,
) -> Edited:
    """Give a comment new words. Where they need a human, the words that passed stay public meanwhile.

    What a facilitator returned may be changed at any time, and they read it again: it comes back to where it stood.

    Args:
        nudge: whether they are to be asked first if the words are heated.
        limit: how many edits one person may make; None for what is brought in. What was returned is not counted.

    Raises:
        CommentIsUnknown, NotAllowed, TooLateToEdit, ThreadIsClosed, MutedUntil, TooSoon, ChangedMeanwhile; those of
        wording.cleaned and screened.
    """
    before = await own(comment_id, by)
    waiting = await cases.open_of(comment_id)
    thread = await _editable(before, waiting, window=window, now=now)
    stands = await unnamed.stands(by, before.author_id, now=now)
    if not is_returned(waiting):
        stands.require_voice()
        await _wait_ones_turn(limit, by, window=window, now=now)
    text = wording.cleaned(body)
    recent = await wording.of_late(before.author_id, but=comment_id, now=now)
    screening = wording.screened(
        text, rules, as_sent=body, ask_review=ask_review, lang=thread.lang, recent=recent, nudge=nudge
    )
    policy = _policy_holds(before, by, thread)
    why = [*policy, *_was_returned(waiting), *stands.why_held, *wording.needs_review(screening)]
    number = before.latest_number + 1
    revision = await wording.revision(text, screening, number=number, now=now, site_host=site_host)
    after = replace(before, version=before.version + 1, latest_number=number, edited=now)
    if before.state == PUBLISHED and not why:
        after = replace(after, public_number=number)
    async with ledger.change(before.thread_uid) as change:
        if not is_returned(waiting):  # once more, where whatever one person writes takes turns
            await pace.take_turn(by.id)
            await _wait_ones_turn(limit, by, window=window, now=now)
        await _keep(after, revision, why, change=change, deadlines=deadlines, new_id=new_id)
    if before.state == HELD or is_returned(waiting):
        # It keeps its place in the queue, and the reasons that put it there.
        why = [*_was_returned(waiting), *(reason for case in waiting for reason in case.why)]
    said = (await comments.spoken([after.id], words="latest"))[after.id]
    return Edited(replace(said, comment=after, revision=revision), why_held=why)


async def _editable(comment: Comment, waiting: Sequence[Case], *, window: timedelta, now: datetime) -> Thread:
    thread = await threads.get(comment.thread_uid)
    if is_returned(waiting):
        # Its author was asked to: neither the window nor a discussion that has closed since stands against it.
        return thread_rules.require_known(thread, comment.thread_uid)
    is_open = thread_rules.require_open(thread, comment.thread_uid, now=now)
    if not can_be_edited(comment, now=now, window=window):
        until = editable_until(comment, window=window).isoformat()
        raise TooLateToEdit(N_("This comment can no longer be edited."), until=until)
    return is_open


async def _wait_ones_turn(limit: Limit | None, by: Person, *, window: timedelta, now: datetime) -> None:
    if limit is None:
        return
    first = await pace.first_edit(await ids_anywhere(by), limit.most, since=now - limit.within, window=window)
    require_pace(limit, first=first, now=now)


def _policy_holds(comment: Comment, by: Person, thread: Thread) -> list[str]:
    if comment.author_id != by.id:
        return [UNNAMED]
    return ["page-is-reviewed"] if thread_rules.moderation(thread) == "review" else []


def _was_returned(waiting: Sequence[Case]) -> list[str]:
    """Who returned it asked for other words, and reads them before anybody else does."""
    return ["returned"] if is_returned(waiting) else []


async def _keep(
    after: Comment,
    revision: Revision,
    why: list[str],
    *,
    change: Change,
    deadlines: Deadlines,
    new_id: Callable[[], UUID],
) -> None:
    if not await comments.change(after):
        raise ChangedMeanwhile(after.version)
    await comments.add_revision(after.id, revision, revision_id=new_id())
    await cases.hand_on(after.id, waits_for=AUTHORS_TURN, to=None)
    if after.state == PUBLISHED and why and not await cases.open_of(after.id):
        await hold(after, revision, "edit", why, change=change, deadlines=deadlines, new_id=new_id)
    is_public = after.public_number == revision.number
    if is_public:
        # Words that waited were taken back: they are nobody's work any more. What others reported still is.
        await cases.close(after.id, kind="edit", outcome="edited", now=change.now)
    change.record(COMMENT_EDITED, comment=after.id, person=after.author_id, number=revision.number, public=is_public)
