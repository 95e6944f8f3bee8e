"""What is done from time to time while the service runs; app.py and the command line hand it to housekeeping.py."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Final

from comments_service.events import Ledger
from comments_service.housekeeping import Chore
from comments_service.notices.stopping import forget_addresses
from comments_service.people.left_behind import sweep
from comments_service.privacy.purge import purge
from comments_service.privacy.retention import Retention
from comments_service.settings import Settings

_PURGE_EVERY: Final = timedelta(hours=1)
_SWEEP_EVERY: Final = timedelta(minutes=10)
# What is due is looked for at each look at the clock.
_LETTERS_EVERY: Final = timedelta(seconds=30)


def chores_of(
    settings: Settings,
    ledger: Ledger,
    *,
    retention: Retention,
    postman: Callable[..., Awaitable[int]] | None,
    now: Callable[[], datetime],
) -> list[Chore]:
    """Return the chores of a site.

    Args:
        postman: empties the letterbox; None where nobody can leave their name out.
    """

    async def purge_what_is_old() -> None:
        await purge(retention, ledger=ledger, now=now())

    async def sweep_what_signing_in_left() -> None:
        await sweep(now=now(), idle=settings.session_idle, lifetime=settings.session_lifetime)

    async def empty_the_letterbox() -> None:
        assert postman, "or it is no chore"
        await postman(now=now())

    chores = [
        *([Chore("letterbox", _LETTERS_EVERY, empty_the_letterbox)] if postman else []),
        Chore("purge", _PURGE_EVERY, purge_what_is_old),
        Chore("sweep", _SWEEP_EVERY, sweep_what_signing_in_left),
    ]
    # Where mail was sent once and is not any more, nobody need know where it went.
    return chores if settings.mail else [*chores, Chore("addresses", _PURGE_EVERY, forget_addresses)]
