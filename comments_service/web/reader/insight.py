"""/insight/: how the newsroom is doing, in figures that tell of nobody, for whoever works here."""

from starlette.requests import Request
from starlette.responses import Response

from comments_service.insight.participation import taking_part
from comments_service.insight.suppression import FEWEST
from comments_service.web.context import context, somebody
from comments_service.web.page import page


async def show_insight(request: Request) -> Response:
    """Show who takes part, with what the figures mean and which are not shown."""
    await somebody(request)
    return await page(request, "insight.html", found=await taking_part(now=context(request).now()), fewest=FEWEST)
