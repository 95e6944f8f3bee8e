"""Acknowledging a question: a named person finds out, and says by when."""

from collections.abc import Callable
from datetime import date, timedelta
from uuid import UUID

from comments_service.discussion.lifecycle import MoveIsImpossible
from comments_service.discussion.marks import ACKNOWLEDGED
from comments_service.events import Ledger
from comments_service.languages import N_
from comments_service.moderation.marks.putting import marked_by, put, require_public
from comments_service.records import Mark, Person
from comments_service.refusals import FieldIsWrong
from comments_service.storage import people

_LATEST = timedelta(days=366)


async def acknowledge(
    comment_id: UUID,
    owner: str,
    due: str,
    *,
    by: Person | None,
    ledger: Ledger,
    new_id: Callable[[], UUID],
    today: date,
) -> Mark:
    """Say who finds out the answer to a question, and by when. Saying it anew changes it; the same twice is one.

    Args:
        owner: the handle of who finds out.
        due: the day by which, as 2026-11-12.
        today: no day before it will do.

    Raises:
        CommentIsUnknown, SignInRequired, NotAllowed.
        MoveIsImpossible: it is no question, or not public.
        FieldIsWrong: there is no such person, or no such day.
    """
    comment, _, acknowledging = await marked_by(comment_id, ACKNOWLEDGED, by)
    require_public(comment)
    if comment.kind != "question":
        raise MoveIsImpossible(N_("Only a question can be acknowledged."), state=comment.state)
    finder = await people.by_handle(owner.strip().lower())
    if finder is None or not finder.active:
        raise FieldIsWrong("owner", N_("Name the person who finds out: nobody is known by that handle."))
    facts = {"due": _day(due, today).isoformat()}
    async with ledger.change(comment.thread_uid) as change:
        return await put(change, comment_id, ACKNOWLEDGED, by=acknowledging, new_id=new_id, facts=facts, named=finder)


def _day(text: str, today: date) -> date:
    try:
        day = date.fromisoformat(text.strip())
    except ValueError:
        raise FieldIsWrong("due", N_("Say by which day, such as 2026-11-12.")) from None
    if not today <= day <= today + _LATEST:
        raise FieldIsWrong("due", N_("Choose a day from today on, and within a year."))
    return day
