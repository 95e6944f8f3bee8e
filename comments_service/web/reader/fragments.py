"""GET /t/{uid}/fragment: the discussion as HTML that holds nothing personal.

Kept copies are answered before the router.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from weakref import WeakKeyDictionary

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from comments_service.discussion import rendering, thread_rules
from comments_service.discussion.fragments import Encoded, Fragment, Fragments, Key, encode
from comments_service.discussion.hang import part_named
from comments_service.discussion.ordering import CHOICES, PERSONAL, SORTS
from comments_service.discussion.post_first import is_post_first, may_read_others
from comments_service.languages import language
from comments_service.records import Thread
from comments_service.refusals import FieldIsWrong
from comments_service.web.codings import Coding, coding_for
from comments_service.web.comment_ids import required_id
from comments_service.web.context import Context, context, person_of
from comments_service.web.headers import PRIVATE, https_alone
from comments_service.web.language import language_of, speak_as_asked

# no-cache: kept by browsers, and asked about each time; a 304 has no body (RFC 9111, section 5.2.2.4). Of the
# security headers only what a fragment opened by itself needs, and what keeps browsers to https: the server checks
# every header of every answer, about a microsecond each.
_Header = tuple[bytes, bytes]
_HTML = "text/html; charset=utf-8"
_HEADERS = [
    (b"cache-control", b"no-cache"),
    (b"vary", b"Accept-Encoding"),
    (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'"),
    (b"x-content-type-options", b"nosniff"),
]
_PATIENCE = 2.0  # seconds that a reader waits to learn whether what is kept is still so
_MOST_ADDRESSES = 10_000
# Longer than any query that our own links have: others are answered too, and not remembered.
_LONGEST_QUERY = 64


@dataclass(frozen=True, slots=True)
class _Answer:
    """A fragment as the messages that answer for it, ready to be sent: for each coding its tag, 200 and 304."""

    tag: dict[Coding, bytes]
    full: dict[Coding, tuple[Message, Message]]
    unchanged: dict[Coding, Message]


class FragmentDoor:
    """Answers for fragments that are kept, in front of everything else; passes all other requests on.

    A thread that nobody changes is a look-up and two messages: this is what makes reads as fast as the server can send.

    Args:
        hearing: whether this process would know if another had changed a thread.
        also: further headers of each answer.
    """

    def __init__(
        self,
        app: ASGIApp,
        *,
        fragments: Fragments,
        hearing: Callable[[], bool],
        also: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        self._app = app
        self._fragments = fragments
        self._hearing = hearing
        self._also = _raw(also)
        self._keys: dict[tuple[str, bytes], Key] = {}
        # Weak, so that a fragment that is thrown out takes its answer along: both hold the same bytes.
        self._answers: WeakKeyDictionary[Fragment, _Answer] = WeakKeyDictionary()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer at once, or pass on."""
        if scope["type"] == "http" and scope["method"] == "GET":
            key = self._keys.get((scope["path"], scope["query_string"]))
            fragment = self._fragments.kept(key) if key and self._hearing() else None
            # Of one that is covered it depends on who asks whether it is theirs.
            if fragment is not None and not fragment.covered:
                await _send(self._answer(fragment), scope["headers"], send)
                return
        await self._app(scope, receive, send)

    def remember(self, scope: Scope, key: Key) -> None:
        """Answer the same address by itself from now on, whenever its fragment is kept."""
        if len(scope["query_string"]) > _LONGEST_QUERY:
            return
        if len(self._keys) >= _MOST_ADDRESSES:
            self._keys.clear()
        self._keys[scope["path"], scope["query_string"]] = key

    def _answer(self, fragment: Fragment) -> _Answer:
        if (answer := self._answers.get(fragment)) is None:
            answer = self._answers[fragment] = _answer(fragment, _HTML, self._also)
        return answer


async def _send(answer: _Answer, headers: list[tuple[bytes, bytes]], send: Send) -> None:
    coding: Coding = "plain"
    asked = b""
    for name, value in headers:
        if name == b"accept-encoding":
            coding = coding_for(value)
        elif name == b"if-none-match":
            asked += value
    # Weakly compared (RFC 9110, section 13.1.2): W/ before a tag makes no difference, another coding's tag does.
    if asked and (answer.tag[coding] in asked or asked == b"*"):
        await send(answer.unchanged[coding])
        await send(_NO_BODY)
        return
    start, body = answer.full[coding]
    await send(start)
    await send(body)


_NO_BODY: Message = {"type": "http.response.body", "body": b""}


def _raw(headers: Mapping[str, str]) -> list[_Header]:
    return [(name.encode(), value.encode()) for name, value in headers.items()]


def _answer(fragment: Fragment, media_type: str, also: Sequence[_Header]) -> _Answer:
    codings: dict[Coding, Encoded] = {"plain": fragment.plain, "gzip": fragment.gzip, "br": fragment.brotli}
    full: dict[Coding, tuple[Message, Message]] = {}
    unchanged: dict[Coding, Message] = {}
    for coding, encoded in codings.items():
        headers = [(b"content-type", media_type.encode()), *_HEADERS, *also, (b"etag", encoded.etag)]
        unchanged[coding] = {"type": "http.response.start", "status": 304, "headers": headers}
        sized = [*headers, (b"content-length", str(len(encoded.body)).encode())]
        if coding != "plain":
            sized.append((b"content-encoding", coding.encode()))
        start: Message = {"type": "http.response.start", "status": 200, "headers": sized}
        full[coding] = (start, {"type": "http.response.body", "body": encoded.body})
    return _Answer({coding: encoded.etag for coding, encoded in codings.items()}, full, unchanged)


