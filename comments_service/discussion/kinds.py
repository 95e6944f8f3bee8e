"""What a comment can be (a comment, a question, an idea) on which kind of page.

Pure; asked when a comment is posted.
"""

from collections.abc import Mapping

from comments_service.refusals import FieldIsWrong

# The first of each is what a comment that opens a branch is when nothing is said.
_ALLOWED: Mapping[str, tuple[str, ...]] = {
    "discussion": ("comment", "question"),
    "questions": ("question", "comment"),
    "ideas": ("idea", "comment"),
    "ama": ("question", "comment"),
    "board": ("comment", "question", "idea"),
}


def kind_of(asked: str | None, *, thread_kind: str, is_reply: bool) -> str:
    """Return what a new comment is.

    Args:
        asked: what the client sent, None for "as usual here".
        thread_kind: the page's `Kind`.
        is_reply: replies are comments unless something else is asked.

    Raises:
        FieldIsWrong: the page does not take that kind.
    """
    allowed = _ALLOWED.get(thread_kind, _ALLOWED["discussion"])
    if asked is None:
        return "comment" if is_reply else allowed[0]
    if asked not in allowed:
        raise FieldIsWrong("kind", f"This page takes: {', '.join(allowed)}.", allowed=allowed)
    return asked
