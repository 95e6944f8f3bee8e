"""The pulse: who waits is woken by the next change, and who was slow looks once for many."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from comments_service.web.pulse import Pulse, Streams

pytestmark = pytest.mark.anyio


async def test_who_waits_is_woken_by_a_change() -> None:
    pulse = Pulse()
    waiting = [asyncio.create_task(pulse.after(0, within=60)) for _ in range(3)]
    await asyncio.sleep(0)
    pulse.beat("rota")

    assert await asyncio.gather(*waiting) == [1, 1, 1]


async def test_who_was_slow_is_told_at_once_and_once() -> None:
    pulse = Pulse()
    for _ in range(5):
        pulse.beat()

    assert await pulse.after(0, within=60) == 5
    assert await pulse.after(5, within=0.001) == 5


async def test_streams_are_counted_while_they_are_open_and_no_longer() -> None:
    streams = Streams(most=2)

    async def endless() -> AsyncIterator[int]:
        while True:
            yield 1

    first, second = streams.counted(endless()), streams.counted(endless())
    assert (await anext(first), streams.open, streams.is_full) == (1, 1, False)
    assert (await anext(second), streams.open, streams.is_full) == (1, 2, True)
    await first.aclose()
    assert (streams.open, streams.is_full) == (1, False)
