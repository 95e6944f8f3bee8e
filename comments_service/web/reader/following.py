"""Following a discussion: /api/v1/threads/{uid}/following, the plain form of the same, and /me/following, the list."""

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from comments_service.discussion.follow_discussion import follow, followed_by, unfollow
from comments_service.refusals import FieldIsWrong
from comments_service.web.bodies import read_open_form, require_form_token
from comments_service.web.context import context, somebody
from comments_service.web.page import page

_PRIVATE = {"cache-control": "private, no-store"}


async def put_following(request: Request) -> Response:
    """Follow a discussion."""
    await follow(request.path_params["uid"], by=await somebody(request), ledger=context(request).ledger)
    return JSONResponse({"following": True}, headers=_PRIVATE)


async def delete_following(request: Request) -> Response:
    """Follow it no more."""
    await unfollow(request.path_params["uid"], by=await somebody(request), ledger=context(request).ledger)
    return JSONResponse({"following": False}, headers=_PRIVATE)


async def post_following(request: Request) -> Response:
    """The same by a plain form, and back to where it stood."""
    fields, ctx, uid = await read_open_form(request), context(request), request.path_params["uid"]
    by = await somebody(request)
    await require_form_token(request)
    if (action := fields.get("action", "")) not in ("follow", "stop"):
        raise FieldIsWrong("action", "Allowed: follow, stop.", allowed=["follow", "stop"])
    await (follow if action == "follow" else unfollow)(uid, by=by, ledger=ctx.ledger)
    place = "/me/following" if fields.get("back") == "list" else f"/t/{uid}#th-following"
    return RedirectResponse(f"{ctx.settings.base_path}{place}", 303)


async def show_following(request: Request) -> Response:
    """Show what one follows."""
    sends = context(request).settings.mail is not None
    return await page(request, "following_list.html", followed=await followed_by(await somebody(request)), sends=sends)
