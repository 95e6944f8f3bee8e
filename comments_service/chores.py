"""What is done from time to time while the service runs; app.py and the command line hand it to housekeeping.py."""

from collections.abc import Callable
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


def chores_of(settings: Settings, ledger: Ledger, *, retention: Retention, now: Callable[[], datetime]) -> list[Chore]:
    """Return the chores of a site."""

    async def purge_what_is_old() -> None:
        await purge(retention, ledger=ledger, now=now())

    async def sweep_what_signing_in_left() -> None:
        await sweep(now=now(), idle=settings.session_idle, lifetime=settings.session_lifetime)

    chores = [
        Chore("purge", _PURGE_EVERY, purge_what_is_old),
        Chore("sweep", _SWEEP_EVERY, sweep_what_signing_in_left),
    ]
    # Where mail was sent once and is not any more, nobody need know where it went.
    return chores if settings.mail else [*chores, Chore("addresses", _PURGE_EVERY, forget_addresses)]
