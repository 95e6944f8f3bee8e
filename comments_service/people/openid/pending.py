"""A sign-in that has begun: what its browser keeps, sealed, until the provider sends it back. Pure."""

from datetime import datetime, timedelta

import msgspec

from comments_service.people.openid.seal import Seal

# Long enough for a forgotten password and a second factor, short enough that nobody finds it open tomorrow.
LIVES = timedelta(minutes=15)


class Pending(msgspec.Struct, frozen=True):
    """What ties the provider's answer to this browser.

    Attributes:
        state: comes back beside the answer: that the answer is to a question of this browser.
        nonce: comes back inside the signed token: that the token was made for this question.
        verifier: what the code can be exchanged with, and the challenge was made from (RFC 7636).
        next_page: where to go afterwards; a page of this site.
    """

    state: str
    nonce: str
    verifier: str
    next_page: str


def sealed(pending: Pending, seal: Seal, *, now: datetime) -> str:
    """Return a sign-in as the browser keeps it."""
    return seal.close(msgspec.json.encode(pending).decode(), now=now)


def opened(kept: str, seal: Seal, *, now: datetime) -> Pending | None:
    """Return the sign-in that a browser kept, unless it is too old or was never ours."""
    text = seal.open(kept, now=now, within=LIVES)
    return msgspec.json.decode(text, type=Pending) if text else None
