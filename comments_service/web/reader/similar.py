"""/api/v1/similar: what was asked before that may be the same, for somebody who is asking; and for the plain page."""

from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from comments_service.discussion import wording
from comments_service.discussion.similar import similar
from comments_service.records import Person
from comments_service.web import payloads
from comments_service.web.bodies import read_json
from comments_service.web.context import Context, context, somebody
from comments_service.web.headers import PRIVATE

_QUESTION = "question"


async def post_similar(request: Request) -> Response:
    """The questions that ask for the same as a text. Nothing is stored or logged: that is why it is no GET."""
    ctx, by = context(request), await somebody(request)
    text = wording.cleaned((await read_json(request, payloads.Text)).body)
    ctx.look_ups.note(by, now=ctx.now())
    found = await similar(text, by=by, now=ctx.now())
    html = ctx.templates.get_template("similar.html").render(similar=found) if found else ""
    return JSONResponse({"questions": [str(one.question.comment.id) for one in found], "html": html}, headers=PRIVATE)


async def beside_preview(fields: Mapping[str, str], by: Person, *, ctx: Context) -> str:
    """The same as HTML, for who looks at a new question before they send it; "" for whatever else is looked at."""
    is_new = fields.get("preview") and not (fields.get("edit") or fields.get("parent"))
    body = fields.get("body", "")
    if not is_new or not (fields.get("kind") == _QUESTION or "?" in body):
        return ""
    ctx.look_ups.note(by, now=ctx.now())
    found = await similar(body, by=by, now=ctx.now())
    return ctx.templates.get_template("similar.html").render(similar=found) if found else ""
