"""Wakes whoever waits for something to change: live pages of this process. Beaten by the ledger and by the listener.
How many of them there may be at once is said here too.

It carries no news, only that there is some: who is slow looks once for many changes, and nothing piles up for them.
"""

import asyncio
from collections.abc import AsyncIterator
from typing import TypeVar

T = TypeVar("T")


class Pulse:
    """Counts changes, and wakes who waits for the next one."""

    def __init__(self) -> None:
        self.count = 0
        self._next = asyncio.Event()

    def beat(self, _thread_uid: str = "") -> None:
        """Say that something changed."""
        self.count += 1
        self._next.set()
        self._next = asyncio.Event()

    async def after(self, seen: int, *, within: float) -> int:
        """Wait until there were more changes than `seen`, or until so many seconds have passed; return how many."""
        if self.count == seen:
            try:
                async with asyncio.timeout(within):
                    await self._next.wait()
            except TimeoutError:
                pass
        return self.count


class Streams:
    """How many streams are open in this process, and whether there is room for one more.

    Args:
        most: so many at once; each keeps a connection for as long as somebody reads.
    """

    def __init__(self, *, most: int) -> None:
        self._most = most
        self.open = 0

    @property
    def is_full(self) -> bool:
        """Whether whoever comes now has to ask from time to time instead."""
        return self.open >= self._most

    async def counted(self, events: AsyncIterator[T]) -> AsyncIterator[T]:
        """Pass events on, as one of the streams that are open."""
        self.open += 1
        try:
            async for event in events:
                yield event
        finally:
            self.open -= 1
