"""The letterbox: what is done without a name lies in it until it is emptied, all of it at once, at the full hour.

So nobody can tell by the time who it was: not who watches the queue, nor who compares events with who was signed in.
"""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Final
from uuid import UUID

from comments_service.block_records import Anchor, Asked
from comments_service.discussion.lifecycle import HELD
from comments_service.discussion.markup import MARKUP_VERSION
from comments_service.discussion.post import Draft
from comments_service.people.authorship import ids_in
from comments_service.records import Comment, Person, Revision, Spoken
from comments_service.storage import letters, pseudonyms
from comments_service.storage.letters import Letter

POST: Final = "post"
EDIT: Final = "edit"
WITHDRAW: Final = "withdraw"
APPEAL: Final = "appeal"
# Its words are the id of the answer; none take it back.
SOLVE: Final = "solve"
# Why something of one's own waits, until the letterbox is emptied.
WAITING: Final = "in-the-letterbox"


def next_round(now: datetime, *, every: timedelta) -> datetime:
    """When the letterbox is emptied next: rounds are counted from midnight, UTC, and one that is just now is over."""
    midnight = now.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    return midnight + ((now - midnight) // every + 1) * every


def as_draft(letter: Letter) -> Draft:
    """What is being posted by a letter, as its action takes it: its author has seen what there was to be advised on."""
    return Draft(
        letter.comment_id,
        letter.thread_uid,
        letter.body,
        letter.parent_id,
        letter.kind,
        ask_review=True,
        unnamed=True,
        from_letterbox=True,
        about=Asked(letter.block, letter.quote) if letter.quote else None,
    )


def as_comment(letter: Letter) -> Comment:
    """What is being posted by a letter, as the comment that it will be."""
    return Comment(
        id=letter.comment_id,
        thread_uid=letter.thread_uid,
        parent_id=letter.parent_id,
        root_id=letter.comment_id,
        author_id=letter.author_id,
        kind=letter.kind or "comment",
        state=HELD,
        version=1,
        public_number=None,
        latest_number=1,
        created=letter.due,
        edited=None,
    )


def as_spoken(letter: Letter, author: Person) -> Spoken:
    """The same with its words and who says them: its author alone is shown that."""
    anchor = Anchor("", letter.block or None, letter.quote, earlier=not letter.block) if letter.quote else None
    return Spoken(as_comment(letter), author, words_of(letter, number=1), anchor)


def words_of(letter: Letter, *, number: int) -> Revision:
    """The words of a letter as the revision that they will be."""
    return Revision(number, letter.body, letter.html, MARKUP_VERSION, [], letter.due)


async def about(comment_id: UUID, by: Person) -> Letter | None:
    """The letter that somebody put in about a comment, by the id that they sent or the one that it is kept under."""
    derived = by.pseudonyms.comment_ids(comment_id) if by.pseudonyms else ()
    found = await letters.about([comment_id, *derived])
    return found if found and found.author_id in ids_in(by, found.thread_uid) else None


async def posting(comment_id: UUID, by: Person) -> Spoken | None:
    """What somebody is posting by a letter, as they are shown it; None if there is no such letter of theirs."""
    letter = await about(comment_id, by)
    author = await pseudonyms.first_of([letter.author_id]) if letter and letter.action == POST else None
    return as_spoken(letter, author) if letter and author else None


async def of(by: Person, thread_uid: str) -> Sequence[Letter]:
    """What somebody put in about a discussion, in their order."""
    return await letters.of_authors(ids_in(by, thread_uid)[1:], thread_uid=thread_uid)
