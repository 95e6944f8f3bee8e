"""How the desk says what the rooms know by code: kinds, causes, times, decisions. Pure; for templates."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from comments_service.discussion.unnamed import UNNAMED
from comments_service.moderation.item import Item
from comments_service.moderation.waiting import how_long
from comments_service.people.roles import CASE_ROLES
from comments_service.records import Case

QUEUE_TITLES: Mapping[str, str] = {
    "held": "Held comments",
    "reported": "Reported comments",
    "questions": "Unanswered questions, and corrections to pages",
    "first": "First comments that nobody has answered",
    "appeals": "Appeals",
    "all": "Everything that waits",
    "elsewhere": "Waiting for somebody else",
}
KINDS: Mapping[str, str] = {
    "hold": "Held",
    "edit": "Edited",
    "report": "Reported",
    "appeal": "Appeal",
    "question": "Question",
    "correction": "Correction",
    "first": "First comment",
}
STATES: Mapping[str, str] = {
    "published": "Published",
    "held": "Held",
    "hidden": "Hidden",
    "removed": "Removed",
    "withdrawn": "Withdrawn",
    "purged": "Deleted after its time",
}
# What became of it; and what somebody did, within a sentence.
DONE: Mapping[str, str] = {
    "approve": "Approved",
    "remove": "Removed",
    "hide": "Hidden",
    "restore": "Restored",
    "return": "Given back",
    "escalate": "Escalated",
    "undo": "Undone",
}
DID: Mapping[str, str] = {
    "approve": "approved",
    "remove": "removed",
    "hide": "hid",
    "restore": "restored",
    "return": "gave back",
    "escalate": "escalated",
    "undo": "undid the decision on",
}
# The causes of a case as a facilitator reads them, in full and in short; its author reads payloads.WHY.
_WHY: Mapping[str, tuple[str, str]] = {
    UNNAMED: ("It was posted without a name, and is always read first.", "without a name"),
    "page-is-reviewed": ("On this page, every comment is read before it appears.", "page is reviewed"),
    "first-comment": (
        "It is its author’s first comment, and on this page those are read before they appear.",
        "first one",
    ),
    "asked-for-review": (
        "Its author saw the advice of screening, and asked for a facilitator.",
        "author asked for review",
    ),
    "author-is-reviewed": ("What its author says is read first for a time.", "author is reviewed"),
    "waited-elsewhere": (
        "It waited for somebody to look where it was written, and was not public there.",
        "waited elsewhere",
    ),
    "reported": ("Readers reported it.", "reported"),
}
_HOURS = timedelta(hours=2)
_WHY_OF_KIND: Mapping[str, tuple[str, str]] = {
    "question": ("Nobody who answers for the page has answered this question yet.", "No answer yet"),
    "correction": ("Nobody has accepted or declined this correction yet.", "Not decided yet"),
    "first": ("Nobody has answered its author’s first comment yet.", "Nobody replied yet"),
    "appeal": ("Its author asks you to look at the removal again.", "Author appealed"),
}
_WAITS_FOR: Mapping[str, str] = {"author": "With its author"} | {
    role: f"With {label}" for role, label in CASE_ROLES.items()
}


def kind_in_words(item: Item) -> str:
    """What sort of case it is; where none is open, the comment's state."""
    if item.case and item.case.kind == "report" and not item.reports:
        return "Escalated"
    return KINDS[item.case.kind] if item.case else STATES[item.spoken.comment.state]


def why_here(item: Item) -> list[str]:
    """Why it is at the desk, by its cases; what screening found and readers report is said beside that."""
    said_by_readers = {"reported"} if item.reports else set()
    codes = dict.fromkeys(code for case in item.cases for code in case.why if code not in said_by_readers)
    by_kind = [_WHY_OF_KIND[case.kind][0] for case in item.cases if case.kind in _WHY_OF_KIND]
    return by_kind + [_WHY[code][0] for code in codes if code in _WHY]


def why_briefly(case: Case, reports: int) -> str:
    """The same in a few words, for the list; of what waits for somebody else, for whom."""
    if case.waits_for:
        return _WAITS_FOR.get(case.waits_for, "With somebody else")
    if case.kind in _WHY_OF_KIND:
        return _WHY_OF_KIND[case.kind][1]
    if case.kind == "report" and reports:
        return "1 report" if reports == 1 else f"{reports} reports"
    words = ", ".join(dict.fromkeys(_code_briefly(code) for code in case.why))
    if not words:
        return KINDS[case.kind]
    return f"Edited: {words}" if case.kind == "edit" else words[0].upper() + words[1:]


def due_in_words(case: Case, now: datetime) -> str:
    """By when somebody should have looked: how long is left, or how long ago that was."""
    if case.due < now:
        return f"{how_long(now - case.due)} overdue"
    left = case.due - now
    # To the nearest: counted down to whole units, it would look shorter than it is from the first second on.
    return f"due in {how_long(left + (timedelta(minutes=30) if left >= _HOURS else timedelta(seconds=30)))}"


def _code_briefly(code: str) -> str:
    return _WHY[code][1] if code in _WHY else code.removeprefix("finding:").replace("_", " ")