async def show_fragment(request: Request) -> Response:
    """Answer with the fragment, rendering it if need be, and have it answered faster from now on."""
    speak_as_asked(request)
    ctx, key = context(request), await fragment_key(request)
    fragment = await fresh_fragment(key, ctx)
    if fragment.covered:
        return HTMLResponse((await theirs(fragment, key, request)).html, headers=PRIVATE)
    # Which part of the page an id names may be another one when the page has changed: that is looked up each time.
    if "about" not in request.query_params:
        request.app.state.door.remember(request.scope, key)
    return sent(fragment, request)


def sent(fragment: Fragment, request: Request, *, media_type: str = _HTML) -> Response:
    """Answer with what is kept, in the coding that is asked for, or with 304 to whoever has it."""
    also = _raw(https_alone(context(request).settings))
    return _Sent(_answer(fragment, media_type, also), request.scope["headers"])


class _Sent(Response):
    """An answer that is sent as the door sends it."""

    def __init__(self, answer: _Answer, headers: list[tuple[bytes, bytes]]) -> None:
        super().__init__()
        self._answer = answer
        self._asked = headers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002 (ASGI's signature)
        await _send(self._answer, self._asked, send)


async def fragment_key(request: Request) -> Key:
    """Return which fragment a request asks for.

    Raises:
        FieldIsWrong: `sort`, `only` or `after` is not one that there is.
    """
    only = request.query_params.get("only", "")
    if only not in ("", *CHOICES):
        raise FieldIsWrong("only", f"Allowed: {', '.join((*CHOICES, *PERSONAL))}.", allowed=(*CHOICES, *PERSONAL))
    return replace(await place_in(request), only=only)


async def place_in(request: Request) -> Key:
    """The same for all branches, whichever of them are asked for."""
    sort, after = request.query_params.get("sort", SORTS[0]), request.query_params.get("after")
    if sort not in SORTS:
        raise FieldIsWrong("sort", f"Allowed: {', '.join(SORTS)}.", allowed=SORTS)
    root = required_id(after, "after") if after else None
    uid = request.path_params["uid"]
    about = await part_named(request.query_params.get("about", ""), uid)
    return Key(uid, sort, root, about=about, language=language_of(request).code)


async def fresh_fragment(key: Key, ctx: Context) -> Fragment:
    """Return a fragment as it is now.

    Raises:
        ThreadIsUnknown: there is no such thread.
    """
    return await fresh(key, ctx, lambda: _render(key, ctx))


async def fresh(key: Key, ctx: Context, render: Callable[[], Awaitable[Fragment]]) -> Fragment:
    """Return what is kept by a key as it is now, rendering it if need be. With the database gone, one that was kept is
    better than none."""
    kept = ctx.fragments.kept(key)
    if kept is not None and ctx.hearing():
        return kept
    try:
        if kept is not None and await _is_current(key, kept):
            return kept
        # A rendering under way is shared, unless it may show what has changed unheard since it began.
        if kept is not None or not ctx.hearing():
            ctx.fragments.forget(key.thread_uid)
        return await ctx.fragments.rendered(key, render)
    except Exception as error:
        if kept is not None and ctx.is_database_gone(error):
            return kept
        raise


async def _is_current(key: Key, kept: Fragment) -> bool:
    """Say whether a fragment still shows what is; where the database is silent it has to do, and nobody waits."""
    check = asyncio.ensure_future(rendering.is_current(key.thread_uid, kept.version))
    done, _ = await asyncio.wait({check}, timeout=_PATIENCE)
    if done:
        return check.result()
    check.add_done_callback(lambda late: late.cancelled() or late.exception())
    return True


async def theirs(fragment: Fragment, key: Key, request: Request) -> Fragment:
    """Return of a fragment that is covered the one that is for who asks: the same, or the one with all words in it."""
    thread = thread_rules.require_known(await rendering.thread(key.thread_uid), key.thread_uid)
    may_read = await may_read_others(thread, await person_of(request))
    return await fresh_fragment(replace(key, opened=True), context(request)) if may_read else fragment


async def page_of(key: Key, thread: Thread, ctx: Context) -> rendering.Page:
    """Read what a fragment shows."""
    if is_post_first(thread) and not key.opened:
        return await rendering.covered(thread, sort=key.sort, now=ctx.now())
    size = ctx.settings.page_of_roots
    return await rendering.page_of(
        thread,
        sort=key.sort,
        after=key.after,
        only=key.only,
        about=key.about,
        size=size,
        now=ctx.now(),
        hours=ctx.deadlines.hours,
        topic=key.topic,
    )


async def _render(key: Key, ctx: Context) -> Fragment:
    thread = thread_rules.require_known(await rendering.thread(key.thread_uid), key.thread_uid)
    page = await page_of(key, thread, ctx)
    html = rendering.fragment(page, templates=ctx.speaking(language(key.language)).templates)
    covered = page.covered is not None
    return encode(html, version=thread.version, next_after=page.next_after, count=page.count, covered=covered)
