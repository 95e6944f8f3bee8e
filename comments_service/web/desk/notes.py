"""POST /admin/notes: a note for colleagues from a plain form, and back to where it was written."""

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from comments_service.moderation.note import add_note
from comments_service.people.roles import require
from comments_service.refusals import FieldIsWrong
from comments_service.web.bodies import read_open_form, require_form_token
from comments_service.web.comment_ids import optional_id, required_id
from comments_service.web.context import context, person_of
from comments_service.web.desk.position import position_of_form
from comments_service.web.desk.queue_page import Shown, show
from comments_service.web.security import FormTokenIsWrong
from comments_service.web.sign_in.entering import local_page


async def post_note(request: Request) -> Response:
    """Add a note; where something is wrong, the page that says so has what was typed."""
    fields, ctx = await read_open_form(request), context(request)
    by = require(await person_of(request), "moderate")
    try:
        await require_form_token(request)
        comment, note = (required_id(fields.get(name, ""), name) for name in ("comment", "id"))
        await add_note(comment, fields.get("note", ""), id=note, by=by, ledger=ctx.ledger, now=ctx.now())
    except (FieldIsWrong, FormTokenIsWrong) as refusal:
        opened = optional_id(fields.get("comment"))
        return await show(request, Shown(position_of_form(fields), by, opened=opened, problem=refusal, typed=fields))
    back = fields.get("back") or f"{ctx.settings.base_path}/admin/comments/{comment}"
    return RedirectResponse(f"{local_page(back, ctx).partition('#')[0]}#notes", 303)
