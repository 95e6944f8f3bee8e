"""How often signing in may fail from one address before it has to wait. Only failures count: a whole office sits
behind one.

No address is kept: what is counted is a hash with a key that is not in the database, and only for hours.
"""

import hashlib
import hmac
import math
from collections.abc import Callable
from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address
from uuid import UUID

from comments_service.languages import N_many
from comments_service.refusals import Refusal
from comments_service.storage import failed_sign_ins

MOST_FAILURES = 60
WINDOW = timedelta(minutes=15)
# One subscriber has a whole network of IPv6 addresses (RFC 6177), and could take another for each attempt.
_IPV6_HOST_BITS = 64


class TooManyAttempts(Refusal):
    """Signing in failed too often from here; it may be tried again in so many seconds."""

    code = "too-many-attempts"

    def __init__(self, seconds: int) -> None:
        minutes = -(-seconds // 60)
        said = N_many(
            "Signing in failed too often from your network. Try again in a minute.",
            "Signing in failed too often from your network. Try again in %(count)s minutes.",
            count=minutes,
        )
        super().__init__(said, seconds=seconds)


def origin_of(address: str, *, secret: str) -> str | None:
    """Return what stands for an address in the database, or None for one that is no reader's own.

    From this machine comes only what a proxy passes on, which says nothing of who is behind it.
    """
    try:
        found = ip_address(address)
    except ValueError:
        return None
    if isinstance(found, IPv6Address) and found.ipv4_mapped:
        found = found.ipv4_mapped
    if found.is_loopback:
        return None
    number = int(found) >> _IPV6_HOST_BITS if isinstance(found, IPv6Address) else int(found)
    return hmac.new(secret.encode(), f"origin:{found.version}:{number}".encode(), hashlib.sha256).hexdigest()


async def require_patience(origin: str, *, now: datetime) -> None:
    """Check that signing in from somewhere may be tried.

    Raises:
        TooManyAttempts: it failed too often lately.
    """
    failed = await failed_sign_ins.latest(origin, since=now - WINDOW, limit=MOST_FAILURES)
    if len(failed) >= MOST_FAILURES:
        raise TooManyAttempts(math.ceil((failed[-1] + WINDOW - now).total_seconds()))


async def note_failure(origin: str, *, new_id: Callable[[], UUID], now: datetime) -> None:
    """Count one more failure from somewhere."""
    await failed_sign_ins.add(id=new_id(), origin=origin, at=now)
