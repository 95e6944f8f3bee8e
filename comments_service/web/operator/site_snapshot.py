"""GET /api/v1/site/snapshot: a build pulls what it bakes into the pages, with a deploy token."""

import hashlib
from typing import Final

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from comments_service.discussion.snapshot import snapshot
from comments_service.refusals import FieldIsWrong
from comments_service.web.operator.token import require_token

MOST: Final = 200  # threads that are named; an address has its length


async def get_site_snapshot(request: Request) -> Response:
    """All there is to bake, or of some threads; 304 to whoever has it."""
    await require_token(request, to_pull=True)
    named = request.query_params.getlist("thread")
    if len(named) > MOST:
        raise FieldIsWrong("thread", f"Name at most {MOST} threads.")
    body = msgspec.json.encode(await snapshot(only=named or None))
    tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    headers = {"etag": tag, "cache-control": "private, no-cache", "vary": "Authorization"}
    asked = request.headers.get("if-none-match", "")
    if tag in asked or asked == "*":
        return Response(status_code=304, headers=headers)
    return Response(body, headers=headers, media_type="application/json")
