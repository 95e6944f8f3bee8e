"""/admin/rules: the company's rules of screening, a box to try a text in, and a page for each rule; by plain forms."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from comments_service.discussion.rule_book import RuleWouldSilence
from comments_service.languages import N_
from comments_service.moderation.rehearse import rehearse
from comments_service.moderation.rules import (
    RuleIsOver,
    RuleIsUnknown,
    add_rule,
    change_rule,
    end_rule,
    rule_of,
    turn_on,
)
from comments_service.people.roles import require
from comments_service.records import Person
from comments_service.refusals import FieldIsWrong, Refusal
from comments_service.rule_records import Rule
from comments_service.web.bodies import read_form, read_open_form, require_form_token
from comments_service.web.comment_ids import optional_id, required_id
from comments_service.web.context import Context, context, person_of
from comments_service.web.desk import rule_page
from comments_service.web.security import FormTokenIsWrong

# What is told on the page of the rule, with what was typed.
_TOLD_ON_THE_PAGE = (FieldIsWrong, FormTokenIsWrong, RuleWouldSilence, RuleIsOver)


async def show_rules(request: Request) -> Response:
    """Show all rules, and how right each was."""
    require(await person_of(request), "write-rules")
    return await rule_page.show_all(request)


async def post_rule(request: Request) -> Response:
    """Write a rule; it waits to be turned on."""
    fields, by = await read_open_form(request), require(await person_of(request), "write-rules")
    ctx = context(request)
    try:
        await require_form_token(request)
        rule = await add_rule(required_id(fields.get("id", ""), "id"), rule_page.wanted(fields), **_how(by, ctx))
    except _TOLD_ON_THE_PAGE as refusal:
        return await rule_page.show_all(request, problem=refusal, typed=fields)
    return _to(rule, "added", ctx)


async def post_try(request: Request) -> Response:
    """Show what screening would say of a text. Nothing is stored or logged."""
    fields, _ = await read_form(request), require(await person_of(request), "write-rules")
    try:
        tried = await rule_page.tried(fields, by=await person_of(request), ctx=context(request))
    except Refusal as refusal:
        return await rule_page.show_all(request, problem=refusal, typed=fields, about="body")
    return await rule_page.show_all(request, typed=fields, tried=tried)


async def show_rule(request: Request) -> Response:
    """Show one rule."""
    require(await person_of(request), "write-rules")
    return await rule_page.show_one(request, await rule_of(_id(request)))


async def post_rule_change(request: Request) -> Response:
    """Change a rule, turn it on, or end it."""
    fields, by = await read_open_form(request), require(await person_of(request), "write-rules")
    before = await rule_of(_id(request))
    try:
        await require_form_token(request)
        after = await _changed(before, fields, by=by, ctx=context(request))
    except _TOLD_ON_THE_PAGE as refusal:
        return await rule_page.show_one(request, await rule_of(before.id), problem=refusal, typed=fields)
    return _to(after, fields["action"], context(request))


async def post_rehearsal(request: Request) -> Response:
    """Try a rule on what was said of late; nothing is written down."""
    fields = await read_form(request)
    require(await person_of(request), "write-rules")
    rule = await rule_of(_id(request))

    async def still_wanted() -> bool:
        return not await request.is_disconnected()

    before, now = optional_id(fields.get("before")), context(request).now()
    rehearsal = await rehearse(rule, now=now, before=before, still_wanted=still_wanted)
    return await rule_page.show_one(request, rule, rehearsal=rehearsal)


async def _changed(before: Rule, fields: Mapping[str, str], *, by: Person, ctx: Context) -> Rule:
    how = {"seen": fields.get("seen", ""), **_how(by, ctx)}
    match fields.get("action", ""):
        case "turn-on":
            return await turn_on(before.id, **how)
        case "end":
            return await end_rule(before.id, **how)
        case "change":
            return await change_rule(before.id, rule_page.wanted(fields, of=before), **how)
    raise FieldIsWrong("action", N_("Change the rule, turn it on, or end it."), allowed=["change", "turn-on", "end"])


def _how(by: Person, ctx: Context) -> dict[str, Any]:
    return {"by": by, "rule_book": ctx.rule_book, "ledger": ctx.ledger, "now": ctx.now()}


def _id(request: Request) -> UUID:
    found = optional_id(request.path_params["id"])
    if found is None:
        raise RuleIsUnknown
    return found


def _to(rule: Rule, done: str, ctx: Context) -> Response:
    return RedirectResponse(f"{ctx.settings.base_path}/admin/rules/{rule.id}?done={done}", 303)
