"""Signing in at the edge: what a proxy of the company's own says of whom it lets through, and when it is believed.

It is believed where the connection itself comes from an address that is named, and brings a secret that both know. All
else that claims to be somebody is ignored, and that it was is logged, without who.
"""

import hmac
import logging
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Network, ip_address
from typing import Any, Final
from uuid import UUID

from comments_service.events import Ledger
from comments_service.people.openid.failures import PersonIsDeactivated, SignInWasDenied
from comments_service.people.openid.leave import tie_of
from comments_service.people.openid.profile import GROUPS, Mapped, MappingIsWrong, Profile, profile, read_claims
from comments_service.people.openid.take_in import take_in
from comments_service.people.openid.tie import Tie
from comments_service.records import Person, Session

log = logging.getLogger(__name__)

ISSUER: Final = "proxy"
_PERSON, _SECRET = "person", "secret"
_HEADER: Final = re.compile(r"[a-z0-9][a-z0-9-]*")
_LONGEST: Final = 255  # characters of whom the proxy names
Header = tuple[bytes, bytes]


@dataclass(frozen=True, slots=True)
class Vouched:
    """Whom the proxy let through, and what it says of them."""

    subject: str
    about: Profile


@dataclass(frozen=True, slots=True)
class Edge:
    """The way in through the proxy.

    Attributes:
        mapped: which header has what, in small letters, and what groups mean here.
        name: what people call it, as in "Sign in with …".
    """

    networks: tuple[IPv4Network | IPv6Network, ...]
    secret: str
    person_header: str
    secret_header: str
    mapped: Mapped
    name: str = "your company account"

    def vouched(self, headers: Iterable[Header], *, peer: str) -> Vouched | None:
        """Return whom the proxy let through; None where nobody is named, or whoever names them is not the proxy.

        Args:
            peer: where the connection itself comes from, whatever any header says of that.
        """
        said = _said(headers, {self.person_header, self.secret_header, *self.mapped.claims.values()})
        subject = said.get(self.person_header, [""])[0].strip()
        if not subject:
            return None
        if why := self._why_not(said, subject, peer):
            log.warning("who signed in at the edge is not believed: %s", why)
            return None
        claims: dict[str, Any] = {name: values[0] for name, values in said.items()}
        if groups := claims.get(self.mapped.claims.get(GROUPS, "")):
            claims[self.mapped.claims[GROUPS]] = [one.strip() for one in re.split("[,;]", groups)]
        return Vouched(subject, profile(claims, self.mapped))

    def _why_not(self, said: Mapping[str, list[str]], subject: str, peer: str) -> str:
        if not _is_in(peer, self.networks):
            return "it came from no address that is named"
        # Twice means that a proxy let through what a browser had sent beside its own.
        if any(len(values) > 1 for values in said.values()):
            return "a header stood there twice"
        if not hmac.compare_digest(said.get(self.secret_header, [""])[0].encode(), self.secret.encode()):
            return "the secret was wrong"
        return "" if len(subject) <= _LONGEST and subject.isprintable() else "the person was none"


def read_headers(text: str) -> tuple[str, str, Mapping[str, str]]:
    """Read `person=X-Auth-Subject, secret=X-Auth-Secret, name=X-Auth-Name, groups=X-Auth-Groups`.

    Returns:
        The header with the person, the one with the secret, and the others as claims.

    Raises:
        MappingIsWrong.
    """
    named = {kept: header.lower() for kept, header in read_claims(text, usual={}, also=(_PERSON, _SECRET)).items()}
    for header in named.values():
        if not _HEADER.fullmatch(header):
            raise MappingIsWrong(f"has “{header}”, which is no header. Allowed: letters, digits and hyphens.")
    if not {_PERSON, _SECRET} <= set(named) or len(set(named.values())) < len(named):
        raise MappingIsWrong(f"must name a header for {_PERSON}, one for {_SECRET}, and none for two things.")
    return named.pop(_PERSON), named.pop(_SECRET), named


async def enter(
    vouched: Vouched | None, *, secret: str, ledger: Ledger, new_id: Callable[[], UUID]
) -> tuple[Person, Tie]:
    """Return who signed in at the edge, brought up to date, and what their session is tied to.

    Args:
        secret: as in take_in.py.

    Raises:
        SignInWasDenied: the proxy names nobody.
        PersonIsDeactivated.
    """
    if vouched is None:
        raise SignInWasDenied
    tied = Tie(ISSUER, vouched.subject)
    who = {"issuer": tied.issuer, "subject": tied.subject, "secret": secret}
    person = await take_in(vouched.about, **who, ledger=ledger, new_id=new_id)
    if not person.active:
        raise PersonIsDeactivated
    return person, tied


async def still_vouches(vouched: Vouched | None, session: Session) -> bool:
    """Say whether the proxy still names the person whose session this is: it counts for nobody else."""
    tied = await tie_of(session.id) if vouched else None
    return bool(vouched and tied and (tied.issuer, tied.subject) == (ISSUER, vouched.subject))


def _said(headers: Iterable[Header], wanted: set[str]) -> dict[str, list[str]]:
    said: dict[str, list[str]] = {}
    for raw, value in headers:
        if (name := raw.decode("latin-1").lower()) in wanted:
            said.setdefault(name, []).append(_text(value))
    return said


def _text(value: bytes) -> str:
    """Names are UTF-8 nearly everywhere; what is not is what HTTP once meant (RFC 9110, 5.5)."""
    try:
        return value.decode()
    except UnicodeDecodeError:
        return value.decode("latin-1")


def _is_in(peer: str, networks: Iterable[IPv4Network | IPv6Network]) -> bool:
    try:
        address = ip_address(peer)
    except ValueError:
        return False
    # A socket for both kinds tells of IPv4 as ::ffff:10.0.0.5.
    address = getattr(address, "ipv4_mapped", None) or address
    return any(address in network for network in networks)
