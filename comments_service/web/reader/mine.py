"""/me/… and /privacy/now: everybody's own copy of what is kept of them, and what is recorded here as it is set now."""

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from comments_service.privacy.export_mine import IN_WORDS, export_mine
from comments_service.privacy.export_to_read import to_read
from comments_service.privacy.notice import notice
from comments_service.web.context import context, somebody
from comments_service.web.headers import PRIVATE
from comments_service.web.page import page


async def get_export(request: Request) -> Response:
    """All that is kept of whoever asks, as a file."""
    found = await export_mine(await somebody(request), now=context(request).now())
    named = {"content-disposition": 'attachment; filename="townhall-export.json"'}
    return JSONResponse(found, headers={**PRIVATE, **named})


async def show_export(request: Request) -> Response:
    """The same, to be read."""
    found = await export_mine(await somebody(request), now=context(request).now())
    shown = {"rows": await to_read(found), "left_out": found["left_out"]}
    return await page(request, "my_export.html", sections=IN_WORDS, **shown)


async def show_notice(request: Request) -> Response:
    """What is recorded, for how long, and who sees it."""
    ctx = context(request)
    settings = ctx.settings
    lives = {"session_idle": settings.session_idle, "session_lifetime": settings.session_lifetime}
    told = await notice(ctx.retention, **lives)
    return await page(request, "privacy.html", told=told, sends=settings.mail is not None)
