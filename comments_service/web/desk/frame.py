"""Renders a page of the desk: what `page` does, with what waits in each queue for those who work in them.

Called by the handlers of this folder whose templates extend desk.html.
"""

from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from comments_service.moderation.queue import counts
from comments_service.people.roles import may
from comments_service.web.context import context, person_of
from comments_service.web.page import page


async def desk_page(request: Request, template: str, *, status: int = 200, **about: Any) -> Response:
    """Render a page of the desk."""
    if "counts" not in about and may(await person_of(request), "moderate"):
        about["counts"] = await counts(now=context(request).now())
    return await page(request, template, status=status, **about)
