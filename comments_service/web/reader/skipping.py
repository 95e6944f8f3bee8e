"""“Skip and read”: PUT /api/v1/threads/{uid}/skip, and the plain form of the same."""

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from comments_service.discussion.post_first import skip
from comments_service.web.bodies import read_open_form, require_form_token
from comments_service.web.context import context, person_of
from comments_service.web.headers import PRIVATE


async def put_skip(request: Request) -> Response:
    """Choose to read what others say without answering first; again changes nothing."""
    await _skipped(request)
    return JSONResponse({"covered": False}, headers=PRIVATE)


async def post_skip(request: Request) -> Response:
    """The same by the plain form, and back to what there is to read."""
    await read_open_form(request)
    await require_form_token(request)
    await _skipped(request)
    return RedirectResponse(f"{context(request).settings.base_path}/t/{request.path_params['uid']}#th-title", 303)


async def _skipped(request: Request) -> None:
    ctx, by = context(request), await person_of(request)
    await skip(request.path_params["uid"], by=by, ledger=ctx.ledger, new_id=ctx.new_id, now=ctx.now())
