"""Letting a new comment hang on the part of its page that it asks about. Called by post.py, and by the plain page."""

from typing import Final

from comments_service.block_records import Anchor, Asked
from comments_service.discussion.anchors import AnchorIsGone, anchored, from_earlier
from comments_service.languages import N_
from comments_service.records import Comment, Thread
from comments_service.refusals import FieldIsWrong
from comments_service.storage import anchors, page_texts

# No block's id: what hangs there is nothing.
NOWHERE: Final = "-"


async def hang(comment: Comment, about: Asked, thread: Thread, *, was_found: bool) -> Anchor:
    """Note which part of the page a comment is about, in the transaction that keeps it: no manifest comes between.

    Args:
        was_found: whether it was on the page when its author put the comment into the letterbox.

    Raises:
        AnchorIsGone: it is not on the page.
        FieldIsWrong: the comment is a reply.
    """
    if comment.parent_id:
        raise FieldIsWrong(
            "anchor", N_("A reply is about what it answers: ask about the page itself in a new comment.")
        )
    try:
        anchor, block = anchored(about, await page_texts.of_thread(thread.uid))
    except AnchorIsGone:
        if not was_found:
            raise
        anchor, words = from_earlier(about, thread.lang), about.quote
    else:
        words = block.words
    await anchors.add(comment.id, anchor, words=words)
    return anchor


async def part_named(block: str, uid: str) -> str:
    """Which block of its page somebody means who names one, by the id that it has or had before it was edited; NOWHERE
    for all that are not there, "" for none.

    So nothing is worked out, or kept, for an id that somebody has made up.
    """
    if not block:
        return ""
    here = await page_texts.of_thread(uid)
    named = [one.id for one in here if one.id == block] or [one.id for one in here if block in one.former]
    return named[0] if named else NOWHERE


async def on_the_page(about: Asked | None, thread: Thread) -> Asked | None:
    """What somebody asks about, in the page's own words; None where it is not there."""
    try:
        anchor, block = anchored(about, await page_texts.of_thread(thread.uid)) if about else (None, None)
    except AnchorIsGone:
        return None
    return Asked(block.id, anchor.quote) if anchor and block else None
