"""Why a comment may be removed: the codes, what a page calls them, and the message each begins with. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reason:
    """A reason for removing: its label for facilitators, and the message to the author that they may change."""

    label: str
    message: str


REASONS: Mapping[str, Reason] = {
    "confidential": Reason(
        "Confidential",
        "Your comment mentions something that is not public inside the company yet. Please post it again without that.",
    ),
    "personal-data": Reason(
        "Personal data",
        "Your comment shows somebody’s personal data. You can post it again without it.",
    ),
    "hurtful": Reason(
        "Hurtful",
        "Your comment can hurt the person it is about. What you want to say may well matter: say it without that.",
    ),
    "off-topic": Reason(
        "Off topic",
        "Your comment is not about this page. It is welcome where it belongs, for example in one of the communities.",
    ),
    "wrong-information": Reason(
        "Wrong information",
        "Your comment says something that is not so, and readers could act on it. You can ask it as a question.",
    ),
    "duplicate": Reason(
        "Duplicate",
        "The same was said here already. Your point stands; we keep it in one place so that it gets one answer.",
    ),
    "other": Reason("Other", ""),
}
