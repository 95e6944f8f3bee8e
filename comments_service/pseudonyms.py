"""What one person is called where they speak without their name: worked out from a key each time, kept nowhere.

Pure. Whoever has the database alone cannot tell whose a pseudonym is, nor whether two of them are one person's.
"""

import hashlib
import hmac
from dataclasses import dataclass
from uuid import UUID

_KINDS = {"person": b"pseudonym", "comment": b"comment", "answer": b"answer"}


@dataclass(frozen=True, slots=True, repr=False)
class Pseudonyms:
    """The pseudonyms of one person, one a discussion. Printed, it shows neither key nor person.

    Attributes:
        keys: 32 bytes each; what is new goes by the first, what was made with an earlier one is still known.
    """

    keys: tuple[bytes, ...]
    person_id: UUID

    def in_thread(self, uid: str) -> tuple[UUID, ...]:
        """The ids of somebody's pseudonym in a discussion, one a key: the rows that they may be the author in."""
        return tuple(self._derived(key, "person", uid.encode()) for key in self.keys)

    def comment_ids(self, sent: UUID) -> tuple[UUID, ...]:
        """Under which ids a comment is kept that was sent with an id, one a key.

        Not under the one that was sent: that has the time in it at which its author began to write, and stands in the
        logs of whatever web server it came through.
        """
        return tuple(self._derived(key, "comment", sent.bytes) for key in self.keys)

    def answer_ids(self, uid: str, asked: str) -> tuple[UUID, ...]:
        """Under which ids somebody's answer to a closed question of a page is kept, one a key.

        Args:
            asked: which question, since a page may ask another one later.
        """
        return tuple(self._derived(key, "answer", f"{uid}\x00{asked}".encode()) for key in self.keys)

    def _derived(self, key: bytes, kind: str, about: bytes) -> UUID:
        """A UUID of version 8 (RFC 9562, section 5.8): 122 bits of an HMAC (RFC 2104)."""
        text = b"\x00".join((_KINDS[kind], self.person_id.bytes + about))
        octets = bytearray(hmac.digest(key, text, hashlib.sha256)[:16])
        octets[6] = octets[6] & 0x0F | 0x80
        octets[8] = octets[8] & 0x3F | 0x80
        return UUID(bytes=bytes(octets))
