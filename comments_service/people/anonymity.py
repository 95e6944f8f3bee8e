"""The keys by which people speak without their name: who recognises their own, and who they are, sealed.

The keys come from the settings and are never in the database: one without the other tells nobody anything.
"""

import base64
import secrets
from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from comments_service.pseudonyms import Pseudonyms
from comments_service.records import Person

_NONCE = 12  # bytes, as NIST SP 800-38D has it


class Anonymity:
    """What can tell whose a pseudonym is.

    Args:
        keys: texts of the settings, one at least; the first is for what is new, the others for what there is.
    """

    def __init__(self, keys: Sequence[str]) -> None:
        self._names = tuple(_derived(key, "pseudonym") for key in keys)
        self._seals = tuple(AESGCM(_derived(key, "identity")) for key in keys)

    def known(self, person: Person) -> Person:
        """Return somebody who asks, so that they recognise what they said without their name."""
        return replace(person, pseudonyms=Pseudonyms(self._names, person.id))

    def seal(self, person_id: UUID, *, pseudonym: UUID) -> str:
        """Seal who has a pseudonym (AES-256-GCM). It opens for that pseudonym alone, and all are of one length."""
        nonce = secrets.token_bytes(_NONCE)
        closed = self._seals[0].encrypt(nonce, person_id.bytes, pseudonym.bytes)
        return base64.b64encode(nonce + closed).decode()

    def open(self, sealed: str, *, pseudonym: UUID) -> UUID | None:
        """Return whose a pseudonym is; None if no key opens it, or it is another's."""
        box = base64.b64decode(sealed)
        for seal in self._seals:
            try:
                return UUID(bytes=seal.decrypt(box[:_NONCE], box[_NONCE:], pseudonym.bytes))
            except InvalidTag:
                continue
        return None


def _derived(key: str, purpose: str) -> bytes:
    """A key for one purpose (HKDF, RFC 5869)."""
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=f"townhall:{purpose}".encode()).derive(key.encode())
