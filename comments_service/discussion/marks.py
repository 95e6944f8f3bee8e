"""What marks on comments are and say: their kinds, their words, when an answer is overdue, and what is lifted to the
top of a page. Pure; for rendering, for the actions of moderation, and for the pages."""

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from comments_service.discussion.lifecycle import PUBLISHED
from comments_service.discussion.outcomes import OUTCOME
from comments_service.discussion.reply_tree import Node
from comments_service.languages import N_
from comments_service.records import Mark

PINNED, FEATURED, OFFICIAL = "pinned", "featured", "official"
ENDORSED, ACCURACY, ACKNOWLEDGED = "endorsed", "accuracy", "acknowledged"
# Said by redacting, and never ended: what is gone stays gone.
REDACTED = "redacted"
# Said by whoever asked the question, of one reply to it: see solve.py.
SOLVED = "solved"
# What became of a correction to the page: see moderation/corrections/.
CORRECTION = "correction"
ACCEPTED, DECLINED = "accepted", "declined"
# Who may put a mark on a comment, and take it off again, by the permission in people/roles.py.
PERMISSION: Mapping[str, str] = {
    PINNED: "lift",
    FEATURED: "lift",
    OFFICIAL: "respond",
    ENDORSED: "endorse",
    ACCURACY: "note-accuracy",
    ACKNOWLEDGED: "acknowledge",
    CORRECTION: "correct",
}
ACCURACY_STATUS: Mapping[str, str] = {
    "confirmed": N_("Confirmed"),
    "needs-context": N_("Needs context"),
    "corrected": N_("Corrected"),
    "out-of-date": N_("Out of date"),
}
# What a page calls each kind.
NAMES: Mapping[str, str] = {
    "pinned": N_("Pinned"),
    "featured": N_("Featured"),
    "official": N_("Official response"),
    "solved": N_("Solved"),
    "endorsed": N_("Endorsed"),
    "accuracy": N_("Accuracy note"),
    "acknowledged": N_("Acknowledged"),
    "correction": N_("Correction"),
    "outcome": N_("Outcome"),
}
# As what somebody endorsed, in words that follow their name.
ENDORSED_AS: Mapping[str, str] = {
    "expert": N_("expert"),
    "leader": N_("leader"),
    "page": N_("who answers on this page"),
}
# The kinds that bring a comment to the top, in this order; of official responses only so many of the newest.
LIFTING = (OFFICIAL, PINNED, FEATURED)
MOST_OFFICIAL_ON_TOP = 3


def by_comment(marks: Sequence[Mark]) -> dict[UUID, list[Mark]]:
    """The same marks, by the comment that they are on."""
    found: dict[UUID, list[Mark]] = {}
    for mark in marks:
        found.setdefault(mark.comment_id, []).append(mark)
    return found


def by_kind(marks: Sequence[Mark]) -> dict[str, Mark | None]:
    """The mark of each kind on one comment, or None: there is at most one of each."""
    return {**dict.fromkeys((*PERMISSION, REDACTED, SOLVED, OUTCOME)), **{mark.kind: mark for mark in marks}}


def due(mark: Mark) -> date:
    """The day by which an acknowledged question is to be answered."""
    return date.fromisoformat(str(mark.facts["due"]))


def is_overdue(mark: Mark, *, today: date) -> bool:
    """Say whether that day is over. Never stored: a day ends by itself."""
    return due(mark) < today


def is_answered(question: Node, acknowledged: Mark) -> bool:
    """Say whether an acknowledged question has its answer: something under it, said since, that is official or from
    whoever was finding out, or anything that is endorsed or solved it."""
    return any(_answers(reply, acknowledged) or is_answered(reply, acknowledged) for reply in question.replies)


def _answers(reply: Node, acknowledged: Mark) -> bool:
    said = reply.spoken
    if said.comment.state != PUBLISHED:
        return False
    if any(mark.kind in (ENDORSED, SOLVED) for mark in reply.marks):
        return True
    is_theirs = said.author.id == acknowledged.named_id or any(mark.kind == OFFICIAL for mark in reply.marks)
    return is_theirs and said.comment.created >= acknowledged.at


def lifted(marks: Sequence[Mark]) -> list[UUID]:
    """The comments to be shown at the top: official responses, the newest first, then what is pinned and featured."""
    newest_first = sorted(marks, key=lambda mark: mark.at, reverse=True)
    official = [mark.comment_id for mark in newest_first if mark.kind == OFFICIAL]
    others = [mark.comment_id for kind in (PINNED, FEATURED) for mark in marks if mark.kind == kind]
    return list(dict.fromkeys([*official, *others]))
