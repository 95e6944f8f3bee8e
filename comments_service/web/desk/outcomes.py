"""/admin/outcomes/{id}: saying what becomes of an idea, a question or a rumour, by a plain form, for whoever may."""

from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from comments_service.discussion.lifecycle import MoveIsImpossible
from comments_service.moderation.outcomes.overview import standing
from comments_service.moderation.outcomes.take_step import LONGEST_NOTE, Wanted, take_step
from comments_service.records import Mark, Person
from comments_service.refusals import FieldIsWrong, Refusal
from comments_service.web.bodies import read_open_form, require_form_token
from comments_service.web.context import Context, context, person_of
from comments_service.web.desk.frame import desk_page
from comments_service.web.problems import STATUS
from comments_service.web.reader.comments import comment_id
from comments_service.web.security import FormTokenIsWrong

Fields = Mapping[str, str]
_NOTHING: Fields = {}


async def show_outcome(request: Request) -> Response:
    """Show where something stands, and what can follow."""
    return await _show(request)


async def post_outcome(request: Request) -> Response:
    """Take a step, and lead to where everybody reads it."""
    fields, ctx, by = await read_open_form(request), context(request), await person_of(request)
    try:
        await require_form_token(request)
        await _take(request, fields, by, ctx)
    except (FieldIsWrong, FormTokenIsWrong, MoveIsImpossible) as refusal:
        return await _show(request, problem=refusal, typed=fields)
    about = comment_id(request)
    shown = await standing(about, by=by)
    return RedirectResponse(f"{ctx.settings.base_path}/t/{shown.thread.uid}?comment={about}", 303)


async def _take(request: Request, fields: Fields, by: Person | None, ctx: Context) -> Mark:
    told = {name: fields.get(name, "") for name in ("step", "before", "note", "reason", "of", "until")}
    rules, today = await ctx.rule_book.rules(), ctx.now().date()
    how = {"by": by, "ledger": ctx.ledger, "rules": rules, "new_id": ctx.new_id, "today": today}
    return await take_step(comment_id(request), Wanted(**told), **how)  # type: ignore[arg-type]


async def _show(request: Request, *, problem: Refusal | None = None, typed: Fields = _NOTHING) -> Response:
    return await desk_page(
        request,
        "outcome.html",
        status=STATUS[problem.code] if problem else 200,
        shown=await standing(comment_id(request), by=await person_of(request)),
        problem=problem,
        typed=typed,
        longest_note=LONGEST_NOTE,
    )
