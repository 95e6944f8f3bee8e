"""Accepting a correction: who answers for the page, or a facilitator, says in which words the page is put right."""

from collections.abc import Callable
from datetime import date
from typing import Final
from uuid import UUID

from comments_service.discussion.marks import ACCEPTED, CORRECTION
from comments_service.discussion.remarks import require_remark
from comments_service.events import Ledger
from comments_service.languages import N_
from comments_service.moderation.corrections.waiting import decidable_by, decided_already
from comments_service.moderation.marks.putting import on, put
from comments_service.moderation.publishable import require_publishable
from comments_service.records import Mark, Person
from comments_service.refusals import FieldIsWrong
from comments_service.screening.screen import Rules

LONGEST: Final = 300


async def accept(
    comment_id: UUID,
    text: str,
    *,
    by: Person | None,
    ledger: Ledger,
    rules: Rules,
    new_id: Callable[[], UUID],
    today: date,
) -> Mark:
    """Accept a correction. The same again is once.

    Args:
        text: what the page will say of it, in its list of changes.
        today: the day that stands there.

    Raises:
        CommentIsUnknown, SignInRequired, NotAllowed.
        MoveIsImpossible: it is no correction, not public, or somebody has decided about it.
        FieldIsWrong: there are no words, or such as cannot stand in one line for everybody.
    """
    comment, thread, deciding = await decidable_by(comment_id, by)
    facts = {"outcome": ACCEPTED, "text": _line(text, lang=thread.lang, rules=rules), "day": today.isoformat()}
    async with ledger.change(comment.thread_uid) as change:
        if before := await on(comment_id, CORRECTION):
            if {**before.facts, "day": facts["day"]} == facts:
                return before
            raise decided_already(before, comment)
        return await put(change, comment_id, CORRECTION, by=deciding, new_id=new_id, facts=facts)


def _line(text: str, *, lang: str, rules: Rules) -> str:
    said = text.strip()
    if not said:
        raise FieldIsWrong(
            "text", N_("Say what is right, in a sentence or two: it stands in the page's list of changes.")
        )
    require_remark("text", said, longest=LONGEST)
    # A front matter line is one line, and this sign parts it.
    if not said.isprintable() or "|" in said:
        raise FieldIsWrong("text", N_("Write it in one line, without the sign |."))
    require_publishable("text", said, rules, lang=lang)
    return said
