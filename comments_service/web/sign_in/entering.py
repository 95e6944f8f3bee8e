"""What every way to sign in ends with: a new session, its cookie, and a page of this site. And what it begins with:
patience, where it failed too often."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response

from comments_service.people import attempts, sign_in, sign_out
from comments_service.people.openid.tie import Tie
from comments_service.records import Person
from comments_service.refusals import Refusal
from comments_service.web import session_cookie
from comments_service.web.context import Context, context, session_of
from comments_service.web.sign_in import cookies


async def entered(
    response: Response, person: Person, request: Request, *, way: str, tied: Tie | None = None
) -> Response:
    """Begin a session for somebody, and have the answer bring its token.

    Args:
        tied: the session at the company's provider that it began with, if it did.
    """
    ctx, before = context(request), await session_of(request)
    # A new session for a new sign-in: a token that somebody planted before is worth nothing afterwards.
    if before:
        await sign_out.end(before, ledger=ctx.ledger)
    token = await sign_in.begin(person, ledger=ctx.ledger, new_id=ctx.new_id, way=way, tied=tied)
    session_cookie.carry(response, token, ctx.settings)
    if cookies.is_signed_out(request):
        cookies.forget_signed_out(response, ctx)
    return response


@asynccontextmanager
async def attempt(request: Request, *, innocent: tuple[type[Refusal], ...] = ()) -> AsyncIterator[None]:
    """Hold one attempt to sign in: a refusal inside the block counts as a failure of the address that it came from.

    Args:
        innocent: refusals that say nothing of who tries: a sign-in of the company that is down locks nobody out.

    Raises:
        TooManyAttempts: too many failed from there lately, and nothing is tried.
    """
    ctx, address = context(request), request.client.host if request.client else ""
    origin = attempts.origin_of(address, secret=ctx.settings.secret)
    if origin:
        await attempts.require_patience(origin, now=ctx.now())
    try:
        yield
    except Refusal as refusal:
        if origin and not isinstance(refusal, innocent):
            await attempts.note_failure(origin, new_id=ctx.new_id, now=ctx.now())
        raise


def login_address(next_page: str, ctx: Context) -> str:
    """Where to sign in, and come back from."""
    return f"{ctx.settings.base_path}/auth/login?next={quote(next_page)}"


def local_page(wanted: str, ctx: Context) -> str:
    """Return where to go after signing in: a page of this service, of the site, or of an origin that may embed what is
    said here, whatever was asked for."""
    settings = ctx.settings
    friends = {*settings.embed_origins, settings.site_origin}
    path = next((wanted.removeprefix(one) for one in friends if wanted.startswith(f"{one}/")), wanted)
    is_ours = path.startswith("/") and (path != wanted or not path.startswith("//"))
    return wanted if is_ours and wanted.isprintable() and "\\" not in wanted else f"{settings.site}/"
