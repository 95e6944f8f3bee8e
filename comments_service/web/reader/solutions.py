"""Saying which reply solved one's question: /api/v1/comments/{id}/solution, and the same as a plain page."""

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from comments_service.discussion import reading
from comments_service.discussion.solve import asked, replies_to, solved_by
from comments_service.refusals import FieldIsWrong, Refusal
from comments_service.web import payloads
from comments_service.web.bodies import read_json, read_open_form, require_form_token
from comments_service.web.comment_ids import required_id
from comments_service.web.context import context, somebody
from comments_service.web.page import page
from comments_service.web.problems import STATUS
from comments_service.web.reader.acting import solve_question
from comments_service.web.reader.choices import known_thread
from comments_service.web.reader.comments import comment_id
from comments_service.web.security import FormTokenIsWrong


async def put_solution(request: Request) -> Response:
    """Say which reply solved it; the same again changes nothing."""
    question, by = comment_id(request), await somebody(request)
    sent = await read_json(request, payloads.SolutionGiven)
    return JSONResponse(payloads.state_of(await solve_question(question, sent.answer, by=by, ctx=context(request))))


async def delete_solution(request: Request) -> Response:
    """Take that back; where nothing was said, nothing happens."""
    question, by = comment_id(request), await somebody(request)
    return JSONResponse(payloads.state_of(await solve_question(question, None, by=by, ctx=context(request))))


async def show_solution(request: Request) -> Response:
    """Show a question's author the replies to it, to choose from."""
    return await _ask(request)


async def post_solution(request: Request) -> Response:
    """Take their choice, and lead back to the question."""
    fields = await read_open_form(request)
    thread, question = await known_thread(request), comment_id(request)
    ctx = context(request)
    chosen = fields.get("answer", "")
    try:
        await require_form_token(request)
        answer = required_id(chosen, "answer") if chosen else None
        await solve_question(question, answer, by=await somebody(request), ctx=ctx)
    except (FieldIsWrong, FormTokenIsWrong) as refusal:
        return await _ask(request, problem=refusal)
    return RedirectResponse(f"{ctx.settings.base_path}/t/{thread.uid}?comment={question}", 303)


async def _ask(request: Request, *, problem: Refusal | None = None) -> Response:
    thread, by = await known_thread(request), await somebody(request)
    question = await asked(comment_id(request), by)
    return await page(
        request,
        "solution.html",
        status=STATUS[problem.code] if problem else 200,
        thread=thread,
        spoken=await reading.public(question.id, reader=by),
        replies=await replies_to(question),
        chosen=await solved_by(question),
        problem=problem,
    )
