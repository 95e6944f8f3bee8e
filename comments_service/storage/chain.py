"""How each event is chained to the one before it: `hash_after` says what is hashed, so that anybody can check it.

Pure; storage/events.py writes by it, the audit room checks by it.
"""

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC
from typing import Any

from comments_service.records import Event

BEFORE_THE_FIRST = "0" * 64


@dataclass(frozen=True, slots=True)
class Recorded:
    """An event in the chain; `event` is None where what stands there cannot be read."""

    number: int
    hash: str
    event: Event | None


@dataclass(frozen=True, slots=True)
class Head:
    """The end of the chain: how many events there are, and the hash of the last."""

    number: int
    hash: str


def hash_after(previous: str, number: int, event: Event) -> str:
    """Return the hash of an event: the SHA-256, in lower-case hexadecimal, of the hash before it, a line feed, and its
    own content.

    Its content is one JSON object with the members number, kind, thread, comment, person, at and facts, in the
    canonical form of RFC 8785: members sorted by name, no white space, UTF-8. `at` is RFC 3339 in UTC with six digits
    of a second, ids are text, what there is not is null. Facts hold no fractions and no numbers from 2^53 on, where
    implementations of that form would have to agree on more than this.

    Args:
        previous: the hash of the event before it; BEFORE_THE_FIRST before the first.
        number: its own number; the first is 1.

    Raises:
        TypeError: its facts cannot be written as the JSON described above.
    """
    return hashlib.sha256(f"{previous}\n{canonical(content(number, event))}".encode()).hexdigest()


def content(number: int, event: Event) -> dict[str, Any]:
    """Return what is hashed of an event, as a JSON object."""
    return {
        "number": number,
        "kind": event.kind,
        "thread": event.thread_uid,
        "comment": str(event.comment_id) if event.comment_id else None,
        "person": str(event.person_id) if event.person_id else None,
        "at": event.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
        # As any database gives them back: without Python's tuples, and with text for names.
        "facts": json.loads(json.dumps(dict(event.facts)), parse_float=_refuse, parse_constant=_refuse),
    }


def canonical(value: dict[str, Any]) -> str:
    """Return a JSON object in its canonical form (RFC 8785, section 3.2)."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def _refuse(number: str) -> None:
    raise TypeError(f"an event's facts hold no fractions: {number}")
