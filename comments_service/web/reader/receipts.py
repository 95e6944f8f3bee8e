"""“I have read this”: PUT /api/v1/threads/{uid}/receipt, and the plain form of the same."""

from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from comments_service.learning.receipts import Asked, confirm
from comments_service.web.bodies import read_open_form, require_form_token
from comments_service.web.context import context, person_of
from comments_service.web.headers import PRIVATE


async def put_receipt(request: Request) -> Response:
    """Say that one has read the page; again changes nothing."""
    done = await _confirmed(request)
    assert done.confirmed, "just now, if not before"
    return JSONResponse({"confirmed": done.confirmed.isoformat()}, headers=PRIVATE)


async def post_receipt(request: Request) -> Response:
    """The same by the plain form, and back to where it says so."""
    await read_open_form(request)
    await require_form_token(request)
    await _confirmed(request)
    return RedirectResponse(f"{context(request).settings.base_path}/t/{request.path_params['uid']}#th-receipt", 303)


async def _confirmed(request: Request) -> Asked:
    ctx, by = context(request), await person_of(request)
    how: dict[str, Any] = {"ledger": ctx.ledger, "new_id": ctx.new_id, "now": ctx.now()}
    return await confirm(request.path_params["uid"], by=by, **how)
