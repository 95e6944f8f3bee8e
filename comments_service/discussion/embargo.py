"""What a manifest brings beside the threads: words of pages that are not public yet. Nobody is ever told one.

Called with a sync. The words hold a comment until their page is out; whoever writes one learns nothing about it.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated

import msgspec

from comments_service.discussion.rule_book import require_free_speech
from comments_service.refusals import Refusal
from comments_service.rule_records import EmbargoedTerm
from comments_service.screening.screen import Rules
from comments_service.screening.watch_words import EmbargoTerm

Uid = Annotated[str, msgspec.Meta(pattern=r"^[a-z0-9][a-z0-9-]{0,99}$(?!\n)")]
Term = Annotated[str, msgspec.Meta(min_length=1, max_length=120, pattern=r"^[^\x00]*$")]


class Withheld(msgspec.Struct, frozen=True, forbid_unknown_fields=False):
    """A page that is not public yet: its words, and when it will be."""

    uid: Uid
    title: Annotated[str, msgspec.Meta(min_length=1, max_length=300, pattern=r"^[^\x00]*$")]
    terms: Annotated[list[Term], msgspec.Meta(max_length=200)]
    until: Annotated[datetime, msgspec.Meta(tz=True)]


class Embargo(msgspec.Struct, frozen=True, forbid_unknown_fields=False):
    """All of them. None: nothing is said of any, and what is known stands."""

    embargo: list[Withheld] | None = None


class EmbargoIsWrong(Refusal):
    """What should be words under embargo is not. The message repeats none."""

    code = "embargo-is-wrong"

    def __init__(self) -> None:
        super().__init__("The words under embargo cannot be used: build the site again, and sync again.")


def embargoed(text: bytes | str) -> list[EmbargoedTerm] | None:
    """Return the words under embargo in a manifest, or in a file of their own; None where nothing is said of any.

    Raises:
        EmbargoIsWrong: it cannot be read.
        RuleWouldSilence: they would hold what people may always say.
    """
    try:
        withheld = msgspec.json.decode(text, type=Embargo).embargo
    except (msgspec.DecodeError, RecursionError) as error:
        raise EmbargoIsWrong from error
    if withheld is None:
        return None
    for page in withheld:
        _require_free_speech(page.uid, page.terms)
    return [EmbargoedTerm(page.uid, page.title, term, page.until) for page in withheld for term in page.terms]


def _require_free_speech(uid: str, terms: Sequence[str]) -> None:
    wanted = Rules(embargo_terms=tuple(EmbargoTerm(term, uid) for term in terms))
    message = (
        f"The Embargo_terms of {uid} would hold what people may always say. Nothing was changed: "
        "choose words that stand for this news alone."
    )
    require_free_speech(wanted, message)
