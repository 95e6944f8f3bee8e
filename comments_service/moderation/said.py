"""What a decision must say, and how much it may: a reason where its author is told one, words of some length. Pure."""

from collections.abc import Sequence

from comments_service.discussion.lifecycle import DECISIONS
from comments_service.discussion.remarks import require_remark
from comments_service.languages import N_
from comments_service.moderation.reasons import REASONS
from comments_service.refusals import FieldIsWrong

LONGEST_MESSAGE = 2000
MOST_MARKED, LONGEST_MARKED = 20, 200
TELLS_WHY = ("remove", "return")


def require_said(action: str, *, reason: str | None, message: str, note: str, marked: Sequence[str]) -> None:
    """Check what a decision says.

    Raises:
        FieldIsWrong.
    """
    if action not in DECISIONS:
        raise FieldIsWrong("action", f"Allowed: {', '.join(DECISIONS)}.", allowed=DECISIONS)
    if reason is not None and reason not in REASONS:
        raise FieldIsWrong("reason", f"Allowed: {', '.join(REASONS)}.", allowed=list(REASONS))
    if action in TELLS_WHY and reason is None:
        raise FieldIsWrong("reason", N_("Say for which reason: its author is told."), allowed=list(REASONS))
    if action in TELLS_WHY and reason == "other" and not message.strip():
        raise FieldIsWrong("message", N_("With “other”, say in your own words why: its author is told."))
    for field, words in (("message", message), ("note", note)):
        require_remark(field, words, longest=LONGEST_MESSAGE)
    if len(marked) > MOST_MARKED:
        raise FieldIsWrong("marked", N_("Mark at most %(most)s places.", most=MOST_MARKED))
    for words in marked:
        require_remark("marked", words, longest=LONGEST_MARKED)
