"""What a comment's text must be before anything else looks at it: readable, visible, and short enough.

Called by the actions that take text from a person (post, edit, preview). Pure; knows neither Markdown nor HTML.
"""

import re
import unicodedata

from comments_service.languages import N_
from comments_service.refusals import Refusal

MAX_CHARACTERS = 10_000
# Raw text may be longer than what remains of it; this much longer is not worth cleaning.
MAX_RAW_CHARACTERS = 2 * MAX_CHARACTERS
# Enough for pointed Hebrew, vowelled Arabic and Vietnamese; beyond it marks pile up over the neighbouring lines.
MAX_MARKS = 4
# Canonical ordering is an insertion sort, quadratic in a run of marks: long runs are cut before normalising.
MAX_RAW_MARKS = 16
# Fewer hidden characters than this come with ordinary pasting (a byte order mark, soft hyphens) and go unmentioned.
MAX_HIDDEN_UNREMARKED = 200

ZWNJ, ZWJ = "\u200c", "\u200d"
BLACK_FLAG = "\U0001f3f4"

_LINE_ENDINGS = re.compile("\r\n?|[\u000b\u000c\u0085\u2028\u2029]")
_BLANK_LINES = re.compile(r"\n{4,}")
_NEITHER_WORD_NOR_SPACE = re.compile(rf"[^\w\s]{{{MAX_MARKS + 1},}}")
_MARKS = frozenset({"Mn", "Me"})
_SURROGATES = re.compile("[\ud800-\udfff]")

_HIDDEN = re.compile(
    "["
    "\u0000-\u0008\u000e-\u001f\u007f-\u009f"  # control characters, tab and line feed excepted
    "\u202a-\u202e\u2066-\u2069"  # bidi embeddings, overrides and isolates: text that reads other than it is
    "\u200b\u2060-\u2065\u206a-\u206f\ufeff\u180e\u00ad"  # zero width, invisible operators, soft hyphen
    "\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0\u2800"  # joiners and fillers that look like nothing
    "\ufff0-\uffff\U0001d173-\U0001d17a\U000e01f0-\U000e0fff"  # specials, musical controls, unassigned ignorables
    "]+"
)
# Flags of England, Scotland and Wales are a black flag, five tag letters and an end; elsewhere tag letters hide text.
_TAGS = re.compile(f"({BLACK_FLAG}[\U000e0030-\U000e007a]{{2,6}}\U000e007f)|[\U000e0000-\U000e007f]")
# A joiner, mark of direction or variation selector says something about its neighbours once; a run of them hides text.
_REPEATED_FORMAT = re.compile(
    f"([{ZWNJ}{ZWJ}\u200e\u200f\u061c\ufe00-\ufe0f\U000e0100-\U000e01ef])"
    f"[{ZWNJ}{ZWJ}\u200e\u200f\u061c\ufe00-\ufe0f\U000e0100-\U000e01ef]{{1,}}"
)
_LOOSE_JOINER = re.compile(f"(?:(?<=\\s)|^)[{ZWNJ}{ZWJ}]|[{ZWNJ}{ZWJ}](?=\\s|$)")


class BodyIsEmpty(Refusal):
    """There is nothing to see: no text at all, or only spaces and invisible characters."""

    code = "body-is-empty"

    def __init__(self) -> None:
        super().__init__(N_("Write something first: there is no text here that anybody could read."))


class BodyIsTooLong(Refusal):
    """The text is longer than a comment may be.

    Args:
        length: characters (Unicode code points) in the text as it would be stored.
        limit: how many are allowed.
    """

    code = "body-is-too-long"

    def __init__(self, length: int, limit: int) -> None:
        super().__init__(
            N_(
                "This is %(length)s characters long, and a comment may have %(limit)s. Shorten it, or split it in two.",
                length=format(length, ","),
                limit=format(limit, ","),
            ),
            length=length,
            limit=limit,
        )
        self.length = length
        self.limit = limit


class BodyIsUnreadable(Refusal):
    """The text is broken, or most of it is hidden from whoever reads it."""

    code = "body-is-unreadable"


def clean_body(body: str) -> str:
    """The text as it is stored, screened and shown; cleaning it again changes nothing.

    Unicode NFC, lines ended by a line feed, nothing invisible but what scripts and emoji need.

    Raises:
        BodyIsEmpty: nothing visible is left.
        BodyIsTooLong: more than MAX_CHARACTERS are left.
        BodyIsUnreadable: not valid Unicode, or more was hidden than is to be seen.
    """
    if len(body) > MAX_RAW_CHARACTERS:
        raise BodyIsTooLong(len(body), MAX_CHARACTERS)
    if _SURROGATES.search(body):
        raise BodyIsUnreadable(N_("Part of this text is damaged. Paste it again as plain text."))
    text = _LINE_ENDINGS.sub("\n", body)
    visible = text if _is_plain(text) else _without_hidden(text)
    hidden = len(text) - len(visible)
    # Not a pattern: "spaces, then the end of the line" costs the square of the spaces that end nothing.
    visible = "\n".join(line.rstrip() for line in visible.split("\n"))
    visible = _BLANK_LINES.sub("\n\n\n", visible).strip("\n")
    if not is_visible(visible):
        raise BodyIsEmpty
    if len(visible) > MAX_CHARACTERS:
        raise BodyIsTooLong(len(visible), MAX_CHARACTERS)
    if hidden > MAX_HIDDEN_UNREMARKED and hidden > len(visible):
        raise BodyIsUnreadable(N_("Most of this text is hidden or stacked characters. Paste it again as plain text."))
    return visible


def is_visible(text: str) -> bool:
    """Whether a reader would see anything: a letter, digit, punctuation mark or symbol."""
    return any(unicodedata.category(character)[0] in "LNPS" for character in text)


def _is_plain(text: str) -> bool:
    return text.isascii() and not _HIDDEN.search(text)


def _without_hidden(text: str) -> str:
    """What is left when nothing hidden is. In this order: each step may bring together what the next one looks for."""
    text = _TAGS.sub(r"\1", _HIDDEN.sub("", text))
    text = _LOOSE_JOINER.sub("", _REPEATED_FORMAT.sub(r"\1", text))
    text = unicodedata.normalize("NFC", _limit_marks(text, MAX_RAW_MARKS))
    return _limit_marks(text, MAX_MARKS)


def _limit_marks(text: str, limit: int) -> str:
    """Marks are neither letters nor spaces: only where several such characters meet can there be too many."""
    return _NEITHER_WORD_NOR_SPACE.sub(lambda found: _with_few_marks(found[0], limit), text)


def _with_few_marks(signs: str, limit: int) -> str:
    kept: list[str] = []
    run = 0
    for sign in signs:
        run = run + 1 if unicodedata.category(sign) in _MARKS else 0
        if run <= limit:
            kept.append(sign)
    return "".join(kept)
