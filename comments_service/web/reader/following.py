"""Following a discussion: /api/v1/threads/{uid}/following, the plain form of the same, and /me/following, the list."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from comments_service.discussion.follow_discussion import (
    follow,
    follow_topic,
    followed_by,
    unfollow,
    unfollow_topic,
)
from comments_service.refusals import FieldIsWrong
from comments_service.web.bodies import read_open_form, require_form_token
from comments_service.web.comment_ids import required_id
from comments_service.web.context import context, somebody
from comments_service.web.headers import PRIVATE
from comments_service.web.page import page

_Action = Callable[..., Awaitable[Any]]


async def put_following(request: Request) -> Response:
    """Follow a discussion."""
    await follow(request.path_params["uid"], by=await somebody(request), ledger=context(request).ledger)
    return JSONResponse({"following": True}, headers=PRIVATE)


async def delete_following(request: Request) -> Response:
    """Follow it no more."""
    await unfollow(request.path_params["uid"], by=await somebody(request), ledger=context(request).ledger)
    return JSONResponse({"following": False}, headers=PRIVATE)


async def post_following(request: Request) -> Response:
    """The same by a plain form, and back to where it stood."""
    fields, ctx, uid = await read_open_form(request), context(request), request.path_params["uid"]
    by = await somebody(request)
    await require_form_token(request)
    await _wanted(fields, follow, unfollow)(uid, by=by, ledger=ctx.ledger)
    place = "/me/following" if fields.get("back") == "list" else f"/t/{uid}#th-following"
    return RedirectResponse(f"{ctx.settings.base_path}{place}", 303)


async def post_topic_following(request: Request) -> Response:
    """The same for one topic of a board."""
    fields, ctx, uid = await read_open_form(request), context(request), request.path_params["uid"]
    asked, by = required_id(request.path_params["id"], "id"), await somebody(request)
    await require_form_token(request)
    topic = await _wanted(fields, follow_topic, unfollow_topic)(asked, uid, by=by, ledger=ctx.ledger)
    place = "/me/following" if fields.get("back") == "list" else f"/t/{uid}/topics/{topic}#th-following"
    return RedirectResponse(f"{ctx.settings.base_path}{place}", 303)


def _wanted(fields: Mapping[str, str], start: _Action, stop: _Action) -> _Action:
    """What a form asks for.

    Raises:
        FieldIsWrong: neither of the two.
    """
    if (action := fields.get("action", "")) not in ("follow", "stop"):
        raise FieldIsWrong("action", "Allowed: follow, stop.", allowed=["follow", "stop"])
    return start if action == "follow" else stop


async def show_following(request: Request) -> Response:
    """Show what one follows."""
    sends = context(request).settings.mail is not None
    return await page(request, "following_list.html", followed=await followed_by(await somebody(request)), sends=sends)
