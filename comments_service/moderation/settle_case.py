"""Saying that a comment needs no answer: a facilitator takes a question or a first comment out of its queue."""

from uuid import UUID

from comments_service.discussion.attention import FIRST, QUESTION, SETTLED
from comments_service.discussion.edit import CommentIsUnknown
from comments_service.events import CASE_SETTLED, Ledger
from comments_service.people.roles import require
from comments_service.records import Person
from comments_service.refusals import FieldIsWrong
from comments_service.storage import attention, comments

# A correction is accepted, or declined with words.
_KINDS = (QUESTION, FIRST)


async def settle_case(comment_id: UUID, kind: str, *, by: Person | None, ledger: Ledger) -> None:
    """Close what asks for an answer to a comment. Settling twice is settling once.

    Args:
        kind: question or first.

    Raises:
        SignInRequired, NotAllowed, CommentIsUnknown.
        FieldIsWrong: there is no such kind.
    """
    facilitator = require(by, "moderate")
    if kind not in _KINDS:
        raise FieldIsWrong("kind", f"Allowed: {', '.join(_KINDS)}.", allowed=_KINDS)
    comment = await comments.get(comment_id)
    if comment is None:
        raise CommentIsUnknown
    async with ledger.change(comment.thread_uid) as change:
        case = (await attention.latest_cases(comment_id, kinds=[kind])).get(kind)
        if case is None or case.closed is not None:
            return
        await attention.close_case(case.id, outcome=SETTLED, now=change.now)
        change.record(CASE_SETTLED, comment=comment_id, person=facilitator.id, case=kind)
