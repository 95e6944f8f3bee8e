"""Summing up a discussion: who answers for its page, or a facilitator, says to everybody what was heard in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from comments_service.discussion import thread_rules, wording
from comments_service.discussion.page_people import require_here
from comments_service.events import THREAD_SUMMARISED, Ledger
from comments_service.languages import N_
from comments_service.moderation.publishable import require_publishable
from comments_service.records import Person, Summary, Thread
from comments_service.refusals import FieldIsWrong
from comments_service.screening.screen import Rules
from comments_service.storage import summaries, threads

LONGEST: Final = 3000


@dataclass(frozen=True, slots=True)
class Written:
    """What somebody writes. `number`: the version that they had before them, 0 where there was none. Empty words take
    the summary back."""

    id: UUID
    thread_uid: str
    body: str
    number: int


async def summarise(
    written: Written, *, by: Person | None, ledger: Ledger, rules: Rules, site_host: str
) -> Summary | None:
    """Write the summary of a discussion, or a new version of it; the same again is once. None where there is none.

    Raises:
        SignInRequired, NotAllowed, ThreadIsUnknown.
        BodyIsEmpty, BodyIsUnreadable: nothing in it can be seen, or it is no text.
        FieldIsWrong: it is too long, screening found something in it, or somebody has changed it meanwhile.
    """
    thread = thread_rules.require_known(await threads.get(written.thread_uid), written.thread_uid)
    writer = require_here(by, "summarise", thread)
    body = _checked(written.body, thread, rules)
    html = await wording.rendered(body, site_host=site_host) if body else ""
    async with ledger.change(thread.uid) as change:
        # Inside, where writers to one discussion take turns.
        before = await summaries.history(thread.uid)
        if _says_so_already(before, body):
            return before[0] if body else None
        if written.number != (before[0].number if before else 0):
            raise _changed_meanwhile(before)
        about = (thread.uid, written.number + 1, body, html)
        summary = Summary(written.id, *about, by_id=writer.id, by_name=writer.name, at=change.now)
        await summaries.add(summary)
        change.record(THREAD_SUMMARISED, person=writer.id, number=summary.number, taken_back=not body)
    return summary if body else None


def _says_so_already(before: Sequence[Summary], body: str) -> bool:
    return before[0].body == body if before else not body


def _changed_meanwhile(before: Sequence[Summary]) -> FieldIsWrong:
    said = (
        N_("%(name)s has changed it meanwhile. Look at that first; your text is still here.", name=before[0].by_name)
        if before
        else N_("Somebody has changed it meanwhile. Look at that first; your text is still here.")
    )
    return FieldIsWrong("summary", said)


def _checked(text: str, thread: Thread, rules: Rules) -> str:
    """Clean it, and look for what must not be said in it either: nobody reads it before it is public."""
    if not text.strip():
        return ""
    if len(text) > LONGEST:
        raise FieldIsWrong("summary", N_("Keep it under %(longest)s characters.", longest=format(LONGEST, ",")))
    body = wording.cleaned(text)
    require_publishable("summary", body, rules, lang=thread.lang)
    return body
