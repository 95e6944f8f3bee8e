"""Renders a page of the desk: what `page` does, with what waits in each queue for those who work in them.

Called by the handlers of this folder whose templates extend desk.html.
"""

from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from comments_service.web.page import page


async def desk_page(request: Request, template: str, *, status: int = 200, **about: Any) -> Response:
    """Render a page of the desk."""
    return await page(request, template, status=status, **about)
