"""/admin/unsealings/: who wrote a comment without their name, asked by one and opened by another. Plain forms."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from comments_service.languages import N_
from comments_service.moderation.unseal import LONGEST_REASON, Untold, ask, decline, open_it, read, withdraw
from comments_service.moderation.unsealing import (
    CASE_HALF,
    HALVES,
    LONGEST_READ,
    LONGEST_WAIT,
    UnsealingIsAsked,
    UnsealingIsUnknown,
    every,
    halves_of,
    look,
)
from comments_service.people.roles import require
from comments_service.records import Person
from comments_service.refusals import FieldIsWrong, Refusal
from comments_service.web.bodies import read_open_form, require_form_token
from comments_service.web.comment_ids import comment_in, optional_id, required_id
from comments_service.web.context import Context, context, person_of
from comments_service.web.desk.frame import desk_page
from comments_service.web.desk.wording import STATES
from comments_service.web.problems import STATUS
from comments_service.web.security import FormTokenIsWrong

_NOTHING: Mapping[str, str] = {}


async def show_unsealings(request: Request) -> Response:
    """Show what was asked, and to who may ask the form for another."""
    return await _list_page(request, typed={"comment": request.query_params.get("comment", "")})


async def post_unsealing(request: Request) -> Response:
    """Ask who wrote a comment."""
    fields, ctx = await read_open_form(request), context(request)
    by = require(await person_of(request), "unseal")
    try:
        await require_form_token(request)
        asked = required_id(fields.get("id", ""), "id")
        about, reason = comment_in(fields.get("comment", ""), "comment"), fields.get("reason", "")
        await ask(about, reason, id=asked, by=by, ledger=ctx.ledger, untold=_untold(fields))
    except (FieldIsWrong, FormTokenIsWrong, UnsealingIsAsked) as refusal:
        return await _list_page(request, problem=refusal, typed=fields)
    return RedirectResponse(f"{ctx.settings.base_path}/admin/unsealings/{asked}", 303)


async def show_unsealing(request: Request) -> Response:
    """Show what was asked; to the two who opened it, who it was, which is recorded."""
    return await _page(request)


async def post_unsealing_answer(request: Request) -> Response:
    """Open it, refuse, or take it back."""
    fields, ctx = await read_open_form(request), context(request)
    by, asked = require(await person_of(request), "unseal"), _id(request)
    try:
        await require_form_token(request)
        await _answer(asked, fields, by=by, ctx=ctx)
    except (FieldIsWrong, FormTokenIsWrong) as refusal:
        return await _page(request, problem=refusal, typed=fields)
    return RedirectResponse(f"{ctx.settings.base_path}/admin/unsealings/{asked}", 303)


async def _answer(asked: UUID, fields: Mapping[str, str], *, by: Person, ctx: Context) -> None:
    match fields.get("action"):
        case "open":
            await open_it(asked, by=by, ledger=ctx.ledger, untold=_untold(fields))
        case "decline":
            await decline(asked, fields.get("answer", ""), by=by, ledger=ctx.ledger)
        case "withdraw":
            await withdraw(asked, by=by, ledger=ctx.ledger)
        case _:
            await look(asked, by=by, now=ctx.now())
            allowed = ["open", "decline", "withdraw"]
            raise FieldIsWrong("action", N_("Say whether to open it, refuse it or take it back."), allowed=allowed)


def _untold(fields: Mapping[str, str]) -> Untold:
    return Untold(fields.get("untold_until", "").strip(), fields.get("untold_because", ""))


def _id(request: Request) -> UUID:
    if (found := optional_id(request.path_params["id"])) is None:
        raise UnsealingIsUnknown
    return found


async def _list_page(
    request: Request, *, problem: Refusal | None = None, typed: Mapping[str, str] = _NOTHING
) -> Response:
    ctx, by = context(request), require(await person_of(request), "see-unsealings")
    shown = await every(by, now=ctx.now())
    form: dict[str, Any] = {"unsealing_id": typed.get("id") or ctx.new_id(), "days": LONGEST_WAIT.days}
    return await desk_page(request, "unsealings.html", all_asked=shown, **form, **_typing(by, problem, typed))


async def _page(request: Request, *, problem: Refusal | None = None, typed: Mapping[str, str] = _NOTHING) -> Response:
    ctx, by = context(request), require(await person_of(request), "see-unsealings")
    asked = await look(_id(request), by=by, now=ctx.now())
    who = None
    if "read" in asked.can:
        who = await read(asked.unsealing.id, by=by, anonymity=ctx.anonymity, ledger=ctx.ledger)
    about: dict[str, Any] = {"asked": asked, "who": who, "days": LONGEST_READ.days}
    return await desk_page(request, "unsealing.html", **about, **_typing(by, problem, typed))


def _typing(by: Person, problem: Refusal | None, typed: Mapping[str, str]) -> dict[str, Any]:
    """What both pages need for their forms."""
    return {
        "status": STATUS[problem.code] if problem else 200,
        "halves": HALVES,
        "state_words": STATES,
        "may_untell": CASE_HALF in halves_of(by),
        "longest_reason": LONGEST_REASON,
        "typed": typed,
        "problem": problem,
        "problem_field": problem.field if isinstance(problem, FieldIsWrong) else "",
    }
