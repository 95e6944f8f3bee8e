"""PUT /api/v1/site/threads: the publish brings its manifest, with a deploy token."""

from typing import Any

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from comments_service.discussion.embargo import embargoed
from comments_service.discussion.sync_threads import parse, sync_threads
from comments_service.people import deploy_tokens
from comments_service.refusals import SignInRequired
from comments_service.web.bodies import BodyIsOfAnotherType, is_json, read_bytes
from comments_service.web.context import Context, context


async def put_site_threads(request: Request) -> Response:
    """Bring in the manifest: all of it, or nothing and the reason."""
    ctx = context(request)
    await _require_token(request, ctx)
    if not is_json(request):
        raise BodyIsOfAnotherType("Send the manifest as application/json.", accepts=["application/json"])
    sent = await read_bytes(request, largest=ctx.settings.largest_manifest)
    how: dict[str, Any] = {"archive": request.query_params.getlist("archive"), "ledger": ctx.ledger}
    synced = await sync_threads(parse(sent), embargoed=embargoed(sent), **how)
    ctx.rule_book.forget()
    return Response(msgspec.json.encode(synced), media_type="application/json")


async def _require_token(request: Request, ctx: Context) -> None:
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer":
        raise SignInRequired("Send a deploy token: Authorization: Bearer …")
    await deploy_tokens.require(token.strip(), now=ctx.now())
