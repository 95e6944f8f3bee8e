"""GET /api/v1/threads/{uid}/live: says when readers would see something else (server-sent events `version`).

Told by the entity tags of what readers fetch. So it says nothing of what moves the thread without changing what they
see: that something waits, was reported or was decided about unseen. Needs nobody to be signed in, and asks for nobody.
"""

import asyncio
import hashlib
import json
from collections.abc import AsyncIterator
from dataclasses import replace

import anyio
from sse_starlette import EventSourceResponse, ServerSentEvent
from starlette.requests import Request
from starlette.responses import Response

from comments_service.discussion.fragments import Key
from comments_service.discussion.ordering import OLDEST
from comments_service.web.context import Context, context
from comments_service.web.reader.choices import known_thread
from comments_service.web.reader.fragments import fresh_fragment

# Between two looks, however much is going on: who is slow hears once of many changes.
_REST = 1.0
# How long one waits to be woken before looking whether the service stops, and how often without being woken at all
# before looking at the discussion itself: where this process does not hear of others' changes, nobody wakes it.
_WAIT, _WAITS = 1.5, 8
_PING = 20
_RETRY = 5_000  # milliseconds
_GRACE = 3.0  # seconds in which a stream may end well when the service stops
# Of a longer discussion the rest is told of by its count alone.
_MOST_PAGES = 40


async def show_thread_live(request: Request) -> Response:
    """Say at once how readers see a discussion, unless they know, and whenever that changes; 204 where it is full."""
    thread = await known_thread(request)
    ctx = context(request)
    if ctx.streams.is_full:
        return Response(status_code=204)  # the one answer after which a browser does not come back (HTML, section 9.2)
    stopping = anyio.Event()
    events = _events(thread.uid, ctx, known=request.headers.get("last-event-id", ""), stopping=stopping)
    return EventSourceResponse(
        ctx.streams.counted(events),
        ping=_PING,
        send_timeout=10,
        shutdown_event=stopping,
        shutdown_grace_period=_GRACE,
    )


async def _events(uid: str, ctx: Context, *, known: str, stopping: anyio.Event) -> AsyncIterator[ServerSentEvent]:
    while not stopping.is_set():
        beats = ctx.pulse.count
        try:
            seen, count = await as_readers_see(uid, ctx)
        except Exception as error:
            if ctx.is_database_gone(error):
                return
            raise
        if seen != known:
            said = json.dumps({"version": seen, "count": count})
            yield ServerSentEvent(said, event="version", id=seen, retry=_RETRY)
            known = seen
        await asyncio.sleep(_REST)
        await _until_it_may_differ(beats, ctx, stopping=stopping)


async def _until_it_may_differ(beats: int, ctx: Context, *, stopping: anyio.Event) -> None:
    for _ in range(_WAITS):
        if stopping.is_set() or await ctx.pulse.after(beats, within=_WAIT) != beats:
            return


async def as_readers_see(uid: str, ctx: Context) -> tuple[str, int]:
    """A name for all that readers see of a discussion now, the same in every process, and how many comments it has."""
    pages = hashlib.blake2b(digest_size=12)
    key: Key | None = Key(uid, OLDEST, None)
    opened = False
    count = 0
    for _ in range(_MOST_PAGES):
        if key is None:
            break
        fragment = await fresh_fragment(key, ctx)
        if fragment.covered:
            # Whoever listens is told that it changed, and nothing else of it.
            opened, fragment = True, await fresh_fragment(replace(key, opened=True), ctx)
        pages.update(fragment.plain.etag)
        count = fragment.count
        key = Key(uid, OLDEST, fragment.next_after, opened=opened) if fragment.next_after else None
    return pages.hexdigest(), count
