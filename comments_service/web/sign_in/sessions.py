"""/auth/sessions: where somebody is signed in, and ending one of these sessions or all of them."""

from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from comments_service.languages import LANGUAGES
from comments_service.people import sign_out
from comments_service.people.roles import require_somebody
from comments_service.web import session_cookie
from comments_service.web.bodies import read_form
from comments_service.web.comment_ids import optional_id
from comments_service.web.context import context, person_of, session_of, somebody
from comments_service.web.page import page
from comments_service.web.sign_in import cookies


async def show_sessions(request: Request) -> Response:
    """Show where one is signed in, and since when."""
    ctx, person, here = context(request), await somebody(request), await session_of(request)
    found = await sign_out.signed_in_at(person, now=ctx.now(), **ctx.lives)
    about: dict[str, Any] = {"here_id": here.id if here else None, "spoken": "spoken" in request.query_params}
    return await page(request, "sessions.html", sessions=found, languages=LANGUAGES.values(), **about)


async def post_session_end(request: Request) -> Response:
    """End one of one's sessions, or all; whoever ends this browser's own is led to the front page."""
    ctx, fields, here = context(request), await read_form(request), await session_of(request)
    person, wanted = require_somebody(await person_of(request)), optional_id(fields.get("end"))
    if fields.get("everywhere") == "yes":
        await sign_out.end_everywhere(person, ledger=ctx.ledger)
    elif wanted:
        await sign_out.end_one(wanted, of=person, ledger=ctx.ledger)
    if here and (fields.get("everywhere") == "yes" or wanted == here.id):
        response = RedirectResponse(f"{ctx.settings.base_path}/auth/login", 303)
        session_cookie.drop(response, ctx.settings)
        cookies.note_signed_out(response, ctx)
        return response
    return RedirectResponse(f"{ctx.settings.base_path}/auth/sessions", 303)
