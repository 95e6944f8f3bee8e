"""Reacting to a comment: /api/v1/comments/{id}/reactions/{name}, and the same as a plain page."""

from collections.abc import Mapping
from uuid import UUID

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from comments_service.discussion import reading
from comments_service.discussion.pace import TooSoon
from comments_service.discussion.react import Reacted, react, reacted, take_back, why_not
from comments_service.records import Person
from comments_service.refusals import FieldIsWrong, Refusal
from comments_service.web import payloads
from comments_service.web.bodies import read_open_form, require_form_token
from comments_service.web.context import Context, context, somebody
from comments_service.web.page import page
from comments_service.web.problems import STATUS, when_again
from comments_service.web.reader.choices import known_thread
from comments_service.web.reader.comments import comment_id
from comments_service.web.security import FormTokenIsWrong


async def put_reaction(request: Request) -> Response:
    """React; the same again is the same reaction."""
    ctx, by = context(request), await somebody(request)
    done = await _react(comment_id(request), request.path_params["name"], by=by, ctx=ctx)
    return JSONResponse(payloads.reacted(done))


async def delete_reaction(request: Request) -> Response:
    """Take a reaction back; where there is none, nothing happens."""
    by, ledger = await somebody(request), context(request).ledger
    done = await take_back(comment_id(request), request.path_params["name"], by=by, ledger=ledger)
    return JSONResponse(payloads.reacted(done))


async def show_reactions(request: Request) -> Response:
    """Show a comment and the ways to react to it."""
    return await _ask(request)


async def post_reaction(request: Request) -> Response:
    """React or take it back, and lead back to the comment."""
    fields = await read_open_form(request)
    thread, about = await known_thread(request), comment_id(request)
    ctx = context(request)
    try:
        await require_form_token(request)
        await _done(fields, about, by=await somebody(request), ctx=ctx)
    except (FieldIsWrong, FormTokenIsWrong, TooSoon) as refusal:
        return await _ask(request, problem=refusal)
    return RedirectResponse(f"{ctx.settings.base_path}/t/{thread.uid}?comment={about}", 303)


async def _done(fields: Mapping[str, str], id: UUID, *, by: Person, ctx: Context) -> Reacted:
    if "take" in fields:
        return await take_back(id, fields["take"], by=by, ledger=ctx.ledger)
    return await _react(id, fields.get("put", ""), by=by, ctx=ctx)


async def _react(id: UUID, name: str, *, by: Person, ctx: Context) -> Reacted:
    return await react(id, name, by=by, ledger=ctx.ledger, now=ctx.now(), presses=ctx.presses)


async def _ask(request: Request, *, problem: Refusal | None = None) -> Response:
    thread, by = await known_thread(request), await somebody(request)
    spoken = await reading.public(comment_id(request), reader=by)
    shown = await page(
        request,
        "reactions.html",
        status=STATUS[problem.code] if problem else 200,
        thread=thread,
        spoken=spoken,
        reacted=await reacted(spoken.comment.id, by=by),
        why_not=await why_not(spoken.comment, by=by, now=context(request).now()),
        problem=problem,
    )
    shown.headers.update(when_again(problem))
    return shown
