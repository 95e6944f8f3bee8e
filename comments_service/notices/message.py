"""A letter as a mail message: headers that nothing can be smuggled into, words as text and as HTML, and a way to stop.

Follows RFC 5322 (threads), RFC 3834 (sent by a program), RFC 2369 and RFC 8058 (how to stop it).
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from typing import Any, Final
from urllib.parse import urlsplit

from jinja2 import Environment

from comments_service.languages import N_, Language, N_many
from comments_service.notices.letters import Letter
from comments_service.notices.sentences import in_language
from comments_service.notices.stopping import ANSWERS, DECISIONS, SHARED
from comments_service.storage.notices import Notice

# The library takes a word that is too long for a line apart and encodes the parts, also an address that programs look
# for as it is: so lines of headers are as long as they may be at most.
_POLICY: Final = SMTP.clone(max_line_length=998)
_ENCODED: Final = "quoted-printable"
# What a header may not hold: it would end there, and whatever follows would be a header of its own.
_UNFIT: Final = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]+")
# What each kind of mail is about, as people call it.
KINDS: Final = {
    # Translators: always after "mail about".
    **dict.fromkeys(ANSWERS, N_("replies and mentions")),
    # Translators: always after "mail about".
    **dict.fromkeys(DECISIONS, N_("decisions")),
    # Translators: always after "mail about".
    **dict.fromkeys(SHARED, N_("what you share or follow")),
}
_LONGEST_SUBJECT: Final = 200  # characters


@dataclass(frozen=True, slots=True)
class Stationery:
    """What all mail of a site has in common.

    Attributes:
        service: the whole address of the service.
        sender: from whom mail says that it is.
        templates: in a language, with whole addresses in what they render.
        language: what is spoken to whoever chose none.
    """

    service: str
    sender: Address
    templates: Callable[[Language], Environment]
    language: Language


@dataclass(frozen=True, slots=True)
class Addressee:
    """Where a letter goes, and which language is spoken there."""

    address: str
    speaks: Language


def message(
    letter: Letter, notice: Notice, *, to: Addressee, stop: str, stationery: Stationery, now: datetime
) -> EmailMessage:
    """Return a letter as it is sent.

    Args:
        stop: where one click stops mail of this kind, without signing in.
    """
    made, speaks = EmailMessage(policy=_POLICY), to.speaks
    made["Subject"] = subject(letter, speaks)
    made["From"] = stationery.sender
    made["To"] = Address(addr_spec=to.address)
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
        "said": in_language(letter.said, speaks),
        "stop": stop,
        "today": now.date(),
        "subject": subject(letter, speaks),
        "what": speaks.say(KINDS[notice.kind]),
    }
    templates = stationery.templates(speaks)
    made.set_content(templates.get_template("mail.txt").render(about), cte=_ENCODED)
    made.add_alternative(templates.get_template("mail.html").render(about), subtype="html", cte=_ENCODED)
    # What is said of the content of a message goes to its first part once it has several.
    made["Content-Language"] = speaks.code
    return made


def subject(letter: Letter, speaks: Language) -> str:
    """What it is about, in one line."""
    about: dict[str, Any] = {"said": letter.said.subject, "page": letter.thread.title}
    alone = N_("%(said)s: %(page)s", **about)
    more = N_many(
        "%(said)s: %(page)s and %(count)s more", "%(said)s: %(page)s and %(count)s more", count=letter.others, **about
    )
    # What looks encoded would be decoded, and say something else.
    said = _UNFIT.sub(" ", speaks.say(more if letter.others else alone)).strip().replace("=?", "= ?")
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
