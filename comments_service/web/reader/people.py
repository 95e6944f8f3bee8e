"""/api/v1/people: whom somebody may mean who types the beginning of a name into a comment."""

import msgspec
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from comments_service.people.find import find
from comments_service.web.context import context, somebody
from comments_service.web.headers import PRIVATE


async def get_people(request: Request) -> Response:
    """A few people by the beginning of a name: what stands beside their comments, and how a comment calls them."""
    ctx, by = context(request), await somebody(request)
    ctx.look_ups.note(by, now=ctx.now())
    found = await find(request.query_params.get("begins", ""), by=by)
    return JSONResponse(msgspec.to_builtins(found), headers=PRIVATE)
