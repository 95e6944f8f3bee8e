"""The settings of sending mail: through which server, and from whom. Read by settings.py."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from email.headerregistry import Address
from email.utils import parseaddr
from typing import Final
from urllib.parse import unquote, urlsplit

_SERVER, _FROM = "TOWNHALL_SMTP_URL", "TOWNHALL_MAIL_FROM"
_PORTS: Final = {"smtps": 465, "smtp": 587}
# Where a password cannot be overheard on its way: only there is nothing sealed.
_HERE: Final = ("127.0.0.1", "::1", "localhost")
_ADDRESS: Final = re.compile(
    r"[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[a-z0-9-]{1,63}\.)*[a-z0-9-]{1,63}", re.IGNORECASE | re.ASCII
)
LONGEST_ADDRESS: Final = 254  # RFC 5321, section 4.5.3.1.3


@dataclass(frozen=True, slots=True)
class Mail:
    """How mail is sent.

    Attributes:
        sealed: by TLS, from the first byte on (`smtps`) or before anything is said (`smtp`, STARTTLS); not on this
            machine itself.
        from_name: whom it says it is from, beside the address; "" for nobody.
    """

    host: str
    port: int
    sealed: bool
    from_first_byte: bool
    user: str
    password: str = field(repr=False)
    from_name: str
    from_address: str

    @property
    def sender(self) -> Address:
        """From whom mail says that it is."""
        return Address(self.from_name, addr_spec=self.from_address)


def read_mail(environ: Mapping[str, str]) -> Mail | None:
    """Return what is said of mail, if anything is. What cannot be is empty in it, and told by `problems_with_mail`."""
    url, sender = (environ.get(name, "").strip() for name in (_SERVER, _FROM))
    if not (url or sender):
        return None
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port or _PORTS.get(parts.scheme, 0)
        is_plain = parts.scheme in _PORTS and not (parts.path.strip("/") or parts.query or parts.fragment)
    except ValueError:
        return Mail("", 0, sealed=True, from_first_byte=False, user="", password="", **_from(sender))
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    is_first = parts.scheme == "smtps"
    sealed = is_first or host not in _HERE
    about = {"sealed": sealed, "from_first_byte": is_first, "user": user, "password": password}
    return Mail(host if is_plain else "", port, **about, **_from(sender))  # type: ignore[arg-type]


def _from(sender: str) -> dict[str, str]:
    name, address = parseaddr(sender)
    # One address and nothing else: of several, only the first would be taken.
    is_one = is_mail_address(address) and sender.isprintable() and sender.count("@") == 1
    return {"from_name": name if is_one else "", "from_address": address if is_one else ""}


def is_mail_address(text: str) -> bool:
    """Say whether this is an address that any server takes: in ASCII, without quotes, spaces or comments."""
    return len(text) <= LONGEST_ADDRESS and bool(_ADDRESS.fullmatch(text))


def problems_with_mail(mail: Mail | None) -> Iterator[str]:
    """Tell what is wrong with it; the password is in no sentence."""
    if mail and not mail.host:
        yield f"{_SERVER} must be smtps://user:password@host:465, or smtp://…:587 for a server that does STARTTLS."
    if mail and bool(mail.user) != bool(mail.password):
        yield f"{_SERVER} must have a user and a password, or neither."
    if mail and not mail.from_address:
        yield f"{_FROM} must say from whom mail is, as “The newsroom <newsroom@example.com>”."
