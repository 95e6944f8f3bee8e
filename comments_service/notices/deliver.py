"""Delivering what is due: at least once, by one of any number of processes, for days if it must, and never in silence.

Whoever takes a notice has a lease; should that process die, another takes it over. A mail that was sent a moment before
is then sent again, with the same id, by which programs know it.
"""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from comments_service.languages import known
from comments_service.mail_settings import Mail
from comments_service.notices.letters import Letter, NotYet, letter, wants
from comments_service.notices.message import Addressee, Stationery, message
from comments_service.notices.post_office import Never, NotNow, PostOffice
from comments_service.notices.stopping import stop_token
from comments_service.people.openid.seal import Seal
from comments_service.storage import connection, mailboxes, notices, people
from comments_service.storage.notices import DROPPED, GIVEN_UP, SENT, Notice

log = logging.getLogger(__name__)

LOOK_EVERY: Final = timedelta(seconds=2)
_AT_A_TIME: Final = 10
# Longer than so many can take with a server that is slow to answer each.
_LEASE: Final = timedelta(minutes=10)
_LONGEST_WAIT_MINUTES: Final = 4 * 60
_GIVE_UP_AFTER: Final = timedelta(days=4)


@dataclass(frozen=True, slots=True)
class Delivery:
    """What delivering needs.

    Attributes:
        seal: for the link that stops mail.
    """

    mail: Mail
    stationery: Stationery
    seal: Seal
    name: str
    now: Callable[[], datetime]
    new_id: Callable[[], UUID]


async def keep_delivering(delivery: Delivery, *, look: timedelta = LOOK_EVERY) -> None:
    """Deliver whatever becomes due, until cancelled."""
    while True:
        await asyncio.sleep(look.total_seconds())
        try:
            while await deliver_due(delivery) == _AT_A_TIME:
                pass
        except Exception as error:  # noqa: BLE001 (a database that is gone, a fault of ours: the next look is a new chance)
            # The kind of error only: its message can hold what somebody wrote, or where their mail goes.
            log.warning("notices could not be delivered: %s", type(error).__name__)


async def deliver_all(delivery: Delivery) -> str:
    """Deliver all that is due, and say in a line how things stand."""
    while await deliver_due(delivery):
        pass
    found = await notices.counts()
    said = {"": "wait", SENT: "were sent", DROPPED: "were not needed any more", GIVEN_UP: "were given up"}
    return f"{', '.join(f'{found.get(outcome, 0)} {words}' for outcome, words in said.items())}."


async def deliver_due(delivery: Delivery) -> int:
    """Deliver some of what is due, and return how many were looked at."""
    now = delivery.now()
    if not await notices.is_any_due(now):
        return 0
    taken = await notices.lease(delivery.new_id(), now=now, until=now + _LEASE, most=_AT_A_TIME)
    async with PostOffice(delivery.mail, name=delivery.name) as office:
        for notice in taken:
            await _deliver_or_put_off(notice, delivery, office)
    return len(taken)


async def _deliver_or_put_off(notice: Notice, delivery: Delivery, office: PostOffice) -> None:
    """Whatever is wrong with one notice is in no other's way."""
    try:
        await _deliver(notice, delivery, office)
    except connection.MAY_MEAN_GONE:
        raise
    except Exception as error:  # noqa: BLE001 (a fault of ours: told by its kind, and tried again as if it were not)
        await _try_again(notice, type(error).__name__, now=delivery.now())


async def _deliver(notice: Notice, delivery: Delivery, office: PostOffice) -> None:
    now, mailbox = delivery.now(), await mailboxes.of_person(notice.to)
    to = (await people.some([notice.to])).get(notice.to)
    is_wanted = to is not None and to.active and wants(mailbox, notice.kind)
    says = await letter(notice, now=now) if is_wanted else None
    if isinstance(says, NotYet):
        await notices.put_off(notice, until=says.until)
    elif says is None:
        await notices.settle(notice, DROPPED, now=now)
    else:
        assert to is not None, "or nothing is wanted"
        addressee = Addressee(mailbox.address, known(to.language) or delivery.stationery.language)
        await _post(says, notice, addressee, delivery, office)


async def _post(says: Letter, notice: Notice, to: Addressee, delivery: Delivery, office: PostOffice) -> None:
    now, stationery = delivery.now(), delivery.stationery
    token = stop_token(notice.to, notice.kind, seal=delivery.seal, now=now)
    stop = f"{stationery.service}/me/mail/stop?t={token}"
    try:
        made = message(says, notice, to=to, stop=stop, stationery=stationery, now=now)
        await office.post(made, to=to.address)
    except Never as why:
        await _give_up(notice, str(why), now=now)
    except NotNow as why:
        await _try_again(notice, str(why), now=now)
    else:
        await notices.settle(notice, SENT, now=now)


async def _try_again(notice: Notice, why: str, *, now: datetime) -> None:
    if now - notice.made > _GIVE_UP_AFTER:
        await _give_up(notice, why, now=now)
        return
    log.warning("a notice was not delivered, try %d: %s", notice.tries, why)
    minutes = min(2**notice.tries, _LONGEST_WAIT_MINUTES)
    await notices.put_off(notice, until=now + timedelta(minutes=minutes))


async def _give_up(notice: Notice, why: str, *, now: datetime) -> None:
    """Whose it was sees so on their own page; an operator sees it in the log, without who that is."""
    log.warning("a notice was given up after %d tries: %s", notice.tries, why)
    await notices.settle(notice, GIVEN_UP, now=now)
