"""Fragments kept as compressed bytes, rendered once a version: a read is a dictionary look-up.

Filled and asked by web.
"""

import asyncio
import gzip
import hashlib
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from uuid import UUID

import brotli

from comments_service.languages import ENGLISH

_GZIP_LEVEL, _BROTLI_QUALITY = 6, 5  # a thread of 200 comments takes about 2 ms each; slower levels save under 5 %


@dataclass(frozen=True, slots=True)
class Key:
    """Which fragment: of which thread, in which order, from which root on, which branches, about which part of the
    page, in which language; never whose. `topic`: the one of a board that is a page of its own. `opened`: for who may
    read what others say where one answers first; without it, nothing of that is in any fragment."""

    thread_uid: str
    sort: str
    after: UUID | None
    only: str = ""
    about: str = ""
    language: str = ENGLISH
    topic: UUID | None = None
    opened: bool = False


@dataclass(frozen=True, slots=True)
class Encoded:
    """One encoding of a fragment, with its strong entity tag (RFC 9110, section 8.8.3)."""

    body: bytes
    etag: bytes


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class Fragment:
    """A rendered fragment in its encodings, and the thread's version that it shows. Each is itself and no other.

    `next_after` is where the page after it begins; `count`, how many comments its thread has. `covered`: that it leaves
    out what others say, and that whoever asks may be one who may read it: then another is theirs.
    """

    version: int
    html: str
    plain: Encoded
    gzip: Encoded
    brotli: Encoded
    next_after: UUID | None = None
    count: int = 0
    covered: bool = False

    @property
    def size(self) -> int:
        """Bytes it takes to keep, roughly."""
        return 2 * len(self.plain.body) + len(self.gzip.body) + len(self.brotli.body)


def encode(
    html: str, *, version: int, next_after: UUID | None = None, count: int = 0, covered: bool = False
) -> Fragment:
    """Compress a rendered fragment and give each encoding its tag: the same words have the same tag in every
    process."""
    body = html.encode()
    tag = hashlib.blake2b(body, digest_size=12).hexdigest()
    return Fragment(
        version=version,
        html=html,
        plain=Encoded(body, f'"{tag}"'.encode()),
        gzip=Encoded(gzip.compress(body, _GZIP_LEVEL, mtime=0), f'"{tag}-gzip"'.encode()),
        brotli=Encoded(brotli.compress(body, quality=_BROTLI_QUALITY), f'"{tag}-br"'.encode()),
        next_after=next_after,
        count=count,
        covered=covered,
    )


class Fragments:
    """The fragments that this process keeps, the least used thrown out first when they take too much room.

    Args:
        room: bytes that all of them together may take; a single one may take all of it.
    """

    def __init__(self, *, room: int) -> None:
        self._room = room
        self._taken = 0
        self._kept: OrderedDict[Key, Fragment] = OrderedDict()
        self._keys_of: dict[str, set[Key]] = {}
        self._rendering: dict[Key, asyncio.Task[Fragment]] = {}

    def kept(self, key: Key) -> Fragment | None:
        """Return a fragment that is kept and not known to be old."""
        fragment = self._kept.get(key)
        if fragment is not None:
            self._kept.move_to_end(key)
        return fragment

    def forget(self, thread_uid: str) -> None:
        """Throw away what is kept of a thread: it has changed."""
        for key in self._keys_of.pop(thread_uid, ()):
            self._taken -= self._kept.pop(key).size
        # A rendering that began before the change may show what was: it answers who asked, and nobody after.
        for key in [key for key in self._rendering if key.thread_uid == thread_uid]:
            del self._rendering[key]

    def forget_all(self) -> None:
        """Throw away what is kept of all threads."""
        for thread_uid in {*self._keys_of, *(key.thread_uid for key in self._rendering)}:
            self.forget(thread_uid)

    async def rendered(self, key: Key, render: Callable[[], Awaitable[Fragment]]) -> Fragment:
        """Return a fragment, rendering it if it is not kept; many readers at once share one rendering."""
        if (fragment := self.kept(key)) is not None:
            return fragment
        if (task := self._rendering.get(key)) is None:
            task = asyncio.ensure_future(self._render(key, render))
            self._rendering[key] = task
            task.add_done_callback(lambda done: self._finished(key, done))
        # Shielded: a reader who goes away must not take the fragment from the others who wait.
        return await asyncio.shield(task)

    async def _render(self, key: Key, render: Callable[[], Awaitable[Fragment]]) -> Fragment:
        fragment = await render()
        if self._rendering.get(key) is asyncio.current_task():
            self._keep(key, fragment)
        return fragment

    def _finished(self, key: Key, task: asyncio.Task[Fragment]) -> None:
        if self._rendering.get(key) is task:
            del self._rendering[key]
        if not task.cancelled():
            task.exception()  # looked at, so that a failure nobody waited for is not logged as forgotten

    def _keep(self, key: Key, fragment: Fragment) -> None:
        if fragment.size > self._room or key in self._kept:
            return
        self._kept[key] = fragment
        self._keys_of.setdefault(key.thread_uid, set()).add(key)
        self._taken += fragment.size
        while self._taken > self._room:
            oldest, thrown = self._kept.popitem(last=False)
            self._taken -= thrown.size
            self._keys_of[oldest.thread_uid].discard(oldest)
            if not self._keys_of[oldest.thread_uid]:
                del self._keys_of[oldest.thread_uid]
