"""What every request and answer passes: the origin of what would change something, and the headers that keep pages
safe."""

import hashlib
import hmac
import logging
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from pathlib import Path
from traceback import extract_tb
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from starlette.applications import Starlette
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from comments_service.languages import N_
from comments_service.records import Session
from comments_service.refusals import Refusal
from comments_service.settings import Settings
from comments_service.web.headers import headers_of
from comments_service.web.lengths import too_long

log = logging.getLogger(__name__)

_SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
# By this header scripts send the token that plain forms have as a field.
FORM_TOKEN = "x-townhall-token"  # noqa: S105 (the name of a header, not a token)


class CameFromElsewhere(Refusal):
    """Something that would change data was sent by another site's page."""

    code = "came-from-elsewhere"

    def __init__(self) -> None:
        super().__init__(
            N_("This was sent from another site, so nothing was done. Open this page itself and try again.")
        )


def came_from_here(headers: Headers, settings: Settings) -> bool:
    """Say whether an unsafe request may act for the browser's person.

    A bearer token is no cookie: no page can make a browser send it. Sec-Fetch-Site is set by browsers alone (W3C Fetch
    Metadata, 2.2); Origin (RFC 6454) by all of them. A client that sends neither may act only without our cookies.
    """
    if headers.get("authorization", "").lower().startswith("bearer "):
        return True
    if site := headers.get("sec-fetch-site"):
        return site == "same-origin"
    if origin := headers.get("origin"):
        return origin == settings.origin or _is_own_loopback(origin, headers, settings)
    return "cookie" not in headers


def _is_own_loopback(origin: str, headers: Headers, settings: Settings) -> bool:
    """On one's own machine the address may be typed as localhost or 127.0.0.1, and both are here."""
    parts = urlsplit(origin)
    return settings.development and parts.hostname in _LOOPBACK and parts.netloc == headers.get("host")


class FormTokenIsWrong(Refusal):
    """A plain form without its token: sent from elsewhere, or from a page of an earlier session."""

    code = "form-token-is-wrong"


class PersonHasChanged(FormTokenIsWrong):
    """Begun as one person, and sent when another is signed in, in another tab perhaps.

    Its facts are what the page needs to send it as that other person after all, if they say so.
    """

    code = "person-has-changed"

    def __init__(self, session: Session, settings: Settings) -> None:
        name = session.person.name
        super().__init__(
            N_(
                "You are now signed in as %(name)s, and this was begun as somebody else, so nothing was sent. "
                "Send it as %(name)s?",
                name=name,
            ),
            person=name,
            token=form_token(session, settings),
        )


def form_token(session: Session, settings: Settings) -> str:
    """Return the token that a session's pages carry: a mark of its person, and one of the session itself."""
    return _mark("person", session.person.id, settings) + _mark("form", session.id, settings)


def require_form_token(token: str, session: Session, settings: Settings) -> None:
    """Make sure that a form was made for this session; compared in constant time.

    Raises:
        PersonHasChanged: it was made for somebody else.
        FormTokenIsWrong: it was made for another session, or for none.
    """
    require_same_person(token, session, settings)
    if not hmac.compare_digest(token.encode(), form_token(session, settings).encode()):
        raise FormTokenIsWrong(
            N_(
                "This page was opened in an earlier sign-in, so nothing was sent. Look at it "
                "once more and send it again."
            )
        )


def require_same_person(token: str, session: Session, settings: Settings) -> None:
    """Make sure that a token is not somebody else's. What is no token is nobody's.

    Raises:
        PersonHasChanged.
    """
    mark = _mark("person", session.person.id, settings)
    if len(token) == 2 * len(mark) and not hmac.compare_digest(token[: len(mark)].encode(), mark.encode()):
        raise PersonHasChanged(session, settings)


def _mark(kind: str, id: UUID, settings: Settings) -> str:
    """A keyed hash of 128 bits, from which nobody learns the id."""
    return hmac.new(settings.secret.encode(), kind.encode() + b":" + id.bytes, hashlib.sha256).hexdigest()[:32]


class Guard:
    """Refuses what was sent from elsewhere, and puts the security headers on every answer.

    Args:
        refuse: turns a refusal into an answer; from problems.py.
    """

    def __init__(
        self, app: Starlette, *, settings: Settings, refuse: Callable[[Request, Exception], Awaitable[ASGIApp]]
    ) -> None:
        self._app = app
        self._settings = settings
        self._headers = headers_of(settings)
        self._refuse = refuse

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        # Made here, so that it is the same wherever the request goes: see session_cookie.bring.
        state = scope.setdefault("state", {})

        async def send_safely(message: Message) -> None:
            if message["type"] == "http.response.start":
                _add_headers(message, self._headers)
                if cookie := state.get("fresh_cookie"):
                    _add_cookie(message, cookie)
            await send(message)

        app: ASGIApp = self._app
        if refusal := too_long(scope) or self._came_from_elsewhere(scope):
            scope["app"] = self._app
            app = await self._refuse(Request(scope), refusal)
        try:
            await app(scope, receive, send_safely)
        except Exception as error:  # noqa: BLE001 (the last one who could)
            # It was answered already. The server would log its message, which can hold what somebody wrote.
            log.error("%s %r: %s", scope["method"], without_ids(scope), without_words(error))  # noqa: TRY400

    def _came_from_elsewhere(self, scope: Scope) -> Refusal | None:
        is_change = scope["method"] not in _SAFE_METHODS
        is_allowed = scope["state"].get("embedded") or came_from_here(Headers(scope=scope), self._settings)
        return CameFromElsewhere() if is_change and not is_allowed else None


def without_ids(scope: Scope) -> str:
    """Return the address of a request with the names of what stands in it: it may say who somebody is."""
    path = str(scope["path"])
    for name, value in scope.get("path_params", {}).items():
        path = path.replace(f"/{value}", f"/{{{name}}}")
    return path


def without_words(error: BaseException) -> str:
    """Return what an error was and where it came from, in one line, without a word of its message.

    Drivers put values into their messages (a comment's text, the address of the database with its password).
    """
    places = [f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in extract_tb(error.__traceback__)]
    cause = error.__cause__ or error.__context__
    after = f" after {without_words(cause)}" if cause else ""
    return f"{type(error).__module__}.{type(error).__qualname__} at {' < '.join(reversed(places))}{after}"


def _add_cookie(message: MutableMapping[str, Any], cookie: str) -> None:
    """Put a session's new token on an answer, unless that sets or deletes one by itself."""
    headers = MutableHeaders(scope=message)
    if "set-cookie" not in headers:
        headers.append("set-cookie", cookie)
        # An answer with somebody's token in it is for nobody else.
        headers["cache-control"] = "private, no-store"


def _add_headers(message: MutableMapping[str, Any], usual: Mapping[str, str]) -> None:
    headers = MutableHeaders(scope=message)
    if "content-security-policy" in headers:  # a fragment has a policy of its own, the same from here as from the door
        return
    for name, value in usual.items():
        headers.setdefault(name, value)
