"""/auth/…: signing in and out. In development anybody may sign in as one of the demo people."""

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from comments_service.people import sign_in
from comments_service.records import Person
from comments_service.refusals import NotAllowed
from comments_service.web.bodies import is_json, read_form, read_json, read_open_form
from comments_service.web.context import Context, context, session_of
from comments_service.web.page import page
from comments_service.web.payloads import DemoSignIn


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
        return await _signed_in(Response(status_code=204), await sign_in.demo_person(sent.person), request)
    fields = await read_open_form(request)
    person = await sign_in.demo_person(fields.get("person", ""))
    return await _signed_in(RedirectResponse(local_page(fields.get("next", ""), ctx), 303), person, request)


async def post_logout(request: Request) -> Response:
    """End this browser's session."""
    ctx, session = context(request), await session_of(request)
    fields = {} if is_json(request) else await read_form(request)
    if session:
        await sign_in.end(session, ledger=ctx.ledger)
    next_page = local_page(fields.get("next", ""), ctx)
    response = Response(status_code=204) if is_json(request) else RedirectResponse(next_page, 303)
    response.delete_cookie(ctx.cookie_name, path="/", secure=not ctx.settings.development, httponly=True)
    return response


async def _signed_in(response: Response, person: Person, request: Request) -> Response:
    ctx, before = context(request), await session_of(request)
    # A new session for a new sign-in: a token that somebody planted before is worth nothing afterwards.
    if before:
        await sign_in.end(before, ledger=ctx.ledger)
    token = await sign_in.begin(person, ledger=ctx.ledger, new_id=ctx.new_id)
    response.set_cookie(
        ctx.cookie_name,
        token,
        max_age=int(ctx.settings.session_lifetime.total_seconds()),
        path="/",
        secure=not ctx.settings.development,
        httponly=True,
        samesite="lax",
    )
    return response


def local_page(wanted: str, ctx: Context) -> str:
    """Return where to go after signing in: a page of this site, whatever was asked for."""
    home = f"{ctx.settings.base_path}/"
    is_local = wanted.startswith("/") and not wanted.startswith(("//", "/\\")) and wanted.isprintable()
    return wanted if is_local and "\\" not in wanted else home
