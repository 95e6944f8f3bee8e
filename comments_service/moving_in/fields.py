"""What the readers of exports share: a moment, a name, an id, as files have them. Pure."""

import math
import re
from datetime import UTC, datetime, timedelta
from typing import Final

from comments_service.moving_in.elsewhere import LONGEST_ADDRESS, LONGEST_KEY

_EARLIEST: Final = datetime(1990, 1, 1, tzinfo=UTC)
_LATEST: Final = datetime(9999, 1, 1, tzinfo=UTC)
_FRACTION: Final = re.compile(r"(\.\d{6})\d+")


def moment(text: str) -> datetime | None:
    """A moment as ISO 8601 or "2011-08-31 15:16:29" has it, in UTC unless it says otherwise; None where it is none."""
    try:
        at = datetime.fromisoformat(_FRACTION.sub(r"\1", text.strip()))
        return _within(at if at.tzinfo else at.replace(tzinfo=UTC))
    except (ValueError, OverflowError):
        return None


def moment_of_seconds(seconds: object) -> datetime | None:
    """The same of seconds since 1970."""
    if isinstance(seconds, bool) or not isinstance(seconds, int | float) or not math.isfinite(seconds):
        return None
    try:
        return _within(datetime.fromtimestamp(seconds, UTC))
    except (ValueError, OverflowError, OSError):
        return None


def _within(at: datetime) -> datetime | None:
    at = at.astimezone(UTC)
    # To the millisecond, as every system here and there can keep it.
    at -= timedelta(microseconds=at.microsecond % 1000)
    return at if _EARLIEST <= at < _LATEST else None


def key(text: object) -> str | None:
    """An id as it is kept; None where there is none."""
    if isinstance(text, bool) or not isinstance(text, str | int):
        return None
    known = str(text).strip()
    return known if known and len(known) <= LONGEST_KEY and known.isprintable() else None


def address(text: object) -> str:
    """A page's address; "" where it is none."""
    known = str(text).strip() if isinstance(text, str) else ""
    return known if len(known) <= LONGEST_ADDRESS and known.isprintable() else ""
