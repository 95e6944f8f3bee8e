"""Why a comment may be removed or returned: the codes, what a page calls them, the message that each begins with, the
guideline behind it, and what its author can do. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass


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
        "Confidential",
        "Your comment mentions something that is not public inside the company yet.",
        "/guidelines/#confidential",
        "You can post it again without that.",
    ),
    "personal-data": Reason(
        "Personal data",
        "Your comment shows somebody’s personal data.",
        "/guidelines/#personal-data",
        "You can post it again without it.",
    ),
    "hurtful": Reason(
        "Hurtful",
        "Your comment can hurt the person it is about. What you want to say may well matter.",
        "/guidelines/#hurtful",
        "You can say it again without what hurts.",
    ),
    "off-topic": Reason(
        "Off topic",
        "Your comment is not about this page.",
        "/guidelines/#off-topic",
        "It is welcome where it belongs, for example in one of the communities.",
    ),
    "wrong-information": Reason(
        "Wrong information",
        "Your comment says something that is not so, and readers could act on it.",
        "/guidelines/#wrong-information",
        "You can ask it as a question.",
    ),
    "duplicate": Reason(
        "Duplicate",
        "The same was said here already. Your point stands; we keep it in one place so that it gets one answer.",
        "/guidelines/#duplicate",
        "You can reply where it was said first.",
    ),
    "other": Reason("Other", "", "/guidelines/#other", "You can say it again in another way."),
}
