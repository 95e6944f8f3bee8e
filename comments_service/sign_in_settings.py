"""The settings of signing in: through the company's provider, or through a proxy at the edge. Read by settings.py."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from ipaddress import IPv4Network, IPv6Network, ip_network
from urllib.parse import urlsplit

SHORTEST_SECRET = 32
_LOOPBACK = ("127.0.0.1", "localhost", "::1")
_OPENID = {
    "issuer": "TOWNHALL_OIDC_ISSUER",
    "client_id": "TOWNHALL_OIDC_CLIENT_ID",
    "client_secret": "TOWNHALL_OIDC_CLIENT_SECRET",
    "name": "TOWNHALL_OIDC_NAME",
    "scope": "TOWNHALL_OIDC_SCOPE",
    "claims": "TOWNHALL_OIDC_CLAIMS",
    "roles": "TOWNHALL_OIDC_ROLES",
    "leeway": "TOWNHALL_OIDC_LEEWAY",
}
_PROXY = ("TOWNHALL_PROXY_ADDRESSES", "TOWNHALL_PROXY_SECRET", "TOWNHALL_PROXY_HEADERS", "TOWNHALL_PROXY_ROLES")
_MOST_LEEWAY, _MOST_DIGITS = timedelta(minutes=5), 4
_WIDEST = {4: 8, 6: 16}  # bits of a network that is anybody's own, such as 10.0.0.0/8


@dataclass(frozen=True, slots=True)
class OpenId:
    """Signing in through the company's provider. What claims and groups mean, people/openid/profile.py reads."""

    issuer: str
    client_id: str
    client_secret: str
    name: str = "your company account"
    scope: str = "openid profile"
    claims: str = ""
    roles: str = ""
    leeway: timedelta = timedelta(seconds=60)


@dataclass(frozen=True, slots=True)
class Proxy:
    """Signing in at the edge. What headers and groups mean, people/proxy.py reads."""

    addresses: str
    secret: str
    headers: str
    roles: str

    @property
    def networks(self) -> tuple[IPv4Network | IPv6Network, ...]:
        """From where it is believed; none where one of them is no address."""
        try:
            return tuple(ip_network(one.strip()) for one in self.addresses.split(",") if one.strip())
        except ValueError:
            return ()


def read_openid(environ: Mapping[str, str]) -> OpenId | None:
    """Return what is said of the provider, if anything is."""
    given = {name: environ.get(setting, "").strip() for name, setting in _OPENID.items()}
    if not any(given.values()):
        return None
    # What is no number is so far off that the check below refuses it.
    leeway = given.pop("leeway") or "60"
    seconds = timedelta(seconds=int(leeway) if leeway.isdecimal() and len(leeway) <= _MOST_DIGITS else -1)
    needed = {name: given.pop(name) for name in ("issuer", "client_id", "client_secret")}
    return OpenId(**needed, leeway=seconds, **{name: value for name, value in given.items() if value})


def read_proxy(environ: Mapping[str, str]) -> Proxy | None:
    """Return what is said of a proxy, if anything is."""
    given = [environ.get(name, "").strip() for name in _PROXY]
    return Proxy(*given) if any(given) else None


def problems_with_sign_in(openid: OpenId | None, proxy: Proxy | None, *, development: bool) -> list[str]:
    """Return what is wrong with either, and that there are both."""
    problems = []
    if openid and proxy:
        problems.append("TOWNHALL_PROXY_ADDRESSES and TOWNHALL_OIDC_ISSUER are two ways to sign in: set one of them.")
    if openid:
        problems += _problems_with_openid(openid, development=development)
    return [*problems, *(_problems_with_proxy(proxy) if proxy else ())]


def _problems_with_proxy(proxy: Proxy) -> Iterator[str]:
    if not proxy.headers:
        yield "TOWNHALL_PROXY_HEADERS must say which headers have what, as person=X-Auth-Subject, secret=X-Auth-Secret."
    if len(proxy.secret) < SHORTEST_SECRET:
        yield f"TOWNHALL_PROXY_SECRET needs at least {SHORTEST_SECRET} random characters, and the proxy the same."
    if not proxy.networks:
        yield "TOWNHALL_PROXY_ADDRESSES must be addresses or networks with commas between them: 10.0.0.5, 10.1.0.0/24."
    if any(one.prefixlen < _WIDEST[one.version] for one in proxy.networks):
        yield "TOWNHALL_PROXY_ADDRESSES is open to all: name only the addresses of your own proxies."


def _problems_with_openid(openid: OpenId, *, development: bool) -> list[str]:
    problems = []
    schemes = ("http", "https") if development else ("https",)
    is_here = urlsplit(openid.issuer).hostname in _LOOPBACK if is_address(openid.issuer, schemes=("http",)) else True
    if not is_address(openid.issuer, schemes=schemes) or not is_here:
        problems.append(
            "TOWNHALL_OIDC_ISSUER must be the https address of the company’s sign-in, as its own documents spell it."
        )
    problems += [
        f"{_OPENID[name]} is not set: the company’s sign-in gives it to this service."
        for name in ("client_id", "client_secret")
        if not getattr(openid, name)
    ]
    if "openid" not in openid.scope.split():
        problems.append("TOWNHALL_OIDC_SCOPE must have openid in it, as “openid profile”.")
    if not timedelta() <= openid.leeway <= _MOST_LEEWAY:
        problems.append("TOWNHALL_OIDC_LEEWAY must be how many seconds clocks may disagree, from 0 to 300.")
    return problems


def is_address(url: str, *, schemes: tuple[str, ...]) -> bool:
    """Say whether this is an address and nothing more: nobody's password, no query."""
    try:
        parts = urlsplit(url)
        is_plain = not (parts.query or parts.fragment or parts.username) and parts.port != 0
    except ValueError:
        return False
    return parts.scheme in schemes and bool(parts.hostname) and "*" not in parts.netloc and is_plain
