"""/admin/: the queue as pages and plain forms."""

from uuid import UUID

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from comments_service.moderation.decide import DecidedMeanwhile, Verdict
from comments_service.moderation.queue import item, judged, queue
from comments_service.people.roles import require
from comments_service.refusals import FieldIsWrong
from comments_service.web import payloads
from comments_service.web.bodies import read_form
from comments_service.web.context import context, person_of, session_of
from comments_service.web.desk.decisions import decide_now
from comments_service.web.security import form_token

_PRIVATE = {"cache-control": "private, no-store"}


async def show_queue(request: Request) -> Response:
    """Show what needs a human, the longest waiting first."""
    after = request.query_params.get("after")
    return await _queue_page(request, after=_id(after, "after") if after else None)


async def post_decision(request: Request) -> Response:
    """Take one decision from a plain form; say what became of it, and offer to undo it."""
    ctx, facilitator = context(request), require(await person_of(request), "moderate")
    fields = await read_form(request)
    try:
        decided = await decide_now(_verdict(fields), by=facilitator, ctx=ctx)
    except FieldIsWrong as refusal:
        return await _queue_page(request, status=422, problem=refusal.message, problem_at=fields.get("comment", ""))
    except DecidedMeanwhile as refusal:
        return await _meanwhile(request, refusal, fields.get("comment", ""))
    about = decided.comment
    return RedirectResponse(f"{ctx.settings.base_path}/admin/?decided={about.id}#decided", 303)


async def _queue_page(
    request: Request, *, after: UUID | None = None, status: int = 200, problem: str = "", problem_at: str = ""
) -> Response:
    ctx, facilitator = context(request), require(await person_of(request), "moderate")
    session = await session_of(request)
    decided = request.query_params.get("decided")
    page = ctx.templates.get_template("queue.html").render(
        queue=await queue(after=after),
        person=facilitator,
        token=form_token(session, ctx.settings) if session else "",
        why=payloads.why_in_words,
        decided=await judged(_id(decided, "decided")) if decided else None,
        problem=problem,
        problem_at=problem_at,
        now=ctx.now(),
    )
    return Response(page, status, _PRIVATE, media_type="text/html")


async def _meanwhile(request: Request, refusal: DecidedMeanwhile, comment: str) -> Response:
    ctx, person = context(request), await person_of(request)
    still_open = await item(_id(comment, "comment"))
    page = ctx.templates.get_template("decided_meanwhile.html")
    html = page.render(person=person, refusal=refusal, still_open=still_open, token="")
    return Response(html, 409, _PRIVATE, media_type="text/html")


def _verdict(fields: dict[str, str]) -> Verdict:
    version = fields.get("version", "")
    if not version.isdigit():
        raise FieldIsWrong("version", "Say which version of the comment you judged.")
    return Verdict(
        comment_id=_id(fields.get("comment", ""), "comment"),
        version=int(version),
        action=fields.get("action", ""),
        reason=fields.get("reason") or None,
        message=fields.get("message", ""),
        note=fields.get("note", ""),
    )


def _id(text: str, field: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        raise FieldIsWrong(field, "This is not a comment’s id.") from error
