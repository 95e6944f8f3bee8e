"""A mail server on loopback that keeps what it is given, for tests; and one that refuses."""

import contextlib
import ssl
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from ipaddress import ip_address
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from tests.support.company import NOON
from tests.support.service import free_port

SENDER = "The newsroom <newsroom@example.com>"


@dataclass
class Letterbox:
    """What came, as it came, and to whom. `refuses`: what is answered to a recipient instead of taking it."""

    url: str = ""
    raw: list[bytes] = field(default_factory=list)
    to: list[list[str]] = field(default_factory=list)
    logins: list[tuple[bytes, bytes]] = field(default_factory=list)
    was_sealed: list[bool] = field(default_factory=list)
    refuses: str = ""
    is_sealed_at_once: bool = False

    def messages(self) -> list[EmailMessage]:
        """What came, read as a mail program does. No property: aiosmtpd looks at each with every connection."""
        return [message_from_bytes(one, policy=default) for one in self.raw]  # type: ignore[arg-type, misc]

    async def handle_RCPT(  # noqa: N802 (aiosmtpd's name)
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        """Take a recipient, or not."""
        if self.refuses:
            return self.refuses
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 (its name)
        """Keep a message."""
        assert isinstance(envelope.content, bytes)
        self.raw.append(envelope.content)
        self.to.append(list(envelope.rcpt_tos))
        self.was_sealed.append(self.is_sealed_at_once or session.ssl is not None)
        return "250 OK"

    def authenticate(self, *about: Any) -> AuthResult:
        """Note who came, and let them in."""
        data = about[-1]
        self.logins.append((data.login, data.password))
        return AuthResult(success=True)


@contextlib.contextmanager
def post_office(*, host: str = "127.0.0.1", **how: Any) -> Iterator[Letterbox]:
    """Run a mail server for the length of a block, in a thread of its own."""
    box, port = Letterbox(), free_port()
    if "tls_context" in how or "ssl_context" in how:
        # aiosmtpd knows of TLS only where STARTTLS began it.
        how |= {"authenticator": box.authenticate, "auth_require_tls": "tls_context" in how}
        box.is_sealed_at_once = "ssl_context" in how
    # By its own name, which it would else ask the network for.
    controller = Controller(box, hostname=host, port=port, server_hostname="localhost", **how)
    box.url = f"smtp://{host}:{port}"
    controller.start()
    try:
        yield box
    finally:
        controller.stop()


def certificate(folder: Path, host: str) -> tuple[ssl.SSLContext, Path]:
    """A server's TLS with a certificate that nobody has signed but itself, and the file with that."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, host)])
    named = x509.DNSName(host) if host == "localhost" else x509.IPAddress(ip_address(host))
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(NOON - timedelta(days=400))
        .not_valid_after(NOON + timedelta(days=4000))
        .add_extension(x509.SubjectAlternativeName([named]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    file, key_file = folder / "certificate.pem", folder / "key.pem"
    file.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    key_file.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(file, key_file)
    return server, file
