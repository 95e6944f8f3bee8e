"""/admin/comments/{id}/redaction: taking words out of a comment for good, on a page that says what that means."""

from collections.abc import Mapping
from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response

from comments_service.discussion.edit import ChangedMeanwhile, CommentIsUnknown
from comments_service.languages import N_
from comments_service.moderation.item import item
from comments_service.moderation.redact import Redacted, Redaction, redact
from comments_service.people.roles import require
from comments_service.records import Person
from comments_service.refusals import FieldIsWrong, Refusal
from comments_service.web.bodies import read_open_form, require_form_token
from comments_service.web.comment_ids import required_id, version_of
from comments_service.web.context import Context, context, person_of
from comments_service.web.desk.frame import desk_page
from comments_service.web.problems import STATUS
from comments_service.web.security import FormTokenIsWrong
from comments_service.web.sign_in.entering import local_page

Fields = Mapping[str, str]
_NOTHING: Fields = {}


async def show_redaction(request: Request) -> Response:
    """Show the words of a comment as they are kept, and the form."""
    by = require(await person_of(request), "moderate")
    return await _form(request, by, request.query_params)


async def post_redaction(request: Request) -> Response:
    """Take the words out, and say what is left to do."""
    fields = await read_open_form(request)
    by = require(await person_of(request), "moderate")
    try:
        await require_form_token(request)
        done = await _redact(_comment(request), fields, by, context(request))
    except (FieldIsWrong, FormTokenIsWrong, ChangedMeanwhile) as refusal:
        return await _form(request, by, fields, problem=refusal)
    return await _done(request, by, done, fields)


def _comment(request: Request) -> UUID:
    return required_id(request.path_params["id"], "id")


async def _redact(comment: UUID, fields: Fields, by: Person, ctx: Context) -> Redacted:
    if fields.get("sure") != "yes":
        raise FieldIsWrong("sure", N_("Say that you know: what is taken out cannot be brought back."))
    words = fields.get("words", "").splitlines()
    asked = Redaction(comment, version_of(fields), words, fields.get("reason", ""))
    return await redact(asked, by=by, ledger=ctx.ledger, site_host=ctx.site_host, new_id=ctx.new_id)


async def _form(request: Request, by: Person, typed: Fields, *, problem: Refusal | None = None) -> Response:
    ctx = context(request)
    opened = await item(_comment(request), by=by, now=ctx.now())
    if opened is None:
        raise CommentIsUnknown
    return await desk_page(
        request,
        "redaction.html",
        status=STATUS[problem.code] if problem else 200,
        item=opened,
        typed=typed,
        problem=problem,
        problem_field=problem.field if isinstance(problem, FieldIsWrong) else "",
        back=local_page(typed.get("back", ""), ctx),
    )


async def _done(request: Request, by: Person, done: Redacted, fields: Fields) -> Response:
    ctx = context(request)
    others = [found for one in done.elsewhere if (found := await item(one, by=by, now=ctx.now()))]
    back = local_page(fields.get("back", ""), ctx)
    return await desk_page(request, "redacted.html", done=done, others=others, typed=fields, back=back)
