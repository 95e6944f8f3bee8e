"""Sealing: what only this service can read, and nobody can change, wherever it is kept meanwhile."""

import base64
from datetime import datetime, timedelta

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF


class Seal:
    """Seals texts for one purpose: what was sealed for another does not open.

    Args:
        secret: the service's own; every process that has it can open what another sealed.
        purpose: what is sealed here, in a word.
    """

    def __init__(self, secret: str, purpose: str) -> None:
        key = HKDF(algorithm=SHA256(), length=32, salt=None, info=f"townhall:{purpose}".encode())
        self._fernet = Fernet(base64.urlsafe_b64encode(key.derive(secret.encode())))

    def close(self, text: str, *, now: datetime) -> str:
        """Seal a text; the result is fit for a cookie, an address and a row."""
        return self._fernet.encrypt_at_time(text.encode(), int(now.timestamp())).decode()

    def open(self, sealed: str, *, now: datetime, within: timedelta) -> str | None:
        """Return the text, unless this was not sealed here, or longer ago than `within`."""
        try:
            ttl, moment = int(within.total_seconds()), int(now.timestamp())
            return self._fernet.decrypt_at_time(sealed.encode(), ttl, moment).decode()
        except (InvalidToken, ValueError):
            return None
