"""The small cookies of signing in: of each sign-in that has begun, and that somebody signed out here."""

from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from comments_service.people.openid.pending import LIVES, Pending, opened
from comments_service.people.openid.way import Way
from comments_service.web import session_cookie
from comments_service.web.context import Context, context

_MOST_PENDING = 4  # sign-ins that one browser has begun and not finished


def keep_pending(response: Response, state: str, sealed: str, request: Request) -> None:
    """Let the browser keep a sign-in that has begun. Each has a cookie of its own: people sign in in two windows."""
    ctx = context(request)
    for name in _pending_in(request)[_MOST_PENDING - 1 :]:
        _drop(response, name, ctx)
    _set(response, _pending_name(state, ctx), sealed, ctx, max_age=int(LIVES.total_seconds()))


def pending_of(request: Request, way: Way) -> Pending | None:
    """Return the sign-in that this browser had begun with the state that came back."""
    ctx = context(request)
    kept = request.cookies.get(_pending_name(request.query_params.get("state", ""), ctx), "")
    return opened(kept, way.pending, now=ctx.now())


def drop_pending(response: Response, request: Request) -> None:
    """Let the browser forget the sign-in that came back: it can be finished once."""
    ctx, state = context(request), request.query_params.get("state", "")
    if _pending_name(state, ctx) in request.cookies:
        _drop(response, _pending_name(state, ctx), ctx)


def note_signed_out(response: Response, ctx: Context) -> None:
    """Let the browser remember, until it is closed, that somebody signed out: nobody is signed in again unasked.

    Only a company's sign-in would do that, which knows them still; the demo people have nothing to remember.
    """
    if ctx.known_elsewhere:
        _set(response, _signed_out_name(ctx), "1", ctx)


def forget_signed_out(response: Response, ctx: Context) -> None:
    """Somebody signed in again."""
    _drop(response, _signed_out_name(ctx), ctx)


def is_signed_out(request: Request) -> bool:
    """Say whether somebody has signed out in this browser, and nobody in since."""
    return _signed_out_name(context(request)) in request.cookies


def _named(name: str, ctx: Context) -> str:
    return session_cookie.name(ctx.settings).replace("_session", f"_{name}")


def _signed_out_name(ctx: Context) -> str:
    return _named("signed_out", ctx)


def _pending_name(state: str, ctx: Context) -> str:
    return _named(f"pending_{state[:8]}", ctx)


def _pending_in(request: Request) -> list[str]:
    begins = _pending_name("", context(request))
    return [name for name in request.cookies if name.startswith(begins)]


def _set(response: Response, name: str, value: str, ctx: Context, **how: Any) -> None:
    response.set_cookie(
        name, value, path="/", secure=not ctx.settings.development, httponly=True, samesite="lax", **how
    )


def _drop(response: Response, name: str, ctx: Context) -> None:
    response.delete_cookie(name, path="/", secure=not ctx.settings.development, httponly=True)
