"""What a comment can be (a comment, a question, an idea, a tip, a correction) on which kind of page.

Pure; asked when a comment is posted, and by the composer that offers the choice.
"""

from collections.abc import Mapping, Sequence
from typing import Final

from comments_service.languages import N_
from comments_service.refusals import FieldIsWrong

CORRECTION: Final = "correction"
# Each with the words by which a form offers it.
KINDS: Final[Mapping[str, str]] = {
    "comment": N_("A comment"),
    "question": N_("A question"),
    "idea": N_("An idea"),
    "tip": N_("A tip"),
    CORRECTION: N_("A correction to this page"),
}
# What a comment of each is called, beside its author.
NAMES: Final[Mapping[str, str]] = {
    "comment": N_("Comment"),
    "question": N_("Question"),
    "idea": N_("Idea"),
    "tip": N_("Tip"),
    CORRECTION: N_("Correction"),
}
# The first of each is what a comment that opens a branch is when nothing is said.
_ALLOWED: Mapping[str, tuple[str, ...]] = {
    "discussion": ("comment", "question", "tip", CORRECTION),
    "questions": ("question", "comment", "tip", CORRECTION),
    "ideas": ("idea", "comment", CORRECTION),
    "ama": ("question", "comment"),
    "board": ("comment", "question", "idea", "tip"),
}


def taken(thread_kind: str) -> Sequence[str]:
    """The kinds that a page takes, what is usual there first.

    Args:
        thread_kind: the page's `Kind`.
    """
    return _ALLOWED.get(thread_kind, _ALLOWED["discussion"])


def kind_of(asked: str | None, *, thread_kind: str, is_reply: bool, is_anchored: bool = False) -> str:
    """Return what a new comment is.

    Args:
        asked: what the client sent, None for "as usual here".
        thread_kind: the page's `Kind`.
        is_reply: replies are comments unless something else is asked.
        is_anchored: whether it is about a part of the page: then it is a question, where the page takes any.

    Raises:
        FieldIsWrong: the page does not take that kind, or it is a correction that answers somebody.
    """
    allowed = taken(thread_kind)
    if asked is None:
        usual = "question" if is_anchored and "question" in allowed else allowed[0]
        return "comment" if is_reply else usual
    if asked not in allowed:
        raise FieldIsWrong("kind", N_("This page takes: %(kinds)s.", kinds=", ".join(allowed)), allowed=allowed)
    if is_reply and asked == CORRECTION:
        raise FieldIsWrong("kind", N_("A correction is about the page, and answers nobody."), allowed=allowed)
    return asked
