"""/me/contributions: what happened to each thing that I said, for me alone."""

from starlette.requests import Request
from starlette.responses import Response

from comments_service.discussion.contributions import contributions
from comments_service.web.comment_ids import required_id
from comments_service.web.context import context, somebody
from comments_service.web.page import page

_SIZE = 20


async def show_contributions(request: Request) -> Response:
    """Show a page of what one said, the newest first."""
    asked = request.query_params.get("after")
    after = required_id(asked, "after") if asked else None
    found, next_after = await contributions(
        await somebody(request), after=after, size=_SIZE, now=context(request).now()
    )
    return await page(request, "my_contributions.html", found=found, next_after=next_after)
