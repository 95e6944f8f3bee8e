"""/admin/sealed/: what was escalated to a role, for the people of that role alone."""

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from comments_service.moderation.sealed import add_note, close, mine, read
from comments_service.people.roles import CASE_ROLES, require
from comments_service.refusals import FieldIsWrong
from comments_service.web.bodies import read_open_form, require_form_token
from comments_service.web.comment_ids import required_id
from comments_service.web.context import context, person_of
from comments_service.web.desk.frame import desk_page
from comments_service.web.desk.wording import STATES
from comments_service.web.problems import STATUS
from comments_service.web.security import FormTokenIsWrong


async def show_sealed(request: Request) -> Response:
    """Show what was escalated to one's roles, the open ones first."""
    return await desk_page(request, "sealed.html", cases=await mine(await person_of(request)), case_roles=CASE_ROLES)


async def show_case(request: Request) -> Response:
    """Show one sealed case; that it was read is recorded."""
    return await _case_page(request)


async def post_note(request: Request) -> Response:
    """Write into a sealed case."""
    fields, ctx = await read_open_form(request), context(request)
    by = require(await person_of(request), "see-sealed")
    case = required_id(request.path_params["id"], "id")
    try:
        await require_form_token(request)
        note = required_id(fields.get("id", ""), "id")
        await add_note(case, fields.get("note", ""), id=note, by=by, ledger=ctx.ledger, now=ctx.now())
    except (FieldIsWrong, FormTokenIsWrong) as refusal:
        return await _case_page(request, problem=refusal, note=fields.get("note", ""))
    return RedirectResponse(f"{ctx.settings.base_path}/admin/sealed/{case}#note-{note}", 303)


async def post_close(request: Request) -> Response:
    """Close a sealed case, with what facilitators are told."""
    fields, ctx = await read_open_form(request), context(request)
    by = require(await person_of(request), "see-sealed")
    case = required_id(request.path_params["id"], "id")
    try:
        await require_form_token(request)
        await close(case, fields.get("told", ""), by=by, ledger=ctx.ledger, now=ctx.now())
    except (FieldIsWrong, FormTokenIsWrong) as refusal:
        return await _case_page(request, problem=refusal, told=fields.get("told", ""))
    return RedirectResponse(f"{ctx.settings.base_path}/admin/sealed/", 303)


async def _case_page(
    request: Request, *, problem: FieldIsWrong | FormTokenIsWrong | None = None, note: str = "", told: str = ""
) -> Response:
    ctx = context(request)
    case_id = required_id(request.path_params["id"], "id")
    return await desk_page(
        request,
        "sealed_case.html",
        status=STATUS[problem.code] if problem else 200,
        sealed=await read(case_id, by=await person_of(request), ledger=ctx.ledger),
        case_roles=CASE_ROLES,
        state_words=STATES,
        note_id=ctx.new_id(),
        note=note,
        told=told,
        problem=problem,
        wrong_field=problem.field if isinstance(problem, FieldIsWrong) else "",
    )
