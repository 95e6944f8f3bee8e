"""Reading one comment, and finding the page of its thread on which it stands."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from uuid import UUID

from comments_service.block_records import Led
from comments_service.discussion import letterbox
from comments_service.discussion.answers import solutions
from comments_service.discussion.edit import CommentIsUnknown
from comments_service.discussion.lifecycle import HELD, HIDDEN, PUBLISHED, PURGED
from comments_service.discussion.post_first import may_read_others
from comments_service.discussion.topics import is_board
from comments_service.people.authorship import wrote
from comments_service.records import Comment, Mark, Person, Spoken, Thread
from comments_service.storage import anchors, citations, comments, marks, reactions, threads


async def comment(id: UUID, *, reader: Person | None) -> Spoken:
    """Return a comment as this reader may know it: its author with the latest words, others with the public ones.

    Raises:
        CommentIsUnknown: there is none, or it was never public and is somebody else's.
    """
    found = (await comments.spoken([id], words="public")).get(id)
    if found is None and reader and (posting := await letterbox.posting(id, reader)):
        return posting
    if found is None or found.comment.state == PURGED:
        raise CommentIsUnknown
    if reader is not None and wrote(reader, found.comment):
        return (await comments.spoken([id], words="latest"))[id]
    return await _as_others_see(found, reader)


async def public(id: UUID, *, reader: Person | None) -> Spoken:
    """Return a comment as everybody sees it, whoever wrote it, if this reader may read it.

    Raises:
        CommentIsUnknown: there is none, it was never public, or this reader is to answer first.
    """
    found = (await comments.spoken([id], words="public")).get(id)
    if found is None or found.comment.state == PURGED:
        raise CommentIsUnknown
    return await _as_others_see(found, reader)


async def _as_others_see(found: Spoken, reader: Person | None) -> Spoken:
    thread = await threads.get(found.comment.thread_uid)
    is_mine = reader is not None and wrote(reader, found.comment)
    if thread is None or not (is_mine or await may_read_others(thread, reader)):
        raise CommentIsUnknown
    if found.comment.state == HELD or (found.comment.public_number is None and found.comment.state != HIDDEN):
        raise CommentIsUnknown
    # What was taken away is known to have been there; its words are nobody's to read any more.
    return found if found.comment.state == PUBLISHED else replace(found, revision=None)


async def topic(id: UUID, thread: Thread, *, reader: Person | None) -> Spoken:
    """Return what opens the topic of a board in which a comment stands: whatever has become of it, its place is there.

    Raises:
        CommentIsUnknown: there is none, or it was never public and is somebody else's.
    """
    said = await comments.get(id)
    if said is None or said.thread_uid != thread.uid or not is_board(thread):
        raise CommentIsUnknown
    try:
        return await comment(said.root_id, reader=reader)
    except CommentIsUnknown:
        place = await _place(said.root_id)
        if place is None:
            raise
        return place


async def _place(root: UUID) -> Spoken | None:
    """A comment without its words, where something stands under it."""
    branch = await comments.branches([root])
    is_kept = any(one.comment.state in (PUBLISHED, HIDDEN) for one in branch)
    return next(replace(one, revision=None) for one in branch if one.comment.id == root) if is_kept else None


async def replies(id: UUID) -> int:
    """How many public comments answer this one directly."""
    return await comments.replies(id)


async def marks_on(id: UUID) -> Sequence[Mark]:
    """What was said about a comment for everybody to see."""
    return (await marks.of_comments([id])).get(id, ())


async def led_to(id: UUID) -> Sequence[Led]:
    """The pages that say that a comment led to a change."""
    return (await citations.of_comments([id])).get(id, ())


async def reactions_to(id: UUID) -> Mapping[str, int]:
    """How many reactions of each name are on a comment."""
    return (await reactions.of_comments([id])).get(id, {})


async def solutions_to(questions: Sequence[Comment]) -> Mapping[UUID, Spoken]:
    """The replies that solved some questions of one thread, by question, as far as everybody sees them."""
    if not questions:
        return {}
    solved = solutions(await marks.of_thread(questions[0].thread_uid))
    found = await comments.spoken([solved[one.id] for one in questions if one.id in solved], words="public")
    public = {about: one for about, one in found.items() if one.comment.state == PUBLISHED}
    return {one.id: public[solved[one.id]] for one in questions if solved.get(one.id) in public}


async def page_with(comment: Comment, *, size: int) -> UUID | None:
    """Return the root after which the page begins that shows a comment, oldest first; None for the first page.

    Args:
        size: how many roots a page has.
    """
    if comment.state not in (PUBLISHED, HIDDEN):
        return None
    before = await comments.roots_before(comment.root_id, thread_uid=comment.thread_uid)
    last_of_page_before = before - before % size - 1
    if last_of_page_before < 0:
        return None
    return await comments.root_at(last_of_page_before, thread_uid=comment.thread_uid)


async def page_about(comment: Comment, block: str, *, size: int) -> tuple[str, UUID | None]:
    """The same among the comments about one part of the page; with "" for it, among all, where it is not of these."""
    roots = (await anchors.on_page(comment.thread_uid)).get(block, [])
    if comment.root_id not in roots:
        return "", await page_with(comment, size=size)
    place = roots.index(comment.root_id)
    return block, roots[place - place % size - 1] if place >= size else None


async def counts(uids: Sequence[str]) -> dict[str, int]:
    """How many comments are public in each of some threads."""
    return await comments.counts(uids)
