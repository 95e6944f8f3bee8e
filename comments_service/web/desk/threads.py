"""/admin/threads/{uid}: a discussion for those who look after it: closing, slowing, its marks, what is to be said."""

from collections.abc import Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from comments_service.discussion import thread_rules
from comments_service.discussion.body import BodyIsEmpty, BodyIsUnreadable
from comments_service.discussion.pace import pace, spell
from comments_service.insight.confusion import confusion
from comments_service.insight.coverage import coverage
from comments_service.insight.taking import taking
from comments_service.languages import N_
from comments_service.learning.completion import course_of_page, learners
from comments_service.learning.receipts import readers
from comments_service.moderation.close_discussion import close_discussion, reopen_discussion
from comments_service.moderation.look_after import look_after
from comments_service.moderation.slow_discussion import slow_discussion
from comments_service.moderation.summarise import Written, summarise
from comments_service.records import Person, Thread
from comments_service.refusals import FieldIsWrong, Refusal
from comments_service.web.bodies import read_open_form, require_form_token
from comments_service.web.comment_ids import optional_id
from comments_service.web.context import Context, context, person_of
from comments_service.web.desk.frame import desk_page
from comments_service.web.problems import STATUS
from comments_service.web.security import FormTokenIsWrong

_NOTHING: Mapping[str, str] = {}
_LONGEST_NUMBER = 5  # digits; more than a day has minutes


async def show_thread_desk(request: Request) -> Response:
    """Show a discussion to somebody who looks after it."""
    return await thread_desk(request, request.path_params["uid"])


async def post_switches(request: Request) -> Response:
    """Close, reopen or slow the discussion."""
    fields, uid, ctx = await read_open_form(request), request.path_params["uid"], context(request)
    try:
        await require_form_token(request)
        await _switch(uid, fields, await person_of(request), ctx)
    except (FieldIsWrong, FormTokenIsWrong) as refusal:
        return await thread_desk(request, uid, problem=refusal, typed=fields)
    return RedirectResponse(f"{ctx.settings.base_path}/admin/threads/{uid}#switches", 303)


async def post_summary(request: Request) -> Response:
    """Sum the discussion up for everybody, or take that back."""
    fields, uid, ctx = await read_open_form(request), request.path_params["uid"], context(request)
    try:
        await require_form_token(request)
        await _sum_up(uid, fields, await person_of(request), ctx)
    except (FieldIsWrong, FormTokenIsWrong, BodyIsEmpty, BodyIsUnreadable) as refusal:
        return await thread_desk(request, uid, problem=refusal, typed=fields)
    return RedirectResponse(f"{ctx.settings.base_path}/admin/threads/{uid}#summary", 303)


async def thread_desk(
    request: Request, uid: str, *, problem: Refusal | None = None, typed: Mapping[str, str] = _NOTHING
) -> Response:
    """Render the page, with what was typed where something was wrong with it."""
    ctx, answering = context(request), typed.get("parent") or request.query_params.get("reply", "")
    shown = await look_after(uid, by=await person_of(request), reply=optional_id(answering))
    return await desk_page(
        request,
        "thread_desk.html",
        status=STATUS[problem.code] if problem else 200,
        shown=shown,
        response_id=optional_id(typed.get("id")) or ctx.new_id(),
        problem=problem,
        findings=getattr(problem, "findings", ()),
        typed=typed,
        answering=answering,
        **_as_set(shown.thread, ctx),
        **await _reading_of(shown.thread, await person_of(request)),
    )


async def _reading_of(thread: Thread, by: Person | None) -> dict[str, Any]:
    """Who said that they have read the page, or completed its course, as far as whoever looks may know."""
    about: dict[str, Any] = {"coverage": await coverage(thread), "readers": await readers(thread, by), "course": None}
    about |= {"confusion": await confusion(thread)}
    if course := await course_of_page(thread, by):
        about |= {"course": course, "taking": await taking(course), "learners": await learners(course)}
    return about


def _as_set(thread: Thread, ctx: Context) -> dict[str, Any]:
    """How the discussion is set now, and where its page is."""
    slow = thread.switches.get("slow")
    return {
        "is_open": thread_rules.is_open(thread, now=ctx.now()),
        "pace": spell(pace(thread)) if pace(thread) else "",
        "minutes": "" if slow is None else slow // 60,
        "today": ctx.now().date(),
        "summary_id": ctx.new_id(),
        "here": f"{ctx.settings.base_path}/admin/threads/{thread.uid}",
    }


async def _sum_up(uid: str, fields: Mapping[str, str], by: Person | None, ctx: Context) -> None:
    number, sent = fields.get("number", ""), optional_id(fields.get("id")) or ctx.new_id()
    # What is no number is no version that they could have had before them.
    before = int(number) if number.isdecimal() and len(number) <= _LONGEST_NUMBER else -1
    written = Written(sent, uid, fields.get("summary", ""), before)
    rules = await ctx.rule_book.rules()
    await summarise(written, by=by, ledger=ctx.ledger, rules=rules, site_host=ctx.site_host)


async def _switch(uid: str, fields: Mapping[str, str], by: Person | None, ctx: Context) -> None:
    match fields.get("action", ""):
        case "close":
            await close_discussion(uid, fields.get("said", ""), by=by, ledger=ctx.ledger)
        case "reopen":
            await reopen_discussion(uid, by=by, ledger=ctx.ledger)
        case "slow":
            await slow_discussion(uid, _minutes(fields.get("minutes", "").strip()), by=by, ledger=ctx.ledger)
        case _:
            raise FieldIsWrong("action", "Allowed: close, reopen, slow.", allowed=["close", "reopen", "slow"])


def _minutes(text: str) -> int | None:
    """Return a number of minutes, or None for what the page says.

    Raises:
        FieldIsWrong: it is no whole number.
    """
    if not text:
        return None
    if not text.isdecimal() or len(text) > _LONGEST_NUMBER:
        raise FieldIsWrong("minutes", N_("Give a whole number of minutes, or leave it empty for what the page says."))
    return int(text)
