"""POST /admin/decisions: one decision from a plain form, and on to the next comment."""

from collections.abc import Mapping
from dataclasses import replace

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from comments_service.discussion.lifecycle import MoveIsImpossible
from comments_service.moderation.claim import give_up
from comments_service.moderation.decide import DecidedMeanwhile, Verdict
from comments_service.people.roles import require
from comments_service.records import Decision, Person
from comments_service.refusals import FieldIsWrong
from comments_service.web.bodies import read_open_form, require_form_token
from comments_service.web.comment_ids import optional_id, required_id, version_of
from comments_service.web.context import context, person_of
from comments_service.web.desk.decisions import decide_now
from comments_service.web.desk.next_in_line import next_in_line
from comments_service.web.desk.position import position_of_form
from comments_service.web.desk.queue_page import Shown, show
from comments_service.web.security import FormTokenIsWrong

_TELLS_WHY = ("remove", "return")


async def post_decision(request: Request) -> Response:
    """Decide, and go on to the next comment that nobody else is looking at."""
    # The form is read before all else: whatever fails then, the page that says so has what was typed.
    fields = await read_open_form(request)
    by = require(await person_of(request), "moderate")
    shown = Shown(position_of_form(fields), by, opened=optional_id(fields.get("comment")), typed=fields)
    try:
        await require_form_token(request)
        decided = await decide_now(verdict(fields), by=by, ctx=context(request))
    except (FieldIsWrong, FormTokenIsWrong, MoveIsImpossible) as refusal:
        return await show(request, replace(shown, problem=refusal))
    except DecidedMeanwhile as refusal:
        return await show(request, replace(shown, meanwhile=refusal))
    return RedirectResponse(await _next_place(request, decided.decision, fields, by), 303)


def verdict(fields: Mapping[str, str]) -> Verdict:
    """Read a verdict from a form.

    Raises:
        FieldIsWrong: it does not say which comment or which version of it.
    """
    action = fields.get("action", "")
    # What was chosen in one form and then not used must not reach anybody with another decision.
    tells = action in _TELLS_WHY
    return Verdict(
        comment_id=required_id(fields.get("comment", ""), "comment"),
        version=version_of(fields),
        action=action,
        reason=(fields.get("reason") or None) if tells else None,
        message=fields.get("message", "") if tells else "",
        note=fields.get("note", ""),
        to=(fields.get("to") or None) if action == "escalate" else None,
        marked=[line for line in fields.get("marked", "").splitlines() if line.strip()] if action == "return" else (),
    )


async def _next_place(request: Request, decision: Decision, fields: Mapping[str, str], by: Person) -> str:
    """Where to go on: what was undone itself, else the next one in line, else the end of the list."""
    ctx, at, comment = context(request), position_of_form(fields), decision.comment_id
    base = ctx.settings.base_path
    if decision.action == "undo" or not at.queue:
        return base + at.item_path(comment, decided=comment)
    await give_up(comment, by=by, now=ctx.now())
    case = optional_id(fields.get("case"))
    behind = await next_in_line(at.queue, after_case=case, by=by, now=ctx.now())
    return base + (at.item_path(behind, decided=comment) if behind else at.end_path(decided=comment))
