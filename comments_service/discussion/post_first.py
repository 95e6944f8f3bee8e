"""“Answer first, then read”: below some lessons, others’ words are sent to nobody who has not answered yet, or
chosen to read without. The one place that says who may read; whatever shows or sends what people said asks here.
"""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from comments_service.discussion import thread_rules
from comments_service.discussion.lifecycle import PURGED, WITHDRAWN
from comments_service.discussion.page_people import looks_after
from comments_service.discussion.topics import is_board
from comments_service.events import Ledger
from comments_service.people.authorship import ids_in
from comments_service.people.roles import require_somebody
from comments_service.records import Person, Thread
from comments_service.storage import comments, letters, progress, threads
from comments_service.storage.progress import UNCOVERED


def is_post_first(thread: Thread) -> bool:
    """Say whether a discussion is one in which people answer first. What is shown to everybody alike, as a feed is, has
    nothing of it. On a board each conversation begins with what there is to read."""
    return bool(thread.facts.get("post_first")) and not is_board(thread)


async def may_read_others(thread: Thread, reader: Person | None) -> bool:
    """Say whether somebody may read what others say here: who has spoken and has not taken all of it back, by name or
    without, even where it still waits; who has chosen to read without; who looks after the page.

    Args:
        reader: None for who is not signed in.
    """
    if not is_post_first(thread):
        return True
    if reader is None:
        return False
    return looks_after(reader, thread) or await _skipped(thread, reader) or await _has_spoken(thread, reader)


async def skip(uid: str, *, by: Person | None, ledger: Ledger, new_id: Callable[[], UUID], now: datetime) -> None:
    """Choose to read without answering first. A second time changes nothing, nor does it where everybody may read.

    Raises:
        SignInRequired, ThreadIsUnknown.
    """
    person, thread = require_somebody(by), thread_rules.require_known(await threads.get(uid), uid)
    if await may_read_others(thread, person):
        return
    # No event, and nobody's page changes: it is theirs alone to know.
    async with ledger.note():
        await progress.add(new_id(), person.id, uid, step=UNCOVERED, day=now.date())


async def _skipped(thread: Thread, reader: Person) -> bool:
    return any(one.step == UNCOVERED for one in await progress.of_person(reader.id, [thread.uid]))


async def _has_spoken(thread: Thread, reader: Person) -> bool:
    ids = ids_in(reader, thread.uid)
    said = await comments.of_authors(ids, thread_uid=thread.uid)
    if any(one.comment.state not in (WITHDRAWN, PURGED) for one in said):
        return True
    # What is said without a name may still wait in the letterbox.
    return any(one.action == "post" for one in await letters.of_authors(ids, thread_uid=thread.uid))
