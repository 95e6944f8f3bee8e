"""/auth/…: signing in through the company's provider, and out again from either side. What is signed and by whom,
people/openid/ knows; here it is addresses and cookies."""

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from comments_service.languages import N_
from comments_service.people.openid.end_from_provider import end_from_provider
from comments_service.people.openid.failures import (
    ClocksDisagree,
    PersonIsDeactivated,
    ProviderIsUnreachable,
    SignInWasDenied,
)
from comments_service.people.openid.finish import SignedIn, finish
from comments_service.people.openid.leave import where_to
from comments_service.people.openid.pending import Pending
from comments_service.people.openid.start import start
from comments_service.people.openid.way import Way
from comments_service.people.sign_in import OPENID
from comments_service.refusals import FieldIsWrong, Refusal
from comments_service.web.bodies import read_open_form
from comments_service.web.context import context, session_of
from comments_service.web.page import page
from comments_service.web.problems import NotFound
from comments_service.web.problems import answer as refused
from comments_service.web.sign_in import cookies
from comments_service.web.sign_in.edge import enter_at_the_edge
from comments_service.web.sign_in.entering import attempt, entered, local_page, login_address
from comments_service.web.sign_in.pages import is_on_purpose

# What may befall a whole office that signs in at once, and says nothing of anybody in it.
_INNOCENT = (ProviderIsUnreachable, SignInWasDenied, ClocksDisagree, PersonIsDeactivated)
_NOT_KEPT = {"cache-control": "no-store"}


async def get_start(request: Request) -> Response:
    """Go to the provider, if somebody here wants to: another site's page that leads here does not decide that."""
    ctx = context(request)
    next_page = local_page(request.query_params.get("next", ""), ctx)
    if ctx.known_elsewhere and not is_on_purpose(request):
        return RedirectResponse(login_address(next_page, ctx), 303, _NOT_KEPT)
    if ctx.edge:
        return await enter_at_the_edge(request, next_page)
    way = _way(request)
    request.state.next_page = next_page
    # Whoever is signed in wants to be somebody else, and whoever signed out may have passed the tablet on: the provider
    # is not to say who was there before.
    ask_again = cookies.is_signed_out(request) or await session_of(request) is not None
    address, state, sealed = await start(way, next_page=next_page, now=ctx.now(), ask_again=ask_again)
    response = RedirectResponse(address, 303, _NOT_KEPT)
    cookies.keep_pending(response, state, sealed, request)
    return response


async def get_callback(request: Request) -> Response:
    """Come back from the provider: signed in, or with a page that says why not. The sign-in is spent either way."""
    ctx, way = context(request), _way(request)
    pending = cookies.pending_of(request, way)
    request.state.next_page = local_page(pending.next_page if pending else "", ctx)
    try:
        found = await _found(request, pending, way)
        leading = RedirectResponse(request.state.next_page, 303, _NOT_KEPT)
        response = await entered(leading, found.person, request, way=OPENID, tied=found.tied)
    except Refusal as refusal:
        response = await refused(request, refusal)
    cookies.drop_pending(response, request)
    return response


async def _found(request: Request, pending: Pending | None, way: Way) -> SignedIn:
    ctx, answer = context(request), dict(request.query_params)
    secret = ctx.settings.secret
    async with attempt(request, innocent=_INNOCENT):
        return await finish(answer, pending, way, now=ctx.now(), secret=secret, ledger=ctx.ledger, new_id=ctx.new_id)


async def show_signed_out(request: Request) -> Response:
    """Where the provider leads back to when it has signed somebody out."""
    ctx, way = context(request), _way(request)
    going = where_to(request.query_params.get("state", ""), way, now=ctx.now())
    next_page = local_page(going or "", ctx)
    return await page(request, "signed_out.html", go_on=None, next_page=next_page, way=way)


async def post_backchannel_logout(request: Request) -> Response:
    """End sessions because the provider says so (Back-Channel Logout 1.0, section 2.5): it calls, no browser does."""
    ctx, way = context(request), _way(request)
    token = (await read_open_form(request)).get("logout_token", "")
    if not token:
        raise FieldIsWrong("logout_token", N_("Send the logout token, as logout_token."))
    await end_from_provider(token, way, ledger=ctx.ledger, now=ctx.now())
    return Response(headers=_NOT_KEPT)


def _way(request: Request) -> Way:
    way = context(request).way
    if way is None:
        raise NotFound(N_("There is no sign-in of a company here."))
    return way
