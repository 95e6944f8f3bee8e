"""Ending sessions because the provider says so (Back-Channel Logout 1.0): at once, in every process, once a token."""

import hashlib
from datetime import datetime

from comments_service.events import SIGNED_OUT, Ledger
from comments_service.people.openid.failures import LogoutTokenIsWrong, TokenIsWrong
from comments_service.people.openid.tokens import believe_logout
from comments_service.people.openid.way import Way
from comments_service.storage import provider_sessions


async def end_from_provider(token: str, way: Way, *, ledger: Ledger, now: datetime) -> int:
    """End what a logout token names, and return how many sessions that were.

    Raises:
        LogoutTokenIsWrong: it is not the provider's, not for us, too old, or was used before.
        ProviderIsUnreachable: its keys cannot be had; the provider may send it again.
    """
    try:
        signed = await way.provider.signed(token)
    except TokenIsWrong as error:
        raise LogoutTokenIsWrong("the provider did not sign it") from error
    logout = believe_logout(signed.claims, signed.header, terms=way.provider.terms())
    issuer = way.provider.issuer
    async with ledger.note() as change:
        used = hashlib.sha256(f"{issuer} {logout.jti}".encode()).hexdigest()
        if not await provider_sessions.use_logout_token(used, until=logout.until, now=now):
            raise LogoutTokenIsWrong("it was used before")
        ended = await provider_sessions.end(issuer, subject=logout.subject, sid=logout.sid)
        for person in ended:
            change.record(SIGNED_OUT, person=person)
    return len(ended)
