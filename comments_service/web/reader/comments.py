"""/api/v1/comments/{id}: post, read, edit, withdraw and report, as JSON."""

from typing import Any
from uuid import UUID

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from comments_service.discussion import letterbox, reading, rendering, thread_rules
from comments_service.discussion.post import Draft, Posted
from comments_service.discussion.solve import is_question
from comments_service.discussion.unnamed import sent_before
from comments_service.languages import N_
from comments_service.moderation.waiting import usual_wait
from comments_service.people.authorship import wrote
from comments_service.records import Comment, Person, Thread
from comments_service.refusals import FieldIsWrong
from comments_service.web import payloads
from comments_service.web.bodies import read_json
from comments_service.web.context import context, person_of, somebody
from comments_service.web.language import said
from comments_service.web.reader.acting import edit_comment, make_report, post_draft, withdraw_comment


def comment_id(request: Request) -> UUID:
    """Return the id in the address.

    Raises:
        FieldIsWrong: it is not a UUID.
    """
    try:
        return UUID(request.path_params["id"])
    except ValueError as error:
        raise FieldIsWrong("id", N_("A comment’s id is a UUID, best of version 7.")) from error


async def put_comment(request: Request) -> Response:
    """Post a comment: 201 published, 202 held and why, 200 the same again."""
    ctx, own_id, by = context(request), comment_id(request), await somebody(request)
    sent = await read_json(request, payloads.Draft)
    about = sent.anchor.asked() if sent.anchor else None
    how = {"nudge": not sent.cooled, "unnamed": sent.anonymous}
    draft = Draft(
        own_id, sent.thread, sent.body, sent.parent, sent.kind, sent.review, sent.guidelines, about=about, **how
    )
    posted = await post_draft(draft, by=by, ctx=ctx, official=sent.official)
    status = 200 if not posted.is_new else 202 if posted.why_held else 201
    # Without a name it is kept under another id than it was sent with.
    kept = request.url.path.replace(request.path_params["id"], str(posted.spoken.comment.id))
    return JSONResponse(said(request, await _as_author_sees(posted)), status, {"location": kept})


async def get_comment(request: Request) -> Response:
    """Read a comment; its author sees their latest words whatever its state, others only what is public."""
    person = await person_of(request)
    spoken = await reading.comment(await _kept_as(request, person), reader=person)
    show = payloads.own_comment if person and wrote(person, spoken.comment) else payloads.comment
    thread = await _thread_of(spoken.comment)
    body = show(spoken, thread, await _around(spoken.comment))
    page = await reading.page_with(spoken.comment, size=context(request).settings.page_of_roots)
    return JSONResponse({**body, "after": str(page) if page else None}, headers={"cache-control": "no-store"})


async def _around(comment: Comment) -> payloads.Around:
    solved = await reading.solutions_to([comment] if is_question(comment) else [])
    return payloads.Around(
        replies=await reading.replies(comment.id),
        marks=await reading.marks_on(comment.id),
        reactions=await reading.reactions_to(comment.id),
        solution=solved.get(comment.id),
        led=await reading.led_to(comment.id),
    )


async def _kept_as(request: Request, person: Person | None) -> UUID:
    """The id of the comment at an address: what was sent to it without a name is kept under another one."""
    asked = comment_id(request)
    if person is None:
        return asked
    if found := await sent_before(asked, person):
        return found.id
    letter = await letterbox.about(asked, person)
    return letter.comment_id if letter else asked


async def _thread_of(comment: Comment) -> Thread:
    return thread_rules.require_known(await rendering.thread(comment.thread_uid), comment.thread_uid)


async def patch_comment(request: Request) -> Response:
    """Edit one's comment: 200 public, 202 the new words wait and the old ones stay."""
    ctx, by = context(request), await somebody(request)
    own_id = await _kept_as(request, by)
    sent = await read_json(request, payloads.Change)
    edited = await edit_comment(own_id, sent.body, ask_review=sent.review, cooled=sent.cooled, by=by, ctx=ctx)
    return JSONResponse(said(request, await _as_author_sees(edited)), 202 if edited.why_held else 200)


async def delete_comment(request: Request) -> Response:
    """Withdraw one's comment."""
    ctx, by = context(request), await somebody(request)
    own_id = await _kept_as(request, by)
    comment = await withdraw_comment(own_id, by=by, ctx=ctx)
    return JSONResponse(payloads.state_of(comment))


async def put_report(request: Request) -> Response:
    """Report a comment; reporting again changes one's report."""
    ctx, reported, by = context(request), comment_id(request), await somebody(request)
    sent = await read_json(request, payloads.ReportMade)
    comment = await make_report(reported, sent.reason, sent.detail, by=by, ctx=ctx)
    return JSONResponse(payloads.state_of(comment))


async def _as_author_sees(posted: Posted) -> dict[str, Any]:
    spoken = posted.spoken
    thread, own_id = await _thread_of(spoken.comment), spoken.comment.id
    # What was said just now has neither replies nor reactions.
    around = payloads.Around(marks=await reading.marks_on(own_id)) if posted.is_new else await _around(spoken.comment)
    shown = payloads.own_comment(spoken, thread, around)
    if not posted.why_held:
        return shown
    messages = [str(found["message"]) for found in spoken.revision.findings] if spoken.revision else []
    return {**shown, "why": payloads.why_in_words(posted.why_held, messages), "usual_wait": await usual_wait()}
