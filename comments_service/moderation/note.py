"""Noting: what a facilitator tells the others about a comment. Its author never sees it, and no event has its words."""

from datetime import datetime
from uuid import UUID

from comments_service.discussion.edit import CommentIsUnknown
from comments_service.discussion.remarks import require_remark
from comments_service.events import NOTE_ADDED, Ledger
from comments_service.languages import N_
from comments_service.people.authorship import wrote
from comments_service.people.roles import require
from comments_service.records import Note, Person
from comments_service.refusals import FieldIsWrong, NotAllowed
from comments_service.storage import comments, notes

LONGEST = 2000


async def add_note(comment_id: UUID, body: str, *, id: UUID, by: Person | None, ledger: Ledger, now: datetime) -> Note:
    """Write a note. The same note sent again stays one; none is ever changed, but words can be redacted from it.

    Args:
        id: made by the form, so that it is known when it comes twice.

    Raises:
        SignInRequired, NotAllowed: for facilitators, about what others said.
        FieldIsWrong: nothing was written, or too much.
        CommentIsUnknown.
    """
    facilitator = require(by, "moderate")
    said = body.strip()
    if not said:
        raise FieldIsWrong("note", N_("Write what your colleagues should know."))
    require_remark("note", said, longest=LONGEST)
    comment = await comments.get(comment_id)
    if comment is None:
        raise CommentIsUnknown
    if wrote(facilitator, comment):
        raise NotAllowed(N_("This is your own comment: its notes are for your colleagues."))
    note = Note(id, comment_id, facilitator.id, facilitator.name, said, now)
    async with ledger.note() as change:
        if await notes.add(note):
            change.record(NOTE_ADDED, comment=comment_id, person=facilitator.id)
    return note
