"""A letter as a mail message: headers that nothing can be smuggled into, words as text and as HTML, and a way to stop.

Follows RFC 5322 (threads), RFC 3834 (sent by a program), RFC 2369 and RFC 8058 (how to stop it).
"""

import re
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from typing import Final
from urllib.parse import urlsplit

from jinja2 import Environment

from comments_service.notices.letters import Letter
from comments_service.storage.notices import (
    BECAME,
    CORRECTED,
    CORRECTION,
    DECISION,
    FOLLOWED,
    LED,
    MENTION,
    MOVED,
    REPLY,
    WAITS,
    Notice,
)

# The library takes a word that is too long for a line apart and encodes the parts, also an address that programs look
# for as it is: so lines of headers are as long as they may be at most.
_POLICY: Final = SMTP.clone(max_line_length=998)
_ENCODED: Final = "quoted-printable"
# What a header may not hold: it would end there, and whatever follows would be a header of its own.
_UNFIT: Final = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]+")
_SHARED: Final = "what you share or follow"
_ANSWERS: Final = "replies and mentions"
# What each kind of mail is about, as people call it.
KINDS: Final = {
    REPLY: _ANSWERS,
    MENTION: _ANSWERS,
    CORRECTION: _ANSWERS,
    WAITS: _ANSWERS,
    DECISION: "decisions",
    CORRECTED: "decisions",
    BECAME: "decisions",
    LED: "decisions",
    MOVED: _SHARED,
    FOLLOWED: _SHARED,
}
_LONGEST_SUBJECT: Final = 200  # characters


@dataclass(frozen=True, slots=True)
class Stationery:
    """What all mail of a site has in common.

    Attributes:
        service: the whole address of the service.
        sender: from whom mail says that it is.
        templates: with whole addresses in what they render.
    """

    service: str
    sender: Address
    templates: Environment


def message(
    letter: Letter, notice: Notice, *, to: str, stop: str, stationery: Stationery, now: datetime
) -> EmailMessage:
    """Return a letter as it is sent.

    Args:
        to: the address that it goes to.
        stop: where one click stops mail of this kind, without signing in.
    """
    made = EmailMessage(policy=_POLICY)
    made["Subject"] = subject(letter)
    made["From"] = stationery.sender
    made["To"] = Address(addr_spec=to)
    made["Date"] = format_datetime(now)
    for name, value in _threading(letter, notice, stationery).items():
        made[name] = value
    made["Auto-Submitted"] = "auto-generated"
    made["X-Auto-Response-Suppress"] = "All"
    made["List-Unsubscribe"] = f"<{stop}>"
    if stop.startswith("https://"):  # RFC 8058, section 3.1: of no other address may it be said
        made["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    about = {
        "letter": letter,
        "stop": stop,
        "today": now.date(),
        "subject": subject(letter),
        "what": KINDS[notice.kind],
    }
    made.set_content(stationery.templates.get_template("mail.txt").render(about), cte=_ENCODED)
    made.add_alternative(stationery.templates.get_template("mail.html").render(about), subtype="html", cte=_ENCODED)
    return made


def subject(letter: Letter) -> str:
    """What it is about, in one line."""
    more = f" and {letter.others} more" if letter.others else ""
    # What looks encoded would be decoded, and say something else.
    said = _UNFIT.sub(" ", f"{letter.said.subject}: {letter.thread.title}{more}").strip().replace("=?", "= ?")
    return said if len(said) <= _LONGEST_SUBJECT else f"{said[: _LONGEST_SUBJECT - 1]}…"


def _threading(letter: Letter, notice: Notice, stationery: Stationery) -> dict[str, str]:
    """The same message has the same id however often it is sent; all about one comment stand together."""
    host = urlsplit(stationery.service).hostname or "localhost"
    about = f"<comment.{letter.about.id}@{host}>"
    return {
        "Message-ID": f"<notice.{notice.id}@{host}>",
        "In-Reply-To": about,
        "References": f"<discussion.{letter.thread.uid}@{host}> {about}",
    }
