"""Who left and had their name taken off: known again by their handle's keyed hash alone, so that nobody brings it back.

The key is the service's secret. Without it the table names nobody; it is not said either who each of them became.
"""

import hashlib
import hmac

from comments_service.events import LEAVER_WELCOMED, Ledger
from comments_service.people.roles import require
from comments_service.records import Person
from comments_service.refusals import FieldIsWrong
from comments_service.storage import leavers

NAME = "Former colleague"


def mark_of(handle: str, *, secret: str) -> str:
    """What a handle is known again by."""
    return hmac.new(secret.encode(), b"leaver:" + handle.strip().lower().encode(), hashlib.sha256).hexdigest()


async def has_left(handle: str, *, secret: str) -> bool:
    """Say whether this handle's name was taken off: whoever brings people in leaves it out."""
    return await leavers.has(mark_of(handle, secret=secret))


async def welcome(handle: str, *, by: Person | None, ledger: Ledger, secret: str) -> None:
    """Let somebody in again: as somebody new, to whom nothing said before belongs.

    Raises:
        SignInRequired, NotAllowed: this is for administrators.
        FieldIsWrong: no name was taken off of this handle.
    """
    admin = require(by, "anonymise")
    async with ledger.note() as change:
        if not await leavers.remove(mark_of(handle, secret=secret)):
            raise FieldIsWrong("handle", "Nobody of this handle had their name taken off.")
        change.record(LEAVER_WELCOMED, person=admin.id)
