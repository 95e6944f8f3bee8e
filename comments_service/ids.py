"""Ids that sort by time of making: UUID version 7 (RFC 9562, section 5.7). Called in app.py; handed down from there."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

_RANDOM_BITS = 74
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def uuid7(at: datetime, randomness: int) -> UUID:
    """Return the version 7 UUID for a moment.

    Args:
        at: an aware moment; its milliseconds since 1970 are the first 48 bits.
        randomness: at least 74 random bits; more are cut off.
    """
    # In whole numbers: as a float, one moment in a thousand is a millisecond early.
    milliseconds = (at - _EPOCH) // timedelta(milliseconds=1) & ((1 << 48) - 1)
    bits = randomness & ((1 << _RANDOM_BITS) - 1)
    rand_a, rand_b = bits >> 62, bits & ((1 << 62) - 1)
    return UUID(int=milliseconds << 80 | 0x7 << 76 | rand_a << 64 | 0b10 << 62 | rand_b)
