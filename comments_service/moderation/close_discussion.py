"""Closing and reopening a discussion: a facilitator says why, and everybody can read it and who it was."""

from comments_service.discussion import thread_rules
from comments_service.discussion.remarks import require_remark
from comments_service.events import THREAD_CLOSED, THREAD_REOPENED, Ledger
from comments_service.languages import N_
from comments_service.people.roles import require
from comments_service.records import Person
from comments_service.refusals import FieldIsWrong
from comments_service.storage import threads

LONGEST = 300


async def close_discussion(uid: str, said: str, *, by: Person | None, ledger: Ledger) -> None:
    """Close a discussion. Closing it again changes what is said, and by whom; the same twice is once.

    Args:
        said: why, for its readers.

    Raises:
        SignInRequired, NotAllowed, ThreadIsUnknown.
        FieldIsWrong: nothing is said, or too much.
    """
    facilitator, sentence = require(by, "switch-threads"), said.strip()
    if not sentence:
        raise FieldIsWrong("said", N_("Say why, in a sentence: readers see it, with your name."))
    require_remark("said", sentence, longest=LONGEST)
    thread = thread_rules.require_known(await threads.get(uid), uid)
    before = thread_rules.closed(thread)
    if before and before.said == sentence:
        return
    async with ledger.change(uid) as change:
        await threads.switch(uid, {**await _now(uid), "closed": {"by": facilitator.name, "said": sentence}})
        change.record(THREAD_CLOSED, person=facilitator.id)


async def reopen_discussion(uid: str, *, by: Person | None, ledger: Ledger) -> None:
    """Open a discussion that a facilitator closed. One that its page closes stays so: the page says when.

    Raises:
        SignInRequired, NotAllowed, ThreadIsUnknown.
    """
    facilitator = require(by, "switch-threads")
    if thread_rules.closed(thread_rules.require_known(await threads.get(uid), uid)) is None:
        return
    async with ledger.change(uid) as change:
        await threads.switch(uid, {**await _now(uid), "closed": None})
        change.record(THREAD_REOPENED, person=facilitator.id)


async def _now(uid: str) -> dict[str, object]:
    """What is set now, read where writers take turns: slowing and closing at once must not undo each other."""
    thread = await threads.get(uid)
    return dict(thread.switches) if thread else {}
