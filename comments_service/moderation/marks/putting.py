"""What all marks share: who may put one on which comment, and how it gets there. Used by the other files here, and by
respond."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from comments_service.discussion.edit import CommentIsUnknown
from comments_service.discussion.lifecycle import PUBLISHED, MoveIsImpossible
from comments_service.discussion.marks import PERMISSION
from comments_service.discussion.page_people import require_here
from comments_service.events import COMMENT_MARKED, Change
from comments_service.languages import N_
from comments_service.people.authorship import wrote
from comments_service.records import Comment, Mark, Person, Thread
from comments_service.refusals import NotAllowed
from comments_service.storage import comments, marks, threads

_NO_FACTS: Mapping[str, Any] = {}
# What an event may say of a mark: none of its words.
_TOLD = ("status", "due", "role", "outcome", "before", "step", "reason", "until")


async def marked_by(comment_id: UUID, kind: str, by: Person | None) -> tuple[Comment, Thread, Person]:
    """Find a comment for somebody who wants to put a mark on it or take one off.

    Raises:
        CommentIsUnknown: there is none.
        SignInRequired, NotAllowed: it is not theirs to do.
    """
    comment = await comments.get(comment_id)
    if comment is None:
        raise CommentIsUnknown
    thread = (await threads.some([comment.thread_uid]))[comment.thread_uid]
    return comment, thread, require_here(by, PERMISSION[kind], thread)


def require_public(comment: Comment) -> None:
    """Check that everybody sees a comment: a mark says something to everybody.

    Raises:
        MoveIsImpossible: they do not.
    """
    if comment.state != PUBLISHED:
        raise MoveIsImpossible(N_("Only a comment that is public can be marked."), state=comment.state)


def require_somebody_elses(comment: Comment, by: Person) -> None:
    """Check that nobody praises or vouches for themselves.

    Raises:
        NotAllowed: it is their own comment.
    """
    if wrote(by, comment):
        raise NotAllowed(N_("This is your own comment: somebody else has to say that about it."))


async def put(
    change: Change,
    comment_id: UUID,
    kind: str,
    *,
    by: Person,
    new_id: Callable[[], UUID],
    facts: Mapping[str, Any] = _NO_FACTS,
    named: Person | None = None,
) -> Mark:
    """Put a mark on a comment within a change. One that says the same stays as it is; another makes room for it."""
    before = await on(comment_id, kind)
    if before and before.facts == facts and before.named_id == (named.id if named else None):
        return before
    if before:
        await marks.end(comment_id, kind, by_id=by.id, now=change.now)
    mark = Mark(new_id(), comment_id, kind, facts, by.id, by.name, change.now)
    if named:
        mark = replace(mark, named_id=named.id, named=named.name)
    await marks.add(mark)
    told = {name: facts[name] for name in _TOLD if name in facts} | ({"named": str(named.id)} if named else {})
    change.record(COMMENT_MARKED, comment=comment_id, person=by.id, mark=kind, **told)
    return mark


async def on(comment_id: UUID, kind: str) -> Mark | None:
    """The mark of a kind that is on a comment, if one is."""
    found = (await marks.of_comments([comment_id])).get(comment_id, [])
    return next((mark for mark in found if mark.kind == kind), None)
