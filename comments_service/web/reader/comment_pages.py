"""/t/{uid}/comments/{id}/…: reporting and withdrawing a comment by plain pages and forms."""

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from comments_service.discussion import reading
from comments_service.discussion.pace import TooSoon
from comments_service.discussion.report import REASONS
from comments_service.languages import N_
from comments_service.people.authorship import wrote
from comments_service.refusals import FieldIsWrong, NotAllowed
from comments_service.web.bodies import read_open_form, require_form_token
from comments_service.web.context import context, somebody
from comments_service.web.page import page
from comments_service.web.problems import STATUS, when_again
from comments_service.web.reader.acting import make_report, withdraw_comment
from comments_service.web.reader.choices import known_thread
from comments_service.web.reader.comments import comment_id
from comments_service.web.security import FormTokenIsWrong


async def show_report(request: Request) -> Response:
    """Ask what is wrong with a comment."""
    return await _ask(request, "report.html")


async def post_report(request: Request) -> Response:
    """Take the report, and say what happens now."""
    fields = await read_open_form(request)
    thread, by = await known_thread(request), await somebody(request)
    reason, detail = fields.get("reason", ""), fields.get("detail", "")
    try:
        await require_form_token(request)
        await make_report(comment_id(request), reason, detail, by=by, ctx=context(request))
    except (FieldIsWrong, FormTokenIsWrong, TooSoon) as refusal:
        return await _ask(request, "report.html", problem=refusal, reason=reason, detail=detail)
    return await page(request, "reported.html", thread=thread, reason=reason)


async def show_withdraw(request: Request) -> Response:
    """Ask its author whether a comment is really to be withdrawn: it is final."""
    by = await somebody(request)
    spoken = await reading.comment(comment_id(request), reader=by)
    if not wrote(by, spoken.comment):
        raise NotAllowed(N_("Only its author can do that."))
    return await _ask(request, "withdraw.html")


async def post_withdraw(request: Request) -> Response:
    """Withdraw, and lead back to the discussion."""
    await read_open_form(request)
    thread, by = await known_thread(request), await somebody(request)
    ctx = context(request)
    try:
        await require_form_token(request)
    except FormTokenIsWrong as refusal:
        return await _ask(request, "withdraw.html", problem=refusal)
    await withdraw_comment(comment_id(request), by=by, ctx=ctx)
    return RedirectResponse(f"{ctx.settings.base_path}/t/{thread.uid}", 303)


async def _ask(
    request: Request,
    template: str,
    *,
    problem: FieldIsWrong | FormTokenIsWrong | TooSoon | None = None,
    reason: str = "",
    detail: str = "",
) -> Response:
    """Show one of the two forms, as it was sent where something was wrong with it."""
    thread, by = await known_thread(request), await somebody(request)
    shown = await page(
        request,
        template,
        status=STATUS[problem.code] if problem else 200,
        thread=thread,
        spoken=await reading.comment(comment_id(request), reader=by),
        reasons=REASONS,
        chosen=reason,
        detail=detail,
        problem=problem,
    )
    shown.headers.update(when_again(problem))
    return shown
