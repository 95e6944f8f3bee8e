"""/admin/leavers: taking the name of somebody who left off what they said, on a page that says what that means."""

from collections.abc import Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from comments_service.languages import N_
from comments_service.moderation.legal_hold import HeldForLegal
from comments_service.moderation.sanction import PersonIsUnknown
from comments_service.people.leavers import welcome
from comments_service.people.roles import require
from comments_service.privacy.anonymise import Leaving, anonymise, leaving
from comments_service.refusals import FieldIsWrong, NotAllowed, Refusal
from comments_service.web.bodies import read_open_form, require_form_token
from comments_service.web.context import context, person_of
from comments_service.web.desk.frame import desk_page
from comments_service.web.problems import STATUS
from comments_service.web.security import FormTokenIsWrong

_NOTHING: Mapping[str, str] = {}
_SAID_HERE = (FieldIsWrong, FormTokenIsWrong, HeldForLegal, NotAllowed, PersonIsUnknown)


async def show_leavers(request: Request) -> Response:
    """Ask who left; once that is said, show who it is and what will happen."""
    require(await person_of(request), "anonymise")
    handle = request.query_params.get("handle", "")
    try:
        return await _page(request, handle=handle)
    except (NotAllowed, PersonIsUnknown) as refusal:
        return await _page(request, problem=refusal)


async def post_leaver(request: Request) -> Response:
    """Take the name off, and say what that did not reach."""
    fields, ctx = await read_open_form(request), context(request)
    by, handle = require(await person_of(request), "anonymise"), fields.get("handle", "")
    try:
        await require_form_token(request)
        if fields.get("sure") != "yes":
            raise FieldIsWrong("sure", N_("Say that you know: nobody can bring the name back."))
        asked = Leaving(handle, words=fields.get("words") == "go")
        how: dict[str, Any] = {"ledger": ctx.ledger, "secret": ctx.settings.secret, "new_id": ctx.new_id}
        await anonymise(asked, by=by, **how)
    except _SAID_HERE as refusal:
        known = "" if isinstance(refusal, NotAllowed | PersonIsUnknown) else handle
        return await _page(request, handle=known, problem=refusal, typed=fields)
    return await _page(request, done="anonymised")


async def post_welcome(request: Request) -> Response:
    """Let somebody in again whose name was taken off, as somebody new."""
    fields, ctx = await read_open_form(request), context(request)
    by = require(await person_of(request), "anonymise")
    try:
        await require_form_token(request)
        await welcome(fields.get("handle", ""), by=by, ledger=ctx.ledger, secret=ctx.settings.secret)
    except (FieldIsWrong, FormTokenIsWrong) as refusal:
        return await _page(request, problem=refusal, typed={"again": fields.get("handle", "")})
    return await _page(request, done="welcomed")


async def _page(
    request: Request,
    *,
    handle: str = "",
    problem: Refusal | None = None,
    typed: Mapping[str, str] = _NOTHING,
    done: str = "",
) -> Response:
    return await desk_page(
        request,
        "leavers.html",
        status=STATUS[problem.code] if problem else 200,
        who=await leaving(handle, by=await person_of(request)) if handle.strip() else None,
        problem=problem,
        problem_field=problem.field if isinstance(problem, FieldIsWrong) else "",
        typed=typed,
        done=done,
    )
