"""/admin/holds: what human resources and legal keep for the law, for those two roles alone. By plain forms."""

from collections.abc import Mapping
from uuid import UUID

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from comments_service.moderation.legal_hold import (
    LONGEST_REASON,
    HoldIsUnknown,
    Wanted,
    end,
    every,
    place,
    read,
    review_is_due,
    scope,
)
from comments_service.people.roles import require
from comments_service.refusals import FieldIsWrong, Refusal
from comments_service.web.bodies import read_form, read_open_form, require_form_token
from comments_service.web.comment_ids import optional_id, required_id
from comments_service.web.context import context, person_of
from comments_service.web.desk.frame import desk_page
from comments_service.web.desk.wording import STATES
from comments_service.web.problems import STATUS
from comments_service.web.security import FormTokenIsWrong

_FIELDS = ("person", "page", "since", "until", "reason", "review")
_NOTHING: Mapping[str, str] = {}


async def show_holds(request: Request) -> Response:
    """Show all holds, and the form for another."""
    return await _holds_page(request)


async def post_hold(request: Request) -> Response:
    """Put a hold in force."""
    fields, ctx = await read_open_form(request), context(request)
    by = require(await person_of(request), "hold-for-legal")
    try:
        await require_form_token(request)
        wanted = Wanted(**{name: fields.get(name, "").strip() for name in _FIELDS})
        hold = await place(required_id(fields.get("id", ""), "id"), wanted, by=by, ledger=ctx.ledger)
    except (FieldIsWrong, FormTokenIsWrong) as refusal:
        return await _holds_page(request, problem=refusal, typed=fields)
    return RedirectResponse(f"{ctx.settings.base_path}/admin/holds/{hold.id}", 303)


async def show_hold(request: Request) -> Response:
    """Show a hold with the words that it keeps; that it was read is recorded."""
    opened = await read(_id(request), by=await person_of(request), ledger=context(request).ledger)
    return await desk_page(request, "hold.html", opened=opened, scope=scope, state_words=STATES)


async def post_hold_end(request: Request) -> Response:
    """End a hold."""
    await read_form(request)
    ctx = context(request)
    await end(_id(request), by=await person_of(request), ledger=ctx.ledger)
    return RedirectResponse(f"{ctx.settings.base_path}/admin/holds", 303)


def _id(request: Request) -> UUID:
    if (found := optional_id(request.path_params["id"])) is None:
        raise HoldIsUnknown
    return found


async def _holds_page(
    request: Request, *, problem: Refusal | None = None, typed: Mapping[str, str] = _NOTHING
) -> Response:
    ctx = context(request)
    return await desk_page(
        request,
        "holds.html",
        status=STATUS[problem.code] if problem else 200,
        holds=await every(await person_of(request)),
        scope=scope,
        review_is_due=review_is_due,
        today=ctx.now().date(),
        hold_id=typed.get("id") or ctx.new_id(),
        longest_reason=LONGEST_REASON,
        typed=typed,
        problem=problem,
        problem_field=problem.field if isinstance(problem, FieldIsWrong) else "",
    )
