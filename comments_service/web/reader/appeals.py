"""Appealing the removal of one's comment: PUT /api/v1/comments/{id}/appeal, and the same as a plain page."""

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from comments_service.discussion import reading
from comments_service.discussion.edit import CommentIsUnknown
from comments_service.people.authorship import wrote
from comments_service.refusals import FieldIsWrong
from comments_service.web import payloads
from comments_service.web.bodies import read_json, read_open_form, require_form_token
from comments_service.web.context import context, somebody
from comments_service.web.page import page
from comments_service.web.problems import STATUS
from comments_service.web.reader.acting import make_appeal
from comments_service.web.reader.choices import known_thread
from comments_service.web.reader.comments import comment_id
from comments_service.web.security import FormTokenIsWrong


async def put_appeal(request: Request) -> Response:
    """Appeal; the same words again are the same appeal."""
    ctx, removed, by = context(request), comment_id(request), await somebody(request)
    sent = await read_json(request, payloads.AppealMade)
    made = await make_appeal(removed, sent.words, by=by, ctx=ctx)
    due = payloads.iso(made.due) if made.due else None
    return JSONResponse({**payloads.state_of(made.comment), "at": payloads.iso(made.appeal.at), "due": due})


async def show_appeal(request: Request) -> Response:
    """Ask its author why a comment should be public again."""
    return await _ask(request)


async def post_appeal(request: Request) -> Response:
    """Take the appeal, and lead back to where its author sees how it stands."""
    fields = await read_open_form(request)
    thread, by = await known_thread(request), await somebody(request)
    words = fields.get("words", "")
    try:
        await require_form_token(request)
        await make_appeal(comment_id(request), words, by=by, ctx=context(request))
    except (FieldIsWrong, FormTokenIsWrong) as refusal:
        return await _ask(request, problem=refusal, words=words)
    place = f"/t/{thread.uid}#own-{comment_id(request)}"
    return RedirectResponse(f"{context(request).settings.base_path}{place}", 303)


async def _ask(
    request: Request, *, problem: FieldIsWrong | FormTokenIsWrong | None = None, words: str = ""
) -> Response:
    """Show the form, as it was sent where something was wrong with it. Only its author may know of the removal."""
    thread, by = await known_thread(request), await somebody(request)
    spoken = await reading.comment(comment_id(request), reader=by)
    if not wrote(by, spoken.comment):
        raise CommentIsUnknown
    return await page(
        request,
        "appeal.html",
        status=STATUS[problem.code] if problem else 200,
        thread=thread,
        spoken=spoken,
        words=words,
        problem=problem,
    )
