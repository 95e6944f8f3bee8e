"""/admin/responses: writing official responses, for oneself or for somebody, and answering what was drafted for one."""

from collections.abc import Mapping
from uuid import UUID

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from comments_service.discussion.lifecycle import MoveIsImpossible
from comments_service.discussion.post import Draft, Posted
from comments_service.moderation.responses.answer_draft import approve_draft, decline_draft
from comments_service.moderation.responses.draft_response import Wanted, draft_response, withdraw_draft
from comments_service.moderation.responses.overview import overview
from comments_service.people.roles import require_somebody
from comments_service.records import Person
from comments_service.refusals import FieldIsWrong, NotAllowed, Refusal, SignInRequired
from comments_service.web.bodies import read_open_form, require_form_token
from comments_service.web.comment_ids import required_id
from comments_service.web.context import Context, context, person_of
from comments_service.web.desk.frame import desk_page
from comments_service.web.desk.threads import thread_desk
from comments_service.web.problems import STATUS
from comments_service.web.reader.acting import post_draft

Fields = Mapping[str, str]
_NOTHING: Fields = {}


async def show_responses(request: Request) -> Response:
    """Show what waits for me, and what became of what I wrote."""
    return await _show(request)


async def post_response(request: Request) -> Response:
    """Take an official response: said at once under one's own name, or kept for somebody to approve."""
    fields, ctx = await read_open_form(request), context(request)
    by = require_somebody(await person_of(request))
    try:
        await require_form_token(request)
        place = await _written(fields, by, ctx)
    except (SignInRequired, NotAllowed):
        raise
    except Refusal as refusal:
        return await thread_desk(request, fields.get("thread", ""), problem=refusal, typed=fields)
    return RedirectResponse(f"{ctx.settings.base_path}{place}", 303)


async def post_answer(request: Request) -> Response:
    """Approve a draft, decline it, or take it back."""
    fields, ctx, by = await read_open_form(request), context(request), await person_of(request)
    draft = required_id(request.path_params["id"], "id")
    try:
        await require_form_token(request)
        place = await _answered(draft, fields, by, ctx)
    except (SignInRequired, NotAllowed, MoveIsImpossible):
        raise
    except Refusal as refusal:
        return await _show(request, problem=refusal, draft=draft, typed=fields)
    return RedirectResponse(f"{ctx.settings.base_path}{place}", 303)


async def _written(fields: Fields, by: Person, ctx: Context) -> str:
    """Write it, and return where to go from there."""
    own_id, uid, body = required_id(fields.get("id", ""), "id"), fields.get("thread", ""), fields.get("body", "")
    parent = required_id(fields["parent"], "parent") if fields.get("parent") else None
    if (speaker := fields.get("speaker", "")) == by.handle:
        draft = Draft(own_id, uid, body, parent, ask_review=fields.get("review") == "yes")
        return _place(await post_draft(draft, by=by, ctx=ctx, official=True))
    rules = await ctx.rule_book.rules()
    wanted = Wanted(own_id, uid, speaker, body, parent)
    await draft_response(wanted, by=by, ledger=ctx.ledger, rules=rules, now=ctx.now())
    return f"/admin/responses#draft-{own_id}"


async def _answered(draft: UUID, fields: Fields, by: Person | None, ctx: Context) -> str:
    """Answer it, and return where to go from there."""
    match fields.get("action", ""):
        case "approve":
            return _place(await _approve(draft, fields, by, ctx))
        case "decline":
            await decline_draft(draft, fields.get("answer", ""), by=by, ledger=ctx.ledger)
        case "withdraw":
            await withdraw_draft(draft, by=by, ledger=ctx.ledger)
        case _:
            raise FieldIsWrong(
                "action", "Allowed: approve, decline, withdraw.", allowed=["approve", "decline", "withdraw"]
            )
    return "/admin/responses"


async def _approve(draft: UUID, fields: Fields, by: Person | None, ctx: Context) -> Posted:
    return await approve_draft(
        draft,
        fields.get("body", ""),
        by=by,
        ask_review=fields.get("review") == "yes",
        ledger=ctx.ledger,
        rules=await ctx.rule_book.rules(),
        deadlines=ctx.deadlines,
        site_host=ctx.site_host,
        new_id=ctx.new_id,
        now=ctx.now(),
    )


def _place(posted: Posted) -> str:
    """Where a comment is to be seen: among the others, or with one's own while it waits."""
    about = posted.spoken.comment
    return f"/t/{about.thread_uid}{f'#comment-{about.id}' if posted.why_held else f'?comment={about.id}'}"


async def _show(
    request: Request, *, problem: Refusal | None = None, draft: UUID | None = None, typed: Fields = _NOTHING
) -> Response:
    base = context(request).settings.base_path
    return await desk_page(
        request,
        "responses.html",
        status=STATUS[problem.code] if problem else 200,
        shown=await overview(await person_of(request)),
        problem=problem,
        problem_draft=draft,
        findings=getattr(problem, "findings", ()),
        typed=typed,
        here=f"{base}/admin/responses",
    )
