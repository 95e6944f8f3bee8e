"""/auth/…: the ways to sign in, and the way out. In development anybody may sign in as one of the demo people."""

from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from comments_service.languages import N_
from comments_service.people import sign_in, sign_out
from comments_service.people.openid.leave import tie_of, way_out
from comments_service.records import Session
from comments_service.refusals import NotAllowed
from comments_service.web import session_cookie
from comments_service.web.bodies import is_json, read_form, read_json, read_open_form
from comments_service.web.context import Context, context, session_of
from comments_service.web.headers import PRIVATE
from comments_service.web.page import page, page_of
from comments_service.web.payloads import DemoSignIn
from comments_service.web.sign_in import cookies
from comments_service.web.sign_in.entering import attempt, entered, local_page


async def show_login(request: Request) -> Response:
    """Offer the ways to sign in; where the company's provider is the only one, lead straight on to it."""
    ctx = context(request)
    next_page = local_page(request.query_params.get("next", ""), ctx)
    people = await sign_in.demo_people() if ctx.settings.demo_people else []
    if ctx.known_elsewhere and await _may_lead_on(request):
        return RedirectResponse(f"{ctx.settings.base_path}/auth/start?next={quote(next_page)}", 303, PRIVATE)
    return await page(
        request,
        "login.html",
        people=people,
        next_page=next_page,
        development=ctx.settings.development,
        way=ctx.way or ctx.edge,
        signed_out=cookies.is_signed_out(request),
    )


async def _may_lead_on(request: Request) -> bool:
    """Say whether somebody asked to be signed in: not who is already, nor who has just signed out, nor a browser that
    another site's page led here. All those see a page first, with a link to press."""
    is_asked = is_on_purpose(request) and "sec-fetch-site" in request.headers
    return is_asked and not cookies.is_signed_out(request) and await session_of(request) is None


def is_on_purpose(request: Request) -> bool:
    """Say whether a page of this site, or the person themselves, led here (W3C Fetch Metadata, 2.2).

    A browser too old to tell is believed: what it could be made to do is to sign its own person in.
    """
    headers = request.headers
    is_navigation = headers.get("sec-fetch-dest", "document") == "document"
    return is_navigation and headers.get("sec-fetch-site", "none") in ("same-origin", "none")


async def post_demo(request: Request) -> Response:
    """Sign in as one of the demo people; development only."""
    ctx = context(request)
    if not ctx.settings.demo_people:
        raise NotAllowed(
            N_("The demo people sign in on development services only, where no company sign-in is set up.")
        )
    if is_json(request):
        sent = await read_json(request, DemoSignIn)
        return await _entered_as(sent.person, Response(status_code=204), request)
    fields = await read_open_form(request)
    answer = RedirectResponse(local_page(fields.get("next", ""), ctx), 303)
    return await _entered_as(fields.get("person", ""), answer, request)


async def _entered_as(handle: str, response: Response, request: Request) -> Response:
    async with attempt(request):
        person = await sign_in.demo_person(handle, gets_mail=context(request).settings.mail is not None)
    return await entered(response, person, request, way=sign_in.DEMO)


async def post_logout(request: Request) -> Response:
    """End this browser's session, and say where its session at the provider ends."""
    ctx, session = context(request), await session_of(request)
    fields = {} if is_json(request) else await read_form(request)
    next_page = local_page(fields.get("next", ""), ctx)
    go_on = await _ended(session, next_page, ctx) if session else None
    response = _gone_on(request, go_on, next_page) if go_on else _left(request, next_page)
    session_cookie.drop(response, ctx.settings)
    cookies.note_signed_out(response, ctx)
    return response


async def _ended(session: Session, next_page: str, ctx: Context) -> str | None:
    """End a session here first, whatever the provider says, and return where it ends there."""
    tied = await tie_of(session.id)
    await sign_out.end(session, ledger=ctx.ledger)
    if not (tied and ctx.way):
        return None
    back = f"{ctx.settings.public_url.rstrip('/')}/auth/signed-out"
    return await way_out(tied, ctx.way, back=back, next_page=next_page, now=ctx.now())


def _left(request: Request, next_page: str) -> Response:
    return Response(status_code=204) if is_json(request) else RedirectResponse(next_page, 303)


def _gone_on(request: Request, go_on: str, next_page: str) -> Response:
    """Lead on by a page: a form may not be redirected to another site (CSP 3, form-action)."""
    if is_json(request):
        return JSONResponse({"go_on": go_on}, headers=PRIVATE)
    headers = {**PRIVATE, "refresh": f"0; url={go_on}"}
    way = context(request).way
    return page_of(None, request, "signed_out.html", headers=headers, go_on=go_on, next_page=next_page, way=way)
