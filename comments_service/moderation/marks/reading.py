"""What is marked, for whoever may mark: one comment with its marks, and who could find out an answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from comments_service.discussion.edit import CommentIsUnknown
from comments_service.discussion.lifecycle import PUBLISHED
from comments_service.discussion.marks import PERMISSION
from comments_service.discussion.page_people import may_here, require_here
from comments_service.people.roles import EXPERT, LEADER, roles_in
from comments_service.records import Mark, Person, Spoken, Thread
from comments_service.storage import comments, marks, people, threads
from comments_service.subjects import answer_for, subjects_of


@dataclass(frozen=True, slots=True)
class Marked:
    """A comment with the words that readers see and what is marked on it; `finders` may be finding out an answer."""

    spoken: Spoken
    thread: Thread
    marks: Sequence[Mark]
    finders: Sequence[Person] = ()


async def marked(comment_id: UUID, *, by: Person | None) -> Marked:
    """Return a comment to somebody who may put a mark of any kind on it.

    Raises:
        SignInRequired, NotAllowed.
        CommentIsUnknown: there is none, or readers do not see it.
    """
    spoken = (await comments.spoken([comment_id], words="public")).get(comment_id)
    if spoken is None:
        raise CommentIsUnknown
    thread = (await threads.some([spoken.comment.thread_uid]))[spoken.comment.thread_uid]
    if not any(may_here(by, permission, thread) for permission in PERMISSION.values()):
        require_here(by, "endorse", thread)
    if spoken.comment.state != PUBLISHED:
        raise CommentIsUnknown
    found = (await marks.of_comments([comment_id])).get(comment_id, ())
    return Marked(spoken, thread, found, await _finders(thread))


async def _finders(thread: Thread) -> list[Person]:
    """Those who answer for the page first, then leaders and experts."""
    everybody = [one for one in await people.everybody() if one.active]
    named = answer_for(thread.facts)
    theirs = [one for one in everybody if one.handle in named]
    others = [one for one in everybody if {EXPERT, LEADER} & roles_in(one.roles, subjects_of(thread.facts))]
    return theirs + [one for one in others if one not in theirs]
