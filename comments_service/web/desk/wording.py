"""How the desk says what the rooms know by code: kinds, causes, times, decisions. Pure; for templates."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from comments_service.discussion.unnamed import UNNAMED
from comments_service.languages import N_, Language, N_many
from comments_service.moderation.item import Item
from comments_service.moderation.waiting import how_long
from comments_service.people.roles import CASE_ROLES
from comments_service.records import Case

QUEUE_TITLES: Mapping[str, str] = {
    "held": N_("Held comments"),
    "reported": N_("Reported comments"),
    "questions": N_("Unanswered questions, and corrections to pages"),
    "first": N_("First comments that nobody has answered"),
    "appeals": N_("Appeals"),
    "all": N_("Everything that waits"),
    "elsewhere": N_("Waiting for somebody else"),
}
KINDS: Mapping[str, str] = {
    "hold": N_("Held"),
    "edit": N_("Edited"),
    "report": N_("Reported"),
    "appeal": N_("Appeal"),
    "question": N_("Question"),
    "correction": N_("Correction"),
    "first": N_("First comment"),
}
STATES: Mapping[str, str] = {
    "published": N_("Published"),
    "held": N_("Held"),
    "hidden": N_("Hidden"),
    "removed": N_("Removed"),
    "withdrawn": N_("Withdrawn"),
    "purged": N_("Deleted after its time"),
}
# What became of it; and what somebody did, as a sentence of a page.
DONE: Mapping[str, str] = {
    "approve": N_("Approved"),
    "remove": N_("Removed"),
    "hide": N_("Hidden"),
    "restore": N_("Restored"),
    "return": N_("Given back"),
    "escalate": N_("Escalated"),
    "undo": N_("Undone"),
}
DID: Mapping[str, str] = {
    "approve": N_("<strong>%(name)s</strong> approved this comment on %(when)s."),
    "remove": N_("<strong>%(name)s</strong> removed this comment on %(when)s."),
    "hide": N_("<strong>%(name)s</strong> hid this comment on %(when)s."),
    "restore": N_("<strong>%(name)s</strong> restored this comment on %(when)s."),
    "return": N_("<strong>%(name)s</strong> gave this comment back on %(when)s."),
    "escalate": N_("<strong>%(name)s</strong> escalated this comment on %(when)s."),
    "undo": N_("<strong>%(name)s</strong> undid the decision on this comment on %(when)s."),
}
# The causes of a case as a facilitator reads them, in full and in short; its author reads payloads.WHY.
_WHY: Mapping[str, tuple[str, str]] = {
    UNNAMED: (N_("It was posted without a name, and is always read first."), N_("Without a name")),
    "page-is-reviewed": (N_("On this page, every comment is read before it appears."), N_("Page is reviewed")),
    "first-comment": (
        N_("It is its author’s first comment, and on this page those are read before they appear."),
        N_("First one"),
    ),
    "asked-for-review": (
        N_("Its author saw the advice of screening, and asked for a facilitator."),
        N_("Author asked for review"),
    ),
    "author-is-reviewed": (N_("What its author says is read first for a time."), N_("Author is reviewed")),
    "waited-elsewhere": (
        N_("It waited for somebody to look where it was written, and was not public there."),
        N_("Waited elsewhere"),
    ),
    "reported": (N_("Readers reported it."), N_("Reported")),
}
_HOURS = timedelta(hours=2)
_WHY_OF_KIND: Mapping[str, tuple[str, str]] = {
    "question": (N_("Nobody who answers for the page has answered this question yet."), N_("No answer yet")),
    "correction": (N_("Nobody has accepted or declined this correction yet."), N_("Not decided yet")),
    "first": (N_("Nobody has answered its author’s first comment yet."), N_("Nobody replied yet")),
    "appeal": (N_("Its author asks you to look at the removal again."), N_("Author appealed")),
}
_WAITS_FOR: Mapping[str, str] = {"author": N_("With its author")} | {
    role: N_("With %(role)s", role=label) for role, label in CASE_ROLES.items()
}
_FOUND: Mapping[str, str] = {
    "secret": N_("Password or key"),
    "payment_card": N_("Payment card"),
    "iban": N_("Bank account"),
    "national_identifier": N_("National identifier"),
    "embargo": N_("Embargo"),
    "customer_reference": N_("Customer reference"),
    "email_address": N_("Email address"),
    "phone_number": N_("Phone number"),
    "internal_address": N_("Internal address"),
    "outside_link": N_("Outside link"),
    "repetition": N_("Repetition"),
    "shouting": N_("Shouting"),
    "watch_word": N_("Watch word"),
}


def kind_in_words(item: Item) -> str:
    """What sort of case it is; where none is open, the comment's state."""
    if item.case and item.case.kind == "report" and not item.reports:
        return DONE["escalate"]
    return KINDS[item.case.kind] if item.case else STATES[item.spoken.comment.state]


def why_here(item: Item) -> list[str]:
    """Why it is at the desk, by its cases; what screening found and readers report is said beside that."""
    said_by_readers = {"reported"} if item.reports else set()
    codes = dict.fromkeys(code for case in item.cases for code in case.why if code not in said_by_readers)
    by_kind = [_WHY_OF_KIND[case.kind][0] for case in item.cases if case.kind in _WHY_OF_KIND]
    return by_kind + [_WHY[code][0] for code in codes if code in _WHY]


def why_briefly(case: Case, reports: int, speaks: Language) -> str:
    """The same in a few words of a language, for the list; of what waits for somebody else, for whom."""
    if case.waits_for:
        return speaks.say(_WAITS_FOR.get(case.waits_for, N_("With somebody else")))
    if case.kind in _WHY_OF_KIND:
        return speaks.say(_WHY_OF_KIND[case.kind][1])
    if case.kind == "report" and reports:
        return speaks.say(N_many("%(count)s report", "%(count)s reports", count=reports))
    found = [speaks.say(one) for one in dict.fromkeys(_code_briefly(code) for code in case.why)]
    if not found:
        return speaks.say(KINDS[case.kind])
    inner = [speaks.inner(one) for one in found]
    if case.kind == "edit":
        return speaks.gettext("Edited: %(why)s") % {"why": speaks.gettext(", ").join(inner)}
    return speaks.gettext(", ").join([found[0], *inner[1:]])


def due_in_words(case: Case, now: datetime) -> str:
    """By when somebody should have looked: how long is left, or how long ago that was."""
    if case.due < now:
        return N_("%(time)s overdue", time=how_long(now - case.due))
    left = case.due - now
    # To the nearest: counted down to whole units, it would look shorter than it is from the first second on.
    nearest = left + (timedelta(minutes=30) if left >= _HOURS else timedelta(seconds=30))
    return N_("due in %(time)s", time=how_long(nearest))


def _code_briefly(code: str) -> str:
    found = code.removeprefix("finding:")
    return _WHY[code][1] if code in _WHY else _FOUND.get(found, found.replace("_", " "))
