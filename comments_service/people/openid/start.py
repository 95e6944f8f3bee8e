"""Beginning to sign in: what the browser keeps, and where it goes."""

import secrets
from datetime import datetime

from comments_service.people.openid.pending import Pending, sealed
from comments_service.people.openid.way import Way


async def start(way: Way, *, next_page: str, now: datetime, ask_again: bool) -> tuple[str, str, str]:
    """Return where the browser goes, the state that comes back, and what the browser keeps meanwhile.

    Args:
        ask_again: the provider is to ask who it is, even where it believes to know.

    Raises:
        ProviderIsUnreachable.
    """
    state, nonce, verifier = (secrets.token_urlsafe(size) for size in (16, 16, 48))
    pending = Pending(state, nonce, verifier, next_page)
    address = await way.provider.way_in(pending, prompt="login" if ask_again else "")
    return address, state, sealed(pending, way.pending, now=now)
