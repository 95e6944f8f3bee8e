"""/t/{uid}/comments/{id}/…: reporting and withdrawing a comment by plain pages and forms."""

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from comments_service.discussion import reading
from comments_service.discussion.report import REASONS
from comments_service.discussion.withdraw import withdraw
from comments_service.refusals import FieldIsWrong
from comments_service.web.bodies import read_form
from comments_service.web.context import context, session_of, somebody
from comments_service.web.reader.comments import comment_id, make_report
from comments_service.web.reader.threads import known_thread
from comments_service.web.security import form_token


async def show_report(request: Request) -> Response:
    """Ask what is wrong with a comment."""
    return await _page(request, "report.html")


async def post_report(request: Request) -> Response:
    """Take the report, and say what happens now."""
    ctx, thread, by = context(request), await known_thread(request), await somebody(request)
    fields = await read_form(request)
    try:
        await make_report(comment_id(request), fields.get("reason", ""), fields.get("detail", ""), by=by, ctx=ctx)
    except FieldIsWrong as refusal:
        return await _page(request, "report.html", status=422, problem=refusal.message, **fields)
    page = ctx.templates.get_template("reported.html")
    worried = fields.get("reason") == "worried"
    return Response(page.render(thread=thread, person=by, worried=worried, token=""), media_type="text/html")


async def show_withdraw(request: Request) -> Response:
    """Ask whether a comment is really to be withdrawn: it is final."""
    return await _page(request, "withdraw.html")


async def post_withdraw(request: Request) -> Response:
    """Withdraw, and lead back to the discussion."""
    ctx, thread, by = context(request), await known_thread(request), await somebody(request)
    await read_form(request)
    await withdraw(comment_id(request), by=by, ledger=ctx.ledger, now=ctx.now())
    return RedirectResponse(f"{ctx.settings.base_path}/t/{thread.uid}", 303)


async def _page(request: Request, template: str, *, status: int = 200, problem: str = "", **fields: str) -> Response:
    ctx, thread, by, session = (
        context(request),
        await known_thread(request),
        await somebody(request),
        await session_of(request),
    )
    spoken = await reading.comment(comment_id(request), reader=by)
    page = ctx.templates.get_template(template).render(
        thread=thread,
        person=by,
        spoken=spoken,
        reasons=REASONS,
        chosen=fields.get("reason", ""),
        detail=fields.get("detail", ""),
        problem=problem,
        token=form_token(session, ctx.settings) if session else "",
    )
    return Response(page, status, {"cache-control": "private, no-store"}, media_type="text/html")
