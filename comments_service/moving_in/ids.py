"""By which ids what comes from elsewhere is kept: worked out from what it is, so that taking it again changes nothing.

Pure.
"""

import hashlib
import hmac
from datetime import datetime
from typing import Final
from uuid import UUID

from comments_service.ids import uuid7

_HANDLE_DIGITS: Final = 24


def comment_id(source: str, thread_uid: str, key: str, at: datetime) -> UUID:
    """The id of a comment, of version 7 as all are: the time at which it was said, and a hash of what it is there."""
    return uuid7(at, int.from_bytes(_hashed("comment", source, thread_uid, key, at.isoformat())[:16]))


def revision_id(comment: UUID) -> UUID:
    """The id of its words."""
    return UUID(bytes=_hashed("revision", str(comment))[:16], version=5)


def person_id(secret: str, source: str, account: str, name: str) -> UUID:
    """The id of somebody who spoke there: a keyed hash (RFC 2104), or whoever has the database could try addresses.

    Args:
        account: what tells people of one name apart, mostly an address; it is kept nowhere.
    """
    text = "\x00".join(("townhall:moved-in", source, account.strip().lower(), name)).encode("utf-8", "surrogatepass")
    return UUID(bytes=hmac.digest(secret.encode(), text, hashlib.sha256)[:16], version=5)


def handle(person: UUID) -> str:
    """How the desk names them. A dot is in no handle that somebody can sign in with, or a page can name."""
    return f"moved.{person.hex[:_HANDLE_DIGITS]}"


def _hashed(*parts: str) -> bytes:
    return hashlib.sha256("\x00".join(parts).encode("utf-8", "surrogatepass")).digest()
