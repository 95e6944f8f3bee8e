"""What was asked about who wrote a comment: who may know of it, whose turn it is, and for how long.

The halves are administrators, and human resources with legal: it takes one of each. unseal.py is what they do.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from comments_service.languages import N_
from comments_service.people.authorship import wrote
from comments_service.people.roles import ADMIN, HR, LEGAL, may, require
from comments_service.records import Person, Spoken
from comments_service.refusals import Refusal
from comments_service.storage import comments, unsealings
from comments_service.storage.unsealings import Unsealing

ADMIN_HALF: Final = "admin"
CASE_HALF: Final = "case"
HALVES: Final = {ADMIN_HALF: N_("an administrator"), CASE_HALF: N_("human resources or legal")}
OPENED, DECLINED, WITHDRAWN = "opened", "declined", "withdrawn"
LONGEST_WAIT: Final = timedelta(days=7)
LONGEST_READ: Final = timedelta(days=30)
_OVER: Final = {
    OPENED: N_("This is over: it was opened. Nothing was changed by you."),
    DECLINED: N_("This is over: it was declined. Nothing was changed by you."),
    WITHDRAWN: N_("This is over: it was withdrawn. Nothing was changed by you."),
    "lapsed": N_("This was never answered and is over. Nothing was changed by you."),
}
_MOST_LISTED: Final = 200


class UnsealingIsUnknown(Refusal):
    """There is no such request, or none that this person may know of."""

    code = "unsealing-is-unknown"

    def __init__(self) -> None:
        super().__init__(N_("Nobody asked this."))


class UnsealingIsAsked(Refusal):
    """Somebody has asked who wrote the comment, and waits for an answer."""

    code = "unsealing-is-asked"

    def __init__(self, waiting: Unsealing) -> None:
        super().__init__(
            N_("%(name)s has asked this already and waits for an answer.", name=waiting.by_name),
            asked_by=waiting.by_name,
        )


class UnsealingIsOver(Refusal):
    """It was answered, withdrawn, or waited too long: nothing more comes of it."""

    code = "unsealing-is-over"

    def __init__(self, asked: Unsealing) -> None:
        outcome = asked.outcome or "lapsed"
        super().__init__(_OVER[outcome], outcome=outcome)


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked, the comment, and what its reader may do about it.

    Attributes:
        reasons: whether they may read why, and the comment.
        can: of open, decline, withdraw and read, what they may.
    """

    unsealing: Unsealing
    spoken: Spoken
    reasons: bool
    can: frozenset[str]
    lapsed: bool


def halves_of(person: Person) -> frozenset[str]:
    """The halves that somebody can be; who can be both is still one person."""
    found = {ADMIN_HALF} if ADMIN in person.roles else set()
    return frozenset(found | ({CASE_HALF} if {HR, LEGAL} & set(person.roles) else set()))


def lapsed(asked: Unsealing, *, now: datetime) -> bool:
    """Say whether nobody answered in time."""
    return asked.outcome is None and now - asked.at > LONGEST_WAIT


async def every(by: Person | None, *, now: datetime) -> list[Asked]:
    """What was asked, what waits first, without what is about the reader's own words.

    Raises:
        SignInRequired, NotAllowed.
    """
    reader = require(by, "see-unsealings")
    found = await unsealings.latest(limit=_MOST_LISTED)
    spoken = await comments.spoken([one.comment_id for one in found], words="latest")
    seen = [(one, spoken[one.comment_id]) for one in found]
    return [_seen(one, about, reader, now=now) for one, about in seen if not wrote(reader, about.comment)]


async def look(id: UUID, *, by: Person | None, now: datetime) -> Asked:
    """One of them.

    Raises:
        SignInRequired, NotAllowed, UnsealingIsUnknown.
    """
    reader = require(by, "see-unsealings")
    asked, spoken = await known(id, reader)
    return _seen(asked, spoken, reader, now=now)


async def known(id: UUID, reader: Person) -> tuple[Unsealing, Spoken]:
    """Return one of them with its comment.

    Raises:
        UnsealingIsUnknown: there is none, or it is about the reader's own words.
    """
    if (asked := await unsealings.get(id)) is None:
        raise UnsealingIsUnknown
    spoken = (await comments.spoken([asked.comment_id], words="latest"))[asked.comment_id]
    if wrote(reader, spoken.comment):
        raise UnsealingIsUnknown
    return asked, spoken


def _seen(asked: Unsealing, spoken: Spoken, reader: Person, *, now: datetime) -> Asked:
    is_over = lapsed(asked, now=now)
    can: set[str] = set()
    if may(reader, "unseal") and asked.outcome is None and not is_over:
        is_other = asked.by_id != reader.id and halves_of(reader) - {asked.half}
        can = {"withdraw"} if asked.by_id == reader.id else {"open", "decline"} if is_other else set()
    if may(reader, "unseal") and is_readable(asked, reader, now=now):
        can.add("read")
    return Asked(asked, spoken, may(reader, "unseal"), frozenset(can), is_over)


def is_readable(asked: Unsealing, reader: Person, *, now: datetime) -> bool:
    """Say whether somebody is one of the two, and still reads who it was."""
    is_one = reader.id in (asked.by_id, asked.answered_by_id)
    return bool(is_one and asked.outcome == OPENED and asked.answered and now - asked.answered <= LONGEST_READ)
