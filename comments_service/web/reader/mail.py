"""/me/mail and /me/mail/stop: what somebody gets mail about, chosen on their own page or by the link in each mail."""

from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from comments_service.notices import stopping
from comments_service.notices.message import KINDS
from comments_service.people.openid.seal import Seal
from comments_service.web.bodies import is_form, read_form, read_open_form
from comments_service.web.context import Context, context, somebody
from comments_service.web.page import page


async def show_mail(request: Request) -> Response:
    """Show what one gets mail about, and where it goes."""
    person = await somebody(request)
    about: dict[str, Any] = {
        "sends": context(request).settings.mail is not None,
        "wishes": await stopping.wishes(person.id),
        "given_up": await stopping.given_up(person.id),
        "saved": "saved" in request.query_params,
    }
    return await page(request, "mail_wishes.html", **about)


async def post_mail(request: Request) -> Response:
    """Choose."""
    fields, person = await read_form(request), await somebody(request)
    wanted = {name: fields.get(name) == "yes" for name in ("replies", "decisions", "followed")}
    await stopping.wish(person.id, **wanted)
    return RedirectResponse(f"{context(request).settings.base_path}/me/mail?saved", 303)


async def show_stop(request: Request) -> Response:
    """Ask whoever followed the link in a mail: programs that look at every link must stop nothing."""
    ctx, token = context(request), request.query_params.get("t", "")
    _, kind = stopping.read_token(token, seal=_seal(ctx), now=ctx.now())
    return await page(request, "mail_stop.html", kind=KINDS[kind], stop_token=token, stopped="")


async def post_stop(request: Request) -> Response:
    """Stop it. The token in the address is all that this needs: it can do nothing else, and twice is once."""
    ctx, token = context(request), request.query_params.get("t", "")
    # A mail program may send its one click in another shape (RFC 8058, section 3.2), which says no more than the link.
    all_of_it = is_form(request) and (await read_open_form(request)).get("all") == "yes"
    kind = await stopping.stop(token, all_of_it=all_of_it, seal=_seal(ctx), now=ctx.now())
    stopped = "all" if all_of_it else KINDS[kind]
    return await page(request, "mail_stop.html", kind=KINDS[kind], stop_token=token, stopped=stopped)


def _seal(ctx: Context) -> Seal:
    return Seal(ctx.settings.secret, stopping.SEALED_FOR)
