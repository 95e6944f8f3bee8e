"""Signing in at the edge of the company's network: a proxy has asked who it is, and says so by headers."""

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from comments_service.people.proxy import enter
from comments_service.people.sign_in import PROXY
from comments_service.refusals import Refusal
from comments_service.web.context import context, vouched_in
from comments_service.web.problems import answer as refused
from comments_service.web.sign_in.entering import entered


async def enter_at_the_edge(request: Request, next_page: str) -> Response:
    """Begin a session for whom the proxy names, or say that it names nobody."""
    ctx = context(request)
    request.state.next_page = next_page
    secret = ctx.settings.secret
    try:
        person, tied = await enter(vouched_in(request), secret=secret, ledger=ctx.ledger, new_id=ctx.new_id)
    except Refusal as refusal:
        return await refused(request, refusal)
    leading = RedirectResponse(next_page, 303, {"cache-control": "no-store"})
    return await entered(leading, person, request, way=PROXY, tied=tied)
