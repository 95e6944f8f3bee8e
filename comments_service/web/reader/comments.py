"""/api/v1/comments/{id}: post, read, edit, withdraw and report, as JSON."""

from functools import partial
from typing import Any
from uuid import UUID

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from comments_service.discussion import reading, rendering, thread_rules
from comments_service.discussion.edit import edit
from comments_service.discussion.post import Draft, Posted, post
from comments_service.discussion.report import report
from comments_service.discussion.unnamed import sent_before
from comments_service.discussion.withdraw import withdraw
from comments_service.moderation.responses.respond import respond
from comments_service.moderation.waiting import usual_wait
from comments_service.people.authorship import wrote
from comments_service.records import Comment, Person, Thread
from comments_service.refusals import FieldIsWrong
from comments_service.web import payloads
from comments_service.web.bodies import read_json
from comments_service.web.context import Context, context, person_of, somebody


def comment_id(request: Request) -> UUID:
    """Return the id in the address.

    Raises:
        FieldIsWrong: it is not a UUID.
    """
    try:
        return UUID(request.path_params["id"])
    except ValueError as error:
        raise FieldIsWrong("id", "A comment’s id is a UUID, best of version 7.") from error


async def put_comment(request: Request) -> Response:
    """Post a comment: 201 published, 202 held and why, 200 the same again."""
    ctx, own_id, by = context(request), comment_id(request), await somebody(request)
    sent = await read_json(request, payloads.Draft)
    how = {"nudge": not sent.cooled, "unnamed": sent.anonymous}
    draft = Draft(own_id, sent.thread, sent.body, sent.parent, sent.kind, sent.review, sent.guidelines, **how)
    posted = await post_draft(draft, by=by, ctx=ctx, official=sent.official)
    status = 200 if not posted.is_new else 202 if posted.why_held else 201
    # Without a name it is kept under another id than it was sent with.
    kept = request.url.path.replace(request.path_params["id"], str(posted.spoken.comment.id))
    return JSONResponse(await _as_author_sees(posted), status, {"location": kept})


async def post_draft(draft: Draft, *, by: Person, ctx: Context, official: bool = False) -> Posted:
    """Post with the application's collaborators, officially or not; the plain form does the same."""
    if official and draft.unnamed:
        raise FieldIsWrong("anonymous", "An official response has a name: take one of the two.")
    speak = respond if official else partial(post, limit=ctx.limits.comments, anonymity=ctx.anonymity)
    return await speak(
        draft,
        by=by,
        ledger=ctx.ledger,
        rules=await ctx.rule_book.rules(),
        deadlines=ctx.deadlines,
        site_host=ctx.site_host,
        new_id=ctx.new_id,
        now=ctx.now(),
    )


async def get_comment(request: Request) -> Response:
    """Read a comment; its author sees their latest words whatever its state, others only what is public."""
    person = await person_of(request)
    spoken = await reading.comment(await _kept_as(request, person), reader=person)
    show = payloads.own_comment if person and wrote(person, spoken.comment) else payloads.comment
    own_id = spoken.comment.id
    thread = await _thread_of(spoken.comment)
    body = show(spoken, thread, replies=await reading.replies(own_id), marks=await reading.marks_on(own_id))
    page = await reading.page_with(spoken.comment, size=context(request).settings.page_of_roots)
    return JSONResponse({**body, "after": str(page) if page else None}, headers={"cache-control": "no-store"})


async def _kept_as(request: Request, person: Person | None) -> UUID:
    """The id of the comment at an address: what was sent to it without a name is kept under another one."""
    asked = comment_id(request)
    found = await sent_before(asked, person) if person else None
    return found.id if found else asked


async def _thread_of(comment: Comment) -> Thread:
    return thread_rules.require_known(await rendering.thread(comment.thread_uid), comment.thread_uid)


async def patch_comment(request: Request) -> Response:
    """Edit one's comment: 200 public, 202 the new words wait and the old ones stay."""
    ctx, by = context(request), await somebody(request)
    own_id = await _kept_as(request, by)
    sent = await read_json(request, payloads.Change)
    edited = await edit_comment(own_id, sent.body, ask_review=sent.review, cooled=sent.cooled, by=by, ctx=ctx)
    return JSONResponse(await _as_author_sees(edited), 202 if edited.why_held else 200)


async def edit_comment(id: UUID, body: str, *, ask_review: bool, cooled: bool, by: Person, ctx: Context) -> Posted:
    """Edit with the application's collaborators; the plain form does the same."""
    edited = await edit(
        id,
        body,
        by=by,
        ask_review=ask_review,
        nudge=not cooled,
        window=ctx.settings.edit_window,
        limit=ctx.limits.edits,
        ledger=ctx.ledger,
        rules=await ctx.rule_book.rules(),
        deadlines=ctx.deadlines,
        site_host=ctx.site_host,
        new_id=ctx.new_id,
        now=ctx.now(),
    )
    return Posted(edited.spoken, is_new=False, why_held=edited.why_held)


async def delete_comment(request: Request) -> Response:
    """Withdraw one's comment."""
    ctx, by = context(request), await somebody(request)
    own_id = await _kept_as(request, by)
    comment = await withdraw(own_id, by=by, ledger=ctx.ledger, now=ctx.now())
    return JSONResponse(payloads.state_of(comment))


async def put_report(request: Request) -> Response:
    """Report a comment; reporting again changes one's report."""
    ctx, reported, by = context(request), comment_id(request), await somebody(request)
    sent = await read_json(request, payloads.ReportMade)
    comment = await make_report(reported, sent.reason, sent.detail, by=by, ctx=ctx)
    return JSONResponse(payloads.state_of(comment))


async def make_report(id: UUID, reason: str, detail: str, *, by: Person, ctx: Context) -> Comment:
    """Report with the application's collaborators; the plain form does the same."""
    return await report(
        id,
        reason=reason,
        detail=detail,
        by=by,
        hides_at=ctx.settings.reports_that_hide,
        limit=ctx.limits.reports,
        ledger=ctx.ledger,
        deadlines=ctx.deadlines,
        new_id=ctx.new_id,
        now=ctx.now(),
    )


async def _as_author_sees(posted: Posted) -> dict[str, Any]:
    spoken = posted.spoken
    thread, marks = await _thread_of(spoken.comment), await reading.marks_on(spoken.comment.id)
    shown = payloads.own_comment(spoken, thread, replies=0, marks=marks)
    if not posted.why_held:
        return shown
    messages = [str(found["message"]) for found in spoken.revision.findings] if spoken.revision else []
    return {**shown, "why": payloads.why_in_words(posted.why_held, messages), "usual_wait": await usual_wait()}
