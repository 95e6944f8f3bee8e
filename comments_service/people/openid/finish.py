"""Finishing a sign-in: from what a browser came back with, to a person and what their session is tied to."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from comments_service.events import Ledger
from comments_service.people.openid.failures import (
    PersonIsDeactivated,
    ProviderIsUnreachable,
    SignInIsOver,
    SignInWasDenied,
    TokenIsWrong,
)
from comments_service.people.openid.pending import Pending
from comments_service.people.openid.profile import is_lacking, profile
from comments_service.people.openid.provider import note_refusal
from comments_service.people.openid.take_in import take_in
from comments_service.people.openid.tie import Tie
from comments_service.people.openid.tokens import believe_sign_in
from comments_service.people.openid.way import Way
from comments_service.records import Person

_BUSY = frozenset({"server_error", "temporarily_unavailable"})
_NO = frozenset({"access_denied", "login_required", "consent_required", "interaction_required"})


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Who signed in, and what their session is tied to."""

    person: Person
    tied: Tie


async def finish(
    answer: Mapping[str, str],
    pending: Pending | None,
    way: Way,
    *,
    now: datetime,
    secret: str,
    ledger: Ledger,
    new_id: Callable[[], UUID],
) -> SignedIn:
    """Find out who signed in, and bring what is known of them up to date.

    Args:
        answer: the query that the provider sent the browser back with.
        pending: the sign-in that this browser had begun with the same state.
        secret: as in take_in.py.

    Raises:
        SignInIsOver, SignInWasDenied, ProviderIsUnreachable, ClocksDisagree, TokenIsWrong, PersonIsDeactivated.
    """
    if pending is None or answer.get("state") != pending.state:
        raise SignInIsOver
    claims, tied = await _believed(await _code(answer, way), pending, way, now=now)
    about = profile(claims, way.mapped)
    who = {"issuer": tied.issuer, "subject": tied.subject, "secret": secret}
    person = await take_in(about, **who, ledger=ledger, new_id=new_id)
    if not person.active:
        raise PersonIsDeactivated
    return SignedIn(person, tied)


async def _code(answer: Mapping[str, str], way: Way) -> str:
    """Return the code, if this is an answer of this provider and it is a yes."""
    names = answer.get("iss")
    if names != way.provider.issuer and (names is not None or await way.provider.names_itself()):
        raise TokenIsWrong
    if error := answer.get("error"):
        if error in _BUSY:
            raise ProviderIsUnreachable
        if error in _NO:
            raise SignInWasDenied
        note_refusal(error)
        raise SignInWasDenied
    if not answer.get("code"):
        raise SignInIsOver
    return answer["code"]


async def _believed(code: str, pending: Pending, way: Way, *, now: datetime) -> tuple[dict[str, Any], Tie]:
    exchanged = await way.provider.exchange(code, pending)
    token = await way.provider.signed(exchanged.id_token)
    terms, access = way.provider.terms(), exchanged.access_token
    claims = dict(believe_sign_in(token.claims, token.header, nonce=pending.nonce, access_token=access, terms=terms))
    subject, sid = claims["sub"], claims.get("sid")
    if is_lacking(claims, way.mapped):
        claims = {**await way.provider.told_beside(exchanged, subject=subject), **claims}
    hint = way.hints.close(exchanged.id_token, now=now)
    return claims, Tie(way.provider.issuer, subject, sid if isinstance(sid, str) else "", hint)
