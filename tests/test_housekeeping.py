"""Chores: each is done when its time has come, by one of any number of processes, and one that fails stops no other."""

import asyncio
import logging
from datetime import timedelta

import pytest

from comments_service.as_set import retention_of
from comments_service.chores import chores_of
from comments_service.events import Ledger
from comments_service.housekeeping import Chore, keep_house
from comments_service.settings import SettingsAreWrong, read
from comments_service.storage import turns
from tests.support.company import NOON

pytestmark = pytest.mark.anyio

HOUR = timedelta(hours=1)


async def test_of_many_processes_one_does_a_chore_once_in_its_time(database: str) -> None:
    taken = await asyncio.gather(*(turns.take("sweep", every=HOUR, now=NOON) for _ in range(4)))

    assert sorted(taken) == [False, False, False, True]
    assert not await turns.take("sweep", every=HOUR, now=NOON + timedelta(minutes=59))
    assert await turns.take("sweep", every=HOUR, now=NOON + HOUR)
    assert await turns.take("dust", every=HOUR, now=NOON)


async def test_a_chore_that_fails_stops_no_other_and_says_no_word_of_why(
    database: str, caplog: pytest.LogCaptureFixture
) -> None:
    done = asyncio.Event()

    async def fail() -> None:
        raise RuntimeError("what somebody wrote")

    async def succeed() -> None:
        done.set()

    failing = f"fail-{database[:6]}"  # Pelican's logger, which tests have beside ours, says nothing twice
    chores = [Chore(failing, HOUR, fail), Chore("succeed", HOUR, succeed)]
    with caplog.at_level(logging.WARNING):
        keeping = asyncio.create_task(keep_house(chores, now=lambda: NOON, look=timedelta(0)))
        await asyncio.wait_for(done.wait(), 10)
        keeping.cancel()

    assert caplog.messages == [f"the chore {failing} failed: RuntimeError"]


async def test_the_service_purges_what_is_old() -> None:
    settings = read({"TOWNHALL_RETENTION": "board=90d"})

    how = {"retention": retention_of(settings), "postman": None, "now": lambda: NOON}
    mailing = read({"TOWNHALL_SMTP_URL": "smtp://localhost", "TOWNHALL_MAIL_FROM": "news@example.com"})
    found = [[chore.name for chore in chores_of(one, Ledger(now=lambda: NOON), **how)] for one in (settings, mailing)]

    assert found == [["purge", "sweep", "addresses"], ["purge", "sweep"]]
    assert retention_of(settings).days["board"] == 90
    with pytest.raises(SettingsAreWrong, match="TOWNHALL_RETENTION has"):
        retention_of(read({"TOWNHALL_RETENTION": "board=soon"}))
