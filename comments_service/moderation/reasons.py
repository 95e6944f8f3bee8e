"""Why a comment may be removed or returned: the codes, what a page calls them, the message that each begins with, the
guideline behind it, and what its author can do. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass

from comments_service.languages import LANGUAGES, N_


@dataclass(frozen=True, slots=True)
class Reason:
    """A reason for removing.

    Attributes:
        label: for facilitators, and for its author.
        message: to the author, who reads it as it is unless the facilitator changes it.
        guideline: where on the site the rule stands that it rests on.
        next: what its author can do after a removal, beside an appeal.
    """

    label: str
    message: str
    guideline: str
    next: str


REASONS: Mapping[str, Reason] = {
    "confidential": Reason(
        N_("Confidential"),
        N_("Your comment mentions something that is not public inside the company yet."),
        "/guidelines/#confidential",
        N_("You can post it again without that."),
    ),
    "personal-data": Reason(
        N_("Personal data"),
        N_("Your comment shows somebody’s personal data."),
        "/guidelines/#personal-data",
        N_("You can post it again without it."),
    ),
    "hurtful": Reason(
        N_("Hurtful"),
        N_("Your comment can hurt the person it is about. What you want to say may well matter."),
        "/guidelines/#hurtful",
        N_("You can say it again without what hurts."),
    ),
    "off-topic": Reason(
        N_("Off topic"),
        N_("Your comment is not about this page."),
        "/guidelines/#off-topic",
        N_("It is welcome where it belongs, for example in one of the communities."),
    ),
    "wrong-information": Reason(
        N_("Wrong information"),
        N_("Your comment says something that is not so, and readers could act on it."),
        "/guidelines/#wrong-information",
        N_("You can ask it as a question."),
    ),
    "duplicate": Reason(
        N_("Duplicate"),
        N_("The same was said here already. Your point stands; we keep it in one place so that it gets one answer."),
        "/guidelines/#duplicate",
        N_("You can reply where it was said first."),
    ),
    "other": Reason(N_("Other"), "", "/guidelines/#other", N_("You can say it again in another way.")),
}


def kept(message: str, reason: str) -> str:
    """What is kept of a message to an author: the usual words of the reason, in whichever language a facilitator saw
    them, are kept as they are in English, so that the author reads them in theirs. All else stays as it was typed.

    Args:
        reason: its code.
    """
    usual = REASONS[reason].message
    return usual if message in {"", *(one.say(usual) for one in LANGUAGES.values())} else message
