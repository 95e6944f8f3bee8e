"""/admin/corrections/: what readers say is wrong on a page, for who answers for it: accept, decline, take the patch."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from comments_service.discussion.lifecycle import MoveIsImpossible
from comments_service.languages import N_
from comments_service.moderation.corrections.accept import accept
from comments_service.moderation.corrections.decline import decline
from comments_service.moderation.corrections.overview import correction, overview
from comments_service.records import Person
from comments_service.refusals import FieldIsWrong, NotAllowed, Refusal, SignInRequired
from comments_service.web.bodies import read_open_form, require_form_token
from comments_service.web.comment_ids import optional_id, required_id
from comments_service.web.context import Context, context, person_of
from comments_service.web.desk.frame import desk_page
from comments_service.web.headers import PRIVATE
from comments_service.web.problems import STATUS
from comments_service.web.reader.comments import comment_id

Fields = Mapping[str, str]
_NOTHING: Fields = {}
_ACTIONS = ("accept", "decline")


async def show_corrections(request: Request) -> Response:
    """Show what waits for me, and what became of the others."""
    return await desk_page(request, "corrections.html", shown=await overview(await person_of(request)))


async def show_correction(request: Request) -> Response:
    """Show one, to be decided about; or what was decided, with what goes into the page."""
    return await _show(request)


async def post_correction(request: Request) -> Response:
    """Accept it or decline it."""
    fields, ctx, by = await read_open_form(request), context(request), await person_of(request)
    try:
        await require_form_token(request)
        await _decide(comment_id(request), fields, by, ctx)
    except (SignInRequired, NotAllowed, MoveIsImpossible):
        raise
    except Refusal as refusal:
        return await _show(request, problem=refusal, typed=fields)
    return RedirectResponse(f"{ctx.settings.base_path}/admin/corrections/{comment_id(request)}", 303)


async def get_patch(request: Request) -> Response:
    """The patch for the page's source, as a file."""
    found = await correction(comment_id(request), by=await person_of(request))
    if not found.patch:
        raise MoveIsImpossible(N_("There is no patch for it."), state=found.spoken.comment.state)
    name = f"{found.thread.uid}-correction.patch"
    headers = {**PRIVATE, "content-disposition": f'attachment; filename="{name}"'}
    return Response(found.patch, headers=headers, media_type="text/x-patch")


async def _decide(about: UUID, fields: Fields, by: Person | None, ctx: Context) -> None:
    how: dict[str, Any] = {"by": by, "ledger": ctx.ledger, "rules": await ctx.rule_book.rules(), "new_id": ctx.new_id}
    match fields.get("action", ""):
        case "accept":
            await accept(about, fields.get("text", ""), today=ctx.now().date(), **how)
        case "decline":
            reply = required_id(fields.get("id", ""), "id")
            here: dict[str, Any] = {"deadlines": ctx.deadlines, "site_host": ctx.site_host, "now": ctx.now()}
            ask_review = fields.get("review") == "yes"
            await decline(about, reply, fields.get("body", ""), ask_review=ask_review, **how, **here)
        case _:
            raise FieldIsWrong("action", f"Allowed: {', '.join(_ACTIONS)}.", allowed=list(_ACTIONS))


async def _show(request: Request, *, problem: Refusal | None = None, typed: Fields = _NOTHING) -> Response:
    ctx = context(request)
    return await desk_page(
        request,
        "correction.html",
        status=STATUS[problem.code] if problem else 200,
        shown=await correction(comment_id(request), by=await person_of(request)),
        problem=problem,
        findings=getattr(problem, "findings", ()),
        typed=typed,
        reply_id=optional_id(typed.get("id")) or ctx.new_id(),
        today=ctx.now().date(),
    )
