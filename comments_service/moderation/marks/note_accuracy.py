"""Accuracy notes: what is known about what a comment says, with where it can be read. The comment's words stay."""

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit
from uuid import UUID

from comments_service.discussion.marks import ACCURACY, ACCURACY_STATUS
from comments_service.discussion.remarks import require_remark
from comments_service.events import Ledger
from comments_service.languages import N_
from comments_service.moderation.marks.putting import marked_by, put, require_public, require_somebody_elses
from comments_service.records import Mark, Person
from comments_service.refusals import FieldIsWrong

LONGEST_TEXT = 500
_LONGEST_SOURCE = 500


@dataclass(frozen=True, slots=True)
class Note:
    """What is known: a status, a sentence or two if they help, and the source that anybody can look at."""

    status: str
    source: str
    text: str = ""


async def note_accuracy(
    comment_id: UUID, note: Note, *, by: Person | None, ledger: Ledger, new_id: Callable[[], UUID]
) -> Mark:
    """Put a note on a comment; another takes its place. The same twice is one.

    Raises:
        CommentIsUnknown, SignInRequired, NotAllowed, MoveIsImpossible.
        FieldIsWrong: there is no such status, or no source that anybody can look at.
    """
    comment, _, noting = await marked_by(comment_id, ACCURACY, by)
    require_public(comment)
    require_somebody_elses(comment, noting)
    if note.status not in ACCURACY_STATUS:
        raise FieldIsWrong(
            "status", N_("Say whether it is confirmed, or what is wrong."), allowed=list(ACCURACY_STATUS)
        )
    require_remark("text", note.text, longest=LONGEST_TEXT)
    facts = {"status": note.status, "source": source_of(note.source), "text": note.text.strip()}
    async with ledger.change(comment.thread_uid) as change:
        return await put(change, comment_id, ACCURACY, by=noting, new_id=new_id, facts=facts)


def source_of(given: str) -> str:
    """Return the address of a source: on the web, or a path of this site.

    Raises:
        FieldIsWrong: it is neither.
    """
    source = given.strip()
    if not source:
        raise FieldIsWrong("source", N_("A note needs a source: a link where readers can see for themselves."))
    require_remark("source", source, longest=_LONGEST_SOURCE)
    if not source.isprintable() or any(sign in source for sign in " \\"):
        raise FieldIsWrong("source", N_("This is not an address. Paste it as the browser shows it."))
    if source.startswith("/") and not source.startswith("//"):
        return source
    if not _leads_somewhere(source):
        raise FieldIsWrong(
            "source", N_("Give an address that begins with https://, or a path of this site such as /news/.")
        )
    return source


def _leads_somewhere(source: str) -> bool:
    try:
        parts = urlsplit(source)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and not parts.username
    except ValueError:
        return False
