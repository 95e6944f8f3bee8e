"""/admin/people/: who somebody is to the desk, and what they may do only in part for a time."""

from collections.abc import Mapping
from datetime import date

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from comments_service.languages import N_
from comments_service.moderation.profile import find_people, profile
from comments_service.moderation.sanction import (
    LONGEST_REASON,
    Measure,
    SanctionedMeanwhile,
    SanctionIsUnknown,
    end_sanction,
    sanction,
)
from comments_service.people.roles import require
from comments_service.refusals import FieldIsWrong, NotAllowed, Refusal
from comments_service.web.bodies import read_open_form, require_form_token
from comments_service.web.comment_ids import optional_id
from comments_service.web.context import context, person_of
from comments_service.web.desk.frame import desk_page
from comments_service.web.desk.wording import DONE, STATES
from comments_service.web.problems import STATUS
from comments_service.web.security import FormTokenIsWrong

_LONGEST = 120  # characters of a name that is looked for
_NOTHING: Mapping[str, str] = {}
# What is wrong with what was sent is said on the page, beside what was typed.
_SAID_HERE = (FieldIsWrong, FormTokenIsWrong, SanctionedMeanwhile, NotAllowed)


async def show_people(request: Request) -> Response:
    """Find people by name; before anybody is looked for, show those for whom something is in force."""
    require(await person_of(request), "moderate")
    text = request.query_params.get("name", "").strip()[:_LONGEST]
    found = await find_people(text, now=context(request).now())
    return await desk_page(request, "people.html", found=found, text=text)


async def show_person(request: Request) -> Response:
    """Show what is known of somebody."""
    require(await person_of(request), "moderate")
    return await _person_page(request)


async def post_sanction(request: Request) -> Response:
    """Take a measure, with the reason that the person will read."""
    # The form is read before all else: whatever fails then, the page that says so has what was typed.
    fields, ctx = await read_open_form(request), context(request)
    by, handle = require(await person_of(request), "moderate"), request.path_params["handle"]
    try:
        await require_form_token(request)
        await sanction(handle, _measure(fields), by=by, ledger=ctx.ledger, new_id=ctx.new_id)
    except _SAID_HERE as refusal:
        return await _person_page(request, problem=refusal, typed=fields)
    return _back_to(request)


async def post_end(request: Request) -> Response:
    """End a measure now."""
    fields, ctx = await read_open_form(request), context(request)
    by, handle = require(await person_of(request), "moderate"), request.path_params["handle"]
    try:
        await require_form_token(request)
        if (wanted := optional_id(fields.get("sanction"))) is None:
            raise SanctionIsUnknown
        await end_sanction(handle, wanted, by=by, ledger=ctx.ledger)
    except _SAID_HERE as refusal:
        return await _person_page(request, problem=refusal)
    return _back_to(request)


def _back_to(request: Request) -> Response:
    base, handle = context(request).settings.base_path, request.path_params["handle"]
    return RedirectResponse(f"{base}/admin/people/{handle}#measures", 303)


async def _person_page(
    request: Request, *, problem: Refusal | None = None, typed: Mapping[str, str] = _NOTHING
) -> Response:
    now = context(request).now()
    return await desk_page(
        request,
        "person.html",
        status=STATUS[problem.code] if problem else 200,
        profile=await profile(request.path_params["handle"], now=now),
        problem=problem,
        problem_field=problem.field if isinstance(problem, FieldIsWrong) else "",
        typed=typed,
        done_words=DONE,
        state_words=STATES,
        longest_reason=LONGEST_REASON,
        today=now.date(),
    )


def _measure(fields: Mapping[str, str]) -> Measure:
    try:
        until = date.fromisoformat(fields.get("until", "").strip())
    except ValueError as error:
        raise FieldIsWrong("until", N_("Say until when: a day, as year-month-day.")) from error
    return Measure(fields.get("kind", ""), until, fields.get("reason", ""))
