"""PUT /api/v1/site/threads: the publish brings its manifest, with a deploy token."""

from typing import Any

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from comments_service.discussion.embargo import embargoed
from comments_service.discussion.sync_threads import parse, sync_threads
from comments_service.web.bodies import BodyIsOfAnotherType, is_json, read_bytes
from comments_service.web.context import context
from comments_service.web.operator.token import require_token


async def put_site_threads(request: Request) -> Response:
    """Bring in the manifest: all of it, or nothing and the reason."""
    ctx = context(request)
    await require_token(request)
    if not is_json(request):
        raise BodyIsOfAnotherType("Send the manifest as application/json.", accepts=["application/json"])
    sent = await read_bytes(request, largest=ctx.settings.largest_manifest)
    how: dict[str, Any] = {"archive": request.query_params.getlist("archive"), "ledger": ctx.ledger}
    synced = await sync_threads(parse(sent), embargoed=embargoed(sent), **how)
    ctx.rule_book.forget()
    return Response(msgspec.json.encode(synced), media_type="application/json")
