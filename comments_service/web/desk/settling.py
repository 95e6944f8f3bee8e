"""POST /admin/cases/settle: a question or a first comment needs no answer; on to the next in its queue."""

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from comments_service.moderation.settle_case import settle_case
from comments_service.people.roles import require
from comments_service.web.bodies import read_form
from comments_service.web.comment_ids import optional_id, required_id
from comments_service.web.context import context, person_of
from comments_service.web.desk.next_in_line import next_in_line
from comments_service.web.desk.position import position_of_form


async def post_settled(request: Request) -> Response:
    """Settle what asks for an answer to a comment, and go on."""
    ctx, by = context(request), require(await person_of(request), "moderate")
    fields = await read_form(request)
    comment = required_id(fields.get("comment", ""), "comment")
    await settle_case(comment, fields.get("kind", ""), by=by, ledger=ctx.ledger)
    at, case = position_of_form(fields), optional_id(fields.get("case"))
    behind = await next_in_line(at.queue, after_case=case, by=by, now=ctx.now()) if at.queue else comment
    path = at.item_path(behind) if behind else f"{at.list_path}&end=1#done"
    return RedirectResponse(f"{ctx.settings.base_path}{path}", 303)
