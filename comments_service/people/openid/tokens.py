"""What a token of the provider must say to be believed: one about a sign-in, one about a sign-out. Pure.

The signature was checked by provider.py before; here it is what was signed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from authlib.oidc.core import CodeIDToken
from joserfc.errors import ExpiredTokenError, InvalidClaimError, JoseError, MissingClaimError
from joserfc.jwt import JWTClaimsRegistry

from comments_service.people.openid.failures import ClocksDisagree, LogoutTokenIsWrong, TokenIsWrong

LOGOUT_EVENT = "http://schemas.openid.net/event/backchannel-logout"
# A logout token is used at once: one that is older than this was held back by somebody.
LOGOUT_LIVES = timedelta(minutes=10)
_LONGEST = 255  # characters of a subject (OpenID Connect Core 1.0, section 2), and of what else becomes a column
_OF_TIME = ("iat", "nbf")


@dataclass(frozen=True, slots=True)
class Terms:
    """What a token is held against: whose it must be, for whom, by which clock, and how far clocks may disagree."""

    issuer: str
    client_id: str
    now: datetime
    leeway: timedelta

    @property
    def moment(self) -> int:
        """Now, as tokens count time."""
        return int(self.now.timestamp())

    @property
    def seconds(self) -> int:
        """How far clocks may disagree."""
        return int(self.leeway.total_seconds())

    @property
    def addressed(self) -> dict[str, Any]:
        """From whom and for whom: authlib does not check the audience unless it is told to."""
        return {
            "iss": {"essential": True, "value": self.issuer},
            "aud": {"essential": True, "value": self.client_id},
        }


def believe_sign_in(
    claims: Mapping[str, Any], header: Mapping[str, Any], *, nonce: str, access_token: str | None, terms: Terms
) -> Mapping[str, Any]:
    """Return what an ID token says, if it says so to us, now, about this sign-in (Core 1.0, section 3.1.3.7).

    Raises:
        ClocksDisagree: it would be believed at another time.
        TokenIsWrong: it would never be.
    """
    told = {"nonce": nonce, "client_id": terms.client_id, "access_token": access_token}
    token = CodeIDToken(dict(claims), dict(header), terms.addressed, told)
    try:
        token.validate(now=terms.moment, leeway=terms.seconds)
    except ExpiredTokenError as error:
        raise ClocksDisagree from error
    except (InvalidClaimError, MissingClaimError) as error:
        raise (ClocksDisagree if _is_early(error, claims) else TokenIsWrong) from error
    except (JoseError, TypeError, ValueError) as error:
        raise TokenIsWrong from error
    subject = claims.get("sub")
    if not _is_name(subject) or not subject or (isinstance(claims["aud"], list) and not _is_ours_alone(claims, terms)):
        raise TokenIsWrong
    return claims


def _is_early(error: Exception, claims: Mapping[str, Any]) -> bool:
    return getattr(error, "claim", "") in _OF_TIME and isinstance(claims.get("iat"), int | float)


def _is_ours_alone(claims: Mapping[str, Any], terms: Terms) -> bool:
    """Say whether a token with several audiences was made for us: only then does it name us as its party."""
    return claims["aud"] == [terms.client_id] or claims.get("azp") == terms.client_id


@dataclass(frozen=True, slots=True)
class Logout:
    """What a logout token ends: one session at the provider, all of a subject's, or both said at once."""

    jti: str
    subject: str
    sid: str
    until: datetime


def believe_logout(claims: Mapping[str, Any], header: Mapping[str, Any], *, terms: Terms) -> Logout:
    """Return what a logout token ends (Back-Channel Logout 1.0, section 2.6). Whether it was used, a row knows.

    Raises:
        LogoutTokenIsWrong: nothing; it says why.
    """
    if str(header.get("typ", "JWT")).lower() not in ("jwt", "logout+jwt", "application/logout+jwt"):
        raise LogoutTokenIsWrong("it is of another type")
    required: Any = {**terms.addressed, "iat": {"essential": True}, "jti": {"essential": True}}
    try:
        JWTClaimsRegistry(now=terms.moment, leeway=terms.seconds, **required).validate(dict(claims))
    except JoseError as error:
        raise LogoutTokenIsWrong(f"its {getattr(error, 'claim', None) or 'claims'} is not as it must be") from error
    events = claims.get("events")
    if not isinstance(events, dict) or not isinstance(events.get(LOGOUT_EVENT), dict):
        raise LogoutTokenIsWrong("it does not say that it is one")
    if "nonce" in claims:
        raise LogoutTokenIsWrong("it has a nonce, as tokens about signing in do")
    return _ended(claims, terms)


def _ended(claims: Mapping[str, Any], terms: Terms) -> Logout:
    subject, sid = claims.get("sub", ""), claims.get("sid", "")
    if not (_is_name(subject) and _is_name(sid) and (subject or sid)):
        raise LogoutTokenIsWrong("it names neither a subject nor a session")
    if terms.moment - claims["iat"] > (LOGOUT_LIVES + terms.leeway).total_seconds():
        raise LogoutTokenIsWrong("it is too old")
    return Logout(claims["jti"], subject, sid, terms.now + LOGOUT_LIVES + 2 * terms.leeway)


def _is_name(value: object) -> bool:
    return isinstance(value, str) and len(value) <= _LONGEST and (value.isprintable() or not value)
