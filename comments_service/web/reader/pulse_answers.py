"""Answering the closed question of a page: PUT /api/v1/threads/{uid}/pulse, and the plain form of the same."""

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from comments_service.discussion.pulse_question import Pulse, answer_pulse
from comments_service.records import Person
from comments_service.web.answers import PulseAnswer
from comments_service.web.bodies import read_json, read_open_form, require_form_token
from comments_service.web.context import context, somebody
from comments_service.web.headers import PRIVATE


async def put_pulse_answer(request: Request) -> Response:
    """Answer, or change one's answer."""
    by, sent = await somebody(request), await read_json(request, PulseAnswer)
    done = await _answered(request, by, sent.question, sent.choice)
    result = dict(done.result) if done.result else None
    return JSONResponse({"choice": done.mine, "result": result}, headers=PRIVATE)


async def post_pulse_answer(request: Request) -> Response:
    """The same by the plain form, and back to where it says so."""
    fields, by = await read_open_form(request), await somebody(request)
    await require_form_token(request)
    await _answered(request, by, fields.get("question", ""), fields.get("choice", ""))
    return RedirectResponse(f"{context(request).settings.base_path}/t/{request.path_params['uid']}#th-pulse", 303)


async def _answered(request: Request, by: Person, question: str, choice: str) -> Pulse:
    ctx, uid = context(request), request.path_params["uid"]
    return await answer_pulse(uid, question, choice, by=by, ledger=ctx.ledger, now=ctx.now())
