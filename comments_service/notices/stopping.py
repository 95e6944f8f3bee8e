"""Stopping mail: by the link in each, without signing in, and by what somebody chooses on their own page.

The link holds a sealed token: whoever reads it learns nothing about whose it is, and nobody can make another.
"""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from comments_service.languages import N_
from comments_service.people.openid.seal import Seal
from comments_service.refusals import Refusal
from comments_service.storage import mailboxes, notices
from comments_service.storage.mailboxes import Mailbox
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
)

SEALED_FOR: Final = "stop mail"
# Which kinds of mail stop together.
ANSWERS: Final = (REPLY, MENTION, CORRECTION, WAITS)
DECISIONS: Final = (DECISION, CORRECTED, BECAME, LED)
SHARED: Final = (MOVED, FOLLOWED)
_LASTS: Final = timedelta(days=10 * 365)  # as long as anybody keeps a mail


class StopLinkIsWrong(Refusal):
    """The link was cut off on its way, or is not one of this service."""

    code = "stop-link-is-wrong"

    def __init__(self) -> None:
        super().__init__(
            N_("This link is not whole. Copy all of it from the mail, or sign in and choose what you get.")
        )


def stop_token(person_id: UUID, kind: str, *, seal: Seal, now: datetime) -> str:
    """What stops mail of a kind to somebody, for the link in a mail to them."""
    return seal.close(f"{person_id} {kind}", now=now)


def read_token(token: str, *, seal: Seal, now: datetime) -> tuple[UUID, str]:
    """Return whose mail a link stops, and of which kind.

    Raises:
        StopLinkIsWrong.
    """
    person_id, _, kind = (seal.open(token, now=now, within=_LASTS) or "").partition(" ")
    if kind not in (*ANSWERS, *DECISIONS, *SHARED):
        raise StopLinkIsWrong
    return UUID(person_id), kind


async def stop(token: str, *, all_of_it: bool, seal: Seal, now: datetime) -> str:
    """Stop mail of the kind that a link names, or all mail, and return that kind. Twice is once.

    Raises:
        StopLinkIsWrong.
    """
    person_id, kind = read_token(token, seal=seal, now=now)
    wished = await mailboxes.of_person(person_id)
    if all_of_it or kind in ANSWERS:
        wished = replace(wished, replies=False)
    if all_of_it or kind in DECISIONS:
        wished = replace(wished, decisions=False)
    if all_of_it or kind in SHARED:
        wished = replace(wished, followed=False)
    about = {"replies": wished.replies, "decisions": wished.decisions, "followed": wished.followed}
    await mailboxes.put_wishes(person_id, **about)
    return kind


async def wishes(person_id: UUID) -> Mailbox:
    """Where somebody's mail goes, and what they want mail about."""
    return await mailboxes.of_person(person_id)


async def given_up(person_id: UUID) -> int:
    """How many mails could not be delivered to somebody of late."""
    return await notices.given_up(person_id)


async def wish(person_id: UUID, *, replies: bool, decisions: bool, followed: bool = True) -> None:
    """Choose what one gets mail about, from now on."""
    await mailboxes.put_wishes(person_id, replies=replies, decisions=decisions, followed=followed)


async def forget_addresses() -> None:
    """Forget where anybody's mail goes. What they want mail about is remembered."""
    await mailboxes.forget_addresses()
