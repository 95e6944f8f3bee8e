"""A discussion as it is asked for: everybody's pages of it, and the branches in which I spoke. Those are chosen for one
person: rendered each time, kept nowhere, told to nobody else. What is in them is what everybody sees.
"""

from collections.abc import Collection
from dataclasses import replace
from urllib.parse import urlencode
from uuid import UUID

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from comments_service.discussion import rendering, thread_rules
from comments_service.discussion.fragments import Key
from comments_service.discussion.my_view import followed_branches, my_branches
from comments_service.discussion.ordering import FOLLOWED, OLDEST, PERSONAL
from comments_service.discussion.post_first import may_read_others
from comments_service.records import Thread
from comments_service.web.context import context, person_of, somebody
from comments_service.web.headers import PRIVATE
from comments_service.web.language import language_of, speak_as_asked, speak_as_page
from comments_service.web.reader import fragments

# What a query says of which comments are shown, and in which order.
_CHOSEN = frozenset({"sort", "only", "about", "after"})


async def known_thread(request: Request) -> Thread:
    """Return the thread in the address; from now on the language of its page is spoken.

    Raises:
        ThreadIsUnknown: there is none.
    """
    uid = request.path_params["uid"]
    thread = thread_rules.require_known(await rendering.thread(uid), uid)
    speak_as_page(request, thread)
    return thread


async def show_fragment(request: Request) -> Response:
    """Answer with a page of a discussion as HTML: from the kept copy, unless it is mine alone."""
    if not is_mine_alone(request):
        return await fragments.show_fragment(request)
    thread = await known_thread(request)
    speak_as_asked(request)
    return HTMLResponse(await html_asked_for(request, thread), headers=PRIVATE)


def is_mine_alone(request: Request) -> bool:
    """Say whether a request asks for what is chosen for one person."""
    return request.query_params.get("only") in PERSONAL


def chosen(request: Request) -> str:
    """The query of a request, "?" and all, as far as it says what is shown: for a form that leads back to it."""
    told = {name: value for name, value in request.query_params.items() if name in _CHOSEN and value}
    return f"?{urlencode(told)}" if told else ""


async def page_asked_for(request: Request, thread: Thread) -> rendering.Page:
    """Read the page that a request asks for.

    Raises:
        SignInRequired: it is mine alone, and nobody is signed in.
    """
    place = await (fragments.place_in if is_mine_alone(request) else fragments.fragment_key)(request)
    key = replace(place, opened=await may_read_others(thread, await person_of(request)))
    if key.opened and is_mine_alone(request):
        return await _page_of_theirs(request, thread, key)
    return await fragments.page_of(key, thread, context(request))


async def _page_of_theirs(request: Request, thread: Thread, key: Key) -> rendering.Page:
    ctx = context(request)
    return await rendering.page_of(
        thread,
        sort=key.sort,
        after=key.after,
        size=ctx.settings.page_of_roots,
        now=ctx.now(),
        hours=ctx.deadlines.hours,
        only=request.query_params["only"],
        about=key.about,
        mine=await _theirs(request, thread),
    )


async def _theirs(request: Request, thread: Thread) -> Collection[UUID]:
    """The branches that somebody began or spoke in, or those that they follow, where these are wanted."""
    branches = followed_branches if request.query_params["only"] == FOLLOWED else my_branches
    return await branches(await somebody(request), thread)


async def html_asked_for(request: Request, thread: Thread, *, topic: UUID | None = None) -> str:
    """The same as HTML; what is everybody's from the kept copy. Or one topic of a board, whatever is asked for."""
    ctx = context(request)
    if topic:
        key = Key(thread.uid, OLDEST, None, language=language_of(request).code, topic=topic)
        return (await fragments.fresh_fragment(key, ctx)).html
    if not is_mine_alone(request):
        key = await fragments.fragment_key(request)
        fragment = await fragments.fresh_fragment(key, ctx)
        return (await fragments.theirs(fragment, key, request) if fragment.covered else fragment).html
    return rendering.fragment(await page_asked_for(request, thread), templates=ctx.templates)
