"""Wakes whoever waits for something to change: live pages of this process. Beaten by the ledger and by the listener.

It carries no news, only that there is some: who is slow looks once for many changes, and nothing piles up for them.
"""

import asyncio


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
