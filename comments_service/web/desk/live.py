"""GET /admin/live: how many wait in each queue, and who is looking at what, as it changes (server-sent events).

The event stream format is the HTML standard's, section 9.2. There is one kind of event, `desk`, and each says all.
"""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import anyio
from sse_starlette import EventSourceResponse, ServerSentEvent
from starlette.requests import Request
from starlette.responses import Response

from comments_service.languages import N_
from comments_service.moderation.claim import everybody
from comments_service.moderation.queue import counts
from comments_service.people.roles import may, require
from comments_service.records import Person
from comments_service.refusals import Refusal
from comments_service.web.context import Context, context, person_of, still_signed_in

# Claims are no change of a thread: nobody is woken by them, so they are looked at this often (seconds).
_LOOK_EVERY = 2.0
# What becomes overdue does so by itself.
_COUNT_EVERY = 15.0
# Between two looks, however much is going on.
_REST = 0.5
_RETRY = 3_000  # milliseconds
# How long a stream may take to end well when the service stops: longer than a look, shorter than the server waits.
_GRACE = 3.0


class TooManyListen(Refusal):
    """As many desks listen by way of this process as it lets in; another one may have room."""

    code = "too-many-listen"

    def __init__(self) -> None:
        super().__init__(
            N_("Too many desks listen here just now. The queue is there; load it again to see what is new.")
        )


async def show_live(request: Request) -> Response:
    """Send what waits and who is on it, at once and whenever it changes, until the session ends."""
    facilitator = require(await person_of(request), "moderate")
    desks, stopping = context(request).desks, anyio.Event()
    if desks.is_full:
        raise TooManyListen
    return EventSourceResponse(
        desks.counted(_events(request, facilitator, stopping)),
        ping=15,
        send_timeout=10,
        shutdown_event=stopping,
        shutdown_grace_period=_GRACE,
    )


async def _events(request: Request, facilitator: Person, stopping: anyio.Event) -> AsyncIterator[ServerSentEvent]:
    ctx = context(request)
    seen, sent, queues = -1, None, {}
    counted = asyncio.get_running_loop().time()
    while not stopping.is_set():
        now = asyncio.get_running_loop().time()
        # At each look: who is deactivated, signed out or no longer a facilitator hears no more.
        if not may(await still_signed_in(request), "moderate"):
            return
        if ctx.pulse.count != seen or now - counted > _COUNT_EVERY:
            seen, counted, queues = ctx.pulse.count, now, await _queues(ctx)
        desk = {"queues": queues, "claims": await _claims(ctx, facilitator)}
        if desk != sent:
            yield ServerSentEvent(json.dumps(desk), event="desk", retry=_RETRY)
            sent = desk
        await asyncio.sleep(_REST)
        await ctx.pulse.after(seen, within=_LOOK_EVERY - _REST)


async def _queues(ctx: Context) -> dict[str, Any]:
    found = await counts(now=ctx.now())
    return {name: {"open": count.open, "overdue": count.overdue} for name, count in found.items()}


async def _claims(ctx: Context, facilitator: Person) -> list[dict[str, Any]]:
    return [
        {"comment": str(one.comment_id), "by": one.person_name, "mine": one.person_id == facilitator.id}
        for one in await everybody(now=ctx.now())
    ]
