"""/admin/marks: putting marks on a comment and taking them off, by plain forms, for whoever may. Also their API."""

from collections.abc import Awaitable, Callable, Mapping
from uuid import UUID

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from comments_service.discussion.marks import ACCURACY, ACKNOWLEDGED, ENDORSED, FEATURED, PINNED
from comments_service.moderation.marks.acknowledge import acknowledge
from comments_service.moderation.marks.end import end_mark
from comments_service.moderation.marks.endorse import endorse
from comments_service.moderation.marks.feature import EnoughIsFeatured, feature
from comments_service.moderation.marks.note_accuracy import Note, note_accuracy
from comments_service.moderation.marks.pin import pin
from comments_service.moderation.marks.reading import marked
from comments_service.records import Mark, Person
from comments_service.refusals import FieldIsWrong, Refusal
from comments_service.web import payloads
from comments_service.web.bodies import read_open_form, require_form_token
from comments_service.web.comment_ids import required_id
from comments_service.web.context import Context, context, person_of
from comments_service.web.desk.frame import desk_page
from comments_service.web.page import address
from comments_service.web.problems import STATUS
from comments_service.web.reader.comments import comment_id
from comments_service.web.security import FormTokenIsWrong
from comments_service.web.sign_in.entering import local_page

Fields = Mapping[str, str]
_NOTHING: Fields = {}


async def show_marks(request: Request) -> Response:
    """Show a comment and what can be said about it."""
    return await _show(request, required_id(request.query_params.get("comment", ""), "comment"))


async def post_mark(request: Request) -> Response:
    """Put a mark on a comment, and lead back."""
    fields = await read_open_form(request)
    try:
        await require_form_token(request)
        await _put(fields, await person_of(request), context(request))
    except (FieldIsWrong, FormTokenIsWrong, EnoughIsFeatured) as refusal:
        return await _show(request, required_id(fields.get("comment", ""), "comment"), problem=refusal, typed=fields)
    return _back(fields, context(request))


async def post_mark_end(request: Request) -> Response:
    """Take a mark off a comment, and lead back."""
    fields = await read_open_form(request)
    await require_form_token(request)
    ctx, comment = context(request), required_id(fields.get("comment", ""), "comment")
    await end_mark(comment, fields.get("mark", ""), by=await person_of(request), ledger=ctx.ledger)
    return _back(fields, ctx)


async def put_endorsement(request: Request) -> Response:
    """Endorse a comment; endorsing it again changes nothing."""
    ctx = context(request)
    mark = await endorse(comment_id(request), by=await person_of(request), ledger=ctx.ledger, new_id=ctx.new_id)
    return JSONResponse(payloads.mark(mark))


async def delete_endorsement(request: Request) -> Response:
    """Take an endorsement back; where there is none, nothing happens."""
    by, ledger = await person_of(request), context(request).ledger
    return JSONResponse(payloads.state_of(await end_mark(comment_id(request), ENDORSED, by=by, ledger=ledger)))


async def _put(fields: Fields, by: Person | None, ctx: Context) -> Mark:
    comment = required_id(fields.get("comment", ""), "comment")
    if (kind := fields.get("mark", "")) not in _PUTTING:
        raise FieldIsWrong("mark", f"Allowed: {', '.join(_PUTTING)}.", allowed=list(_PUTTING))
    return await _PUTTING[kind](comment, fields, by, ctx)


async def _pin(comment: UUID, _: Fields, by: Person | None, ctx: Context) -> Mark:
    return await pin(comment, by=by, ledger=ctx.ledger, new_id=ctx.new_id)


async def _feature(comment: UUID, _: Fields, by: Person | None, ctx: Context) -> Mark:
    return await feature(comment, by=by, ledger=ctx.ledger, new_id=ctx.new_id)


async def _endorse(comment: UUID, _: Fields, by: Person | None, ctx: Context) -> Mark:
    return await endorse(comment, by=by, ledger=ctx.ledger, new_id=ctx.new_id)


async def _note(comment: UUID, fields: Fields, by: Person | None, ctx: Context) -> Mark:
    note = Note(fields.get("status", ""), fields.get("source", ""), fields.get("text", ""))
    return await note_accuracy(comment, note, by=by, ledger=ctx.ledger, new_id=ctx.new_id)


async def _acknowledge(comment: UUID, fields: Fields, by: Person | None, ctx: Context) -> Mark:
    owner, due, today = fields.get("owner", ""), fields.get("due", ""), ctx.now().date()
    return await acknowledge(comment, owner, due, by=by, ledger=ctx.ledger, new_id=ctx.new_id, today=today)


_PUTTING: Mapping[str, Callable[[UUID, Fields, Person | None, Context], Awaitable[Mark]]] = {
    PINNED: _pin,
    FEATURED: _feature,
    ENDORSED: _endorse,
    ACCURACY: _note,
    ACKNOWLEDGED: _acknowledge,
}


def _back(fields: Fields, ctx: Context) -> Response:
    """Lead to where the form stood, which may only be a page of this site."""
    return RedirectResponse(local_page(fields.get("back", ""), ctx), 303)


async def _show(
    request: Request, comment: UUID, *, problem: Refusal | None = None, typed: Fields = _NOTHING
) -> Response:
    found = await marked(comment, by=await person_of(request))
    base = context(request).settings.base_path
    here = f"{base}/admin/marks?comment={comment}"
    return await desk_page(
        request,
        "marks.html",
        status=STATUS[problem.code] if problem else 200,
        item=found,
        back=typed.get("back") or request.query_params.get("back") or here,
        featured=problem.featured if isinstance(problem, EnoughIsFeatured) else (),
        mark_problem=problem,
        mark_typed=typed,
        here=here if problem else address(request),
    )
