"""/auth/…: signing in and out. In development anybody may sign in as one of the demo people."""

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from comments_service.people import sign_in, sign_out
from comments_service.refusals import NotAllowed
from comments_service.web import session_cookie
from comments_service.web.bodies import is_json, read_form, read_json, read_open_form
from comments_service.web.context import context, session_of
from comments_service.web.page import page
from comments_service.web.payloads import DemoSignIn
from comments_service.web.sign_in.entering import attempt, entered, local_page


async def show_login(request: Request) -> Response:
    """Offer the ways to sign in."""
    ctx = context(request)
    return await page(
        request,
        "login.html",
        people=await sign_in.demo_people() if ctx.settings.development else [],
        next_page=local_page(request.query_params.get("next", ""), ctx),
        development=ctx.settings.development,
    )


async def post_demo(request: Request) -> Response:
    """Sign in as one of the demo people; development only."""
    ctx = context(request)
    if not ctx.settings.development:
        raise NotAllowed("The demo people sign in on development services only.")
    if is_json(request):
        sent = await read_json(request, DemoSignIn)
        return await _entered_as(sent.person, Response(status_code=204), request)
    fields = await read_open_form(request)
    answer = RedirectResponse(local_page(fields.get("next", ""), ctx), 303)
    return await _entered_as(fields.get("person", ""), answer, request)


async def _entered_as(handle: str, response: Response, request: Request) -> Response:
    async with attempt(request):
        person = await sign_in.demo_person(handle)
    return await entered(response, person, request, way=sign_in.DEMO)


async def post_logout(request: Request) -> Response:
    """End this browser's session."""
    ctx, session = context(request), await session_of(request)
    fields = {} if is_json(request) else await read_form(request)
    if session:
        await sign_out.end(session, ledger=ctx.ledger)
    next_page = local_page(fields.get("next", ""), ctx)
    response = Response(status_code=204) if is_json(request) else RedirectResponse(next_page, 303)
    session_cookie.drop(response, ctx.settings)
    return response
