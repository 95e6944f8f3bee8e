"""/admin/: the queues as pages, and each comment by its own address."""

from starlette.requests import Request
from starlette.responses import Response

from comments_service.people.roles import require
from comments_service.web.comment_ids import optional_id, required_id
from comments_service.web.context import person_of
from comments_service.web.desk.position import Position, position
from comments_service.web.desk.queue_page import Shown, show


async def show_queue(request: Request) -> Response:
    """Show what needs a human, what is due first at the top, and the comment that is opened."""
    by, query = require(await person_of(request), "moderate"), request.query_params
    shown = Shown(
        at=position(query),
        by=by,
        opened=optional_id(query.get("item")),
        decided=optional_id(query.get("decided")),
        at_end=query.get("end") == "1",
    )
    return await show(request, shown)


async def show_item(request: Request) -> Response:
    """Show one comment, whether anything about it is open or not."""
    by = require(await person_of(request), "moderate")
    comment = required_id(request.path_params["id"], "id")
    decided = optional_id(request.query_params.get("decided"))
    return await show(request, Shown(at=Position(queue=""), by=by, opened=comment, decided=decided))
