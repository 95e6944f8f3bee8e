"""/t/{uid}: the discussion as a page that needs no JavaScript, and the plain forms that post to it."""

from uuid import UUID

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from comments_service.discussion import reading, rendering
from comments_service.discussion.lifecycle import HELD
from comments_service.discussion.my_view import Mine, my_view
from comments_service.discussion.post import Draft
from comments_service.moderation.waiting import usual_wait
from comments_service.records import Spoken, Thread
from comments_service.refusals import FieldIsWrong, Refusal
from comments_service.web.bodies import read_form
from comments_service.web.context import Context, context, person_of, session_of, somebody
from comments_service.web.problems import STATUS
from comments_service.web.reader.comments import edit_comment, post_draft
from comments_service.web.reader.composer import Begun, composer_html, own_comment_html
from comments_service.web.reader.fragments import fragment_key, fresh_fragment
from comments_service.web.reader.threads import known_thread
from comments_service.web.security import form_token


async def show_thread(request: Request) -> Response:
    """Show a thread, or lead to the page of it on which a comment stands."""
    thread = await known_thread(request)
    if wanted := request.query_params.get("comment"):
        return await _lead_to(thread, _id(wanted, "comment"), request)
    return await thread_page(request, thread, await _begun(request))


async def thread_page(request: Request, thread: Thread, begun: Begun, *, status: int = 200) -> Response:
    """Render the page: the fragment that everybody gets, with this person's composer and comments in its place."""
    ctx, session, person = context(request), await session_of(request), await person_of(request)
    view = await my_view(thread, person, edit_window=ctx.settings.edit_window, now=ctx.now())
    wait = await usual_wait() if any(one.waits for one in view.mine) else None
    fragment = await fresh_fragment(fragment_key(request), ctx)
    here = f"{ctx.settings.base_path}/t/{thread.uid}#composer"
    composer = composer_html(thread, view, session, ctx=ctx, next_page=here, begun=begun)
    own = [_own(one, thread, wait, ctx=ctx) for one in view.mine]
    page = ctx.templates.get_template("thread.html").render(
        thread=thread,
        person=person,
        own=own,
        own_open=any(one.waits or not one.is_public for one in view.mine),
        token=form_token(session, ctx.settings) if session else "",
        discussion=rendering.with_composer(fragment.html, composer),
    )
    return Response(page, status, {"cache-control": "private, no-store"}, media_type="text/html")


def _own(one: Mine, thread: Thread, wait: str | None, *, ctx: Context) -> str:
    # What is held is shown here alone; everything else may stand in its place among the others as well.
    anchor = "comment-" if one.spoken.comment.state == HELD else "own-"
    return own_comment_html(one, thread, wait, ctx=ctx, anchor=anchor)


async def post_to_thread(request: Request) -> Response:
    """Take a plain form: a new comment, a reply or an edit. Whatever is wrong, the page comes back with the text in it."""
    ctx, thread, by = context(request), await known_thread(request), await somebody(request)
    fields = await read_form(request)
    body, ask_review = fields.get("body", ""), fields.get("review") == "yes"
    try:
        if editing := fields.get("edit"):
            done = await edit_comment(_id(editing, "edit"), body, ask_review=ask_review, by=by, ctx=ctx)
        else:
            parent = _id(fields["parent"], "parent") if fields.get("parent") else None
            draft = Draft(_id(fields.get("id", ""), "id"), thread.uid, body, parent, fields.get("kind"), ask_review)
            done = await post_draft(draft, by=by, ctx=ctx)
    except Refusal as refusal:
        begun = await _begun_again(fields, refusal)
        return await thread_page(request, thread, begun, status=STATUS[refusal.code])
    anchor = f"?comment={done.spoken.comment.id}" if not done.why_held else f"#comment-{done.spoken.comment.id}"
    return RedirectResponse(f"{ctx.settings.base_path}/t/{thread.uid}{anchor}", 303)


async def _lead_to(thread: Thread, id: UUID, request: Request) -> Response:
    ctx = context(request)
    spoken = await reading.comment(id, reader=await person_of(request))
    after = await reading.page_with(spoken.comment, size=ctx.settings.page_of_roots)
    page = f"?after={after}" if after else ""
    return RedirectResponse(f"{ctx.settings.base_path}/t/{thread.uid}{page}#comment-{id}", 303)


async def _begun(request: Request) -> Begun:
    """What the composer begins with: an answer to somebody, an edit of one's own, or nothing."""
    query, person = request.query_params, await person_of(request)
    if answering := query.get("reply"):
        return Begun(reply_to=await reading.comment(_id(answering, "reply"), reader=person))
    if (editing := query.get("edit")) and person:
        spoken = await reading.comment(_id(editing, "edit"), reader=person)
        is_mine = spoken.comment.author_id == person.id and spoken.revision is not None
        return Begun(body=spoken.revision.body, editing=spoken.comment.id) if is_mine and spoken.revision else Begun()
    return Begun()


async def _begun_again(fields: dict[str, str], refusal: Refusal) -> Begun:
    return Begun(
        body=fields.get("body", ""),
        id=_optional_id(fields.get("id")),
        reply_to=await _still_there(_optional_id(fields.get("parent"))),
        editing=_optional_id(fields.get("edit")),
        problem=refusal,
    )


async def _still_there(id: UUID | None) -> Spoken | None:
    try:
        return await reading.comment(id, reader=None) if id else None
    except Refusal:
        return None


def _optional_id(text: str | None) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        return None


def _id(text: str, field: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        raise FieldIsWrong(field, "This is not a comment’s id.") from error
