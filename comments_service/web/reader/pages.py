"""/t/{uid}: the discussion as a page that needs no JavaScript, and the plain forms that post to it."""

from collections.abc import Mapping
from dataclasses import replace
from urllib.parse import urlencode
from uuid import UUID

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from comments_service.discussion import reading, rendering, thread_rules, wording
from comments_service.discussion.answers import QUESTION
from comments_service.discussion.asked_here import answerers
from comments_service.discussion.follow_discussion import topics_followed
from comments_service.discussion.hang import on_the_page
from comments_service.discussion.kinds import taken
from comments_service.discussion.lifecycle import HELD, PUBLISHED
from comments_service.discussion.my_view import Mine, MyView, my_view
from comments_service.discussion.post import Draft, Posted
from comments_service.discussion.post_first import may_read_others
from comments_service.discussion.quoting import quoted
from comments_service.discussion.topics import divided, is_board, is_topic, joined
from comments_service.moderation.waiting import usual_wait
from comments_service.people.authorship import wrote
from comments_service.records import Person, Spoken, Thread
from comments_service.refusals import Refusal
from comments_service.web.anchors import asked_in
from comments_service.web.bodies import read_open_form, require_form_token
from comments_service.web.comment_ids import optional_id, required_id
from comments_service.web.context import Context, context, person_of, session_of, somebody
from comments_service.web.page import address, page
from comments_service.web.problems import STATUS, when_again
from comments_service.web.reader.acting import edit_comment, post_draft
from comments_service.web.reader.choices import chosen, html_asked_for, known_thread
from comments_service.web.reader.composer import (
    COOLING,
    Begun,
    asked_html,
    composer_html,
    following_html,
    own_comment_html,
    skip_html,
)
from comments_service.web.reader.fragments import place_in
from comments_service.web.reader.similar import beside_preview

# The buttons with which somebody looks at their text once more, and sends nothing.
_LOOKS = frozenset({"detach", "keep", "mask", "preview"})
# What was an edit can be sent as a comment at best.
_NO_EDIT = frozenset({"too-late-to-edit", "person-has-changed"})


async def show_thread(request: Request) -> Response:
    """Show a thread, or lead to the page of it on which a comment stands."""
    thread = await known_thread(request)
    wanted = request.query_params.get("comment")
    if wanted and await may_read_others(thread, await person_of(request)):
        return await _lead_to(thread, required_id(wanted, "comment"), request)
    return await thread_page(request, thread, await _begun(request, thread))


async def show_topic(request: Request) -> Response:
    """Show a topic of a board."""
    thread, asked = await known_thread(request), required_id(request.path_params["id"], "id")
    topic = await reading.topic(asked, thread, reader=await person_of(request))
    if topic.comment.id != asked:
        return await _lead_to(thread, asked, request)
    return await thread_page(request, thread, Begun(topic=asked))


async def thread_page(request: Request, thread: Thread, begun: Begun, *, status: int = 200) -> Response:
    """Render the page: the fragment that everybody gets, with this person's composer and comments in its place. On a
    board, what is said in a topic stands on the page of that."""
    topic = await _topic_of(begun, thread, await person_of(request))
    begun = _in_topic(begun, topic) if topic else begun
    view = await _view(request, thread, topic, begun)
    html = await html_asked_for(request, thread, topic=begun.topic)
    slot = await _slot_html(request, thread, view, begun)
    shown = {
        **await _over(thread, topic, context(request)),
        "own": await _own(view, thread, ctx=context(request)),
        "problem": begun.problem,
        # Where there is no composer to hold a text that was sent, the page itself does.
        "kept": "" if view.may_comment else begun.words,
        "discussion": rendering.with_composer(html, slot),
    }
    return await page(request, "thread.html", status=status, **shown)


async def _over(thread: Thread, topic: Spoken | None, ctx: Context) -> Mapping[str, object]:
    """What stands over a discussion: whose it is, and of a board who looks after it and how long things stay."""
    hosts = await answerers(thread) if is_board(thread) else []
    return {"thread": thread, "topic": topic, "hosts": hosts, "kept_for": ctx.retention.of_thread(thread)}


async def _view(request: Request, thread: Thread, topic: Spoken | None, begun: Begun) -> MyView:
    """What is personal to this reader: in a topic, what is theirs of it. Nobody answers one that is not to be read."""
    ctx, person = context(request), await person_of(request)
    view = await my_view(thread, person, edit_window=ctx.settings.edit_window, now=ctx.now())
    if topic is None:
        return view
    mine = [one for one in view.mine if one.spoken.comment.root_id == topic.comment.id]
    takes_words = topic.comment.state == PUBLISHED or begun.editing is not None
    is_followed = person is not None and topic.comment.id in await topics_followed(person)
    return replace(view, mine=mine, is_open=view.is_open and takes_words, following=is_followed)


async def _topic_of(begun: Begun, thread: Thread, person: Person | None) -> Spoken | None:
    """The topic in which what is begun stands; None for a new one, and where there are none."""
    about = begun.topic or begun.editing or (begun.reply_to.comment.id if begun.reply_to else None)
    if about is None or not is_board(thread):
        return None
    try:
        return await reading.topic(about, thread, reader=person)
    except Refusal:
        if begun.topic:
            raise
        return None  # what was begun is kept, whatever it was about


def _in_topic(begun: Begun, topic: Spoken) -> Begun:
    """What is written on the page of a topic answers it, unless it answers somebody there or changes what was said."""
    may_be_answered = topic.comment.state == PUBLISHED and not begun.editing
    answers = begun.reply_to or (topic if may_be_answered else None)
    return replace(begun, topic=topic.comment.id, reply_to=answers)


async def _slot_html(request: Request, thread: Thread, view: MyView, begun: Begun) -> str:
    """What stands where somebody writes: what the page asks of them, whom they answer, the form, following."""
    ctx, session = context(request), await session_of(request)
    where = {"next_page": f"{address(request)}#composer", "shown": chosen(request)}
    composer = composer_html(thread, view, session, ctx=ctx, begun=begun, **where)
    above = await asked_html(thread, session, ctx=ctx) + _answered(begun, ctx) + begun.similar
    skipping = skip_html(thread, view, session, ctx=ctx, next_page=where["next_page"])
    return above + composer + skipping + following_html(thread, view, session, ctx=ctx, topic=begun.topic)


def _answered(begun: Begun, ctx: Context) -> str:
    """The comment that is being answered, to be seen beside one's own words."""
    is_the_topic = begun.reply_to and begun.reply_to.comment.id == begun.topic
    if begun.reply_to is None or begun.reply_to.revision is None or is_the_topic:
        return ""
    return ctx.templates.get_template("answering.html").render(spoken=begun.reply_to)


async def _own(view: MyView, thread: Thread, *, ctx: Context) -> list[tuple[Mine, str | None]]:
    """My comments here; in full those that do not stand among the others just as I wrote them."""
    wait = await usual_wait() if any(one.waits for one in view.mine) else None
    shown: list[tuple[Mine, str | None]] = []
    for one in view.mine:
        # What is held is shown here alone; everything else may stand in its place among the others as well.
        anchor = "comment-" if one.spoken.comment.state == HELD else "own-"
        is_elsewhere = one.is_public and not (one.waits or one.fate.returned or one.fate.came_back or one.unsealed)
        shown.append((one, None if is_elsewhere else own_comment_html(one, thread, wait, ctx=ctx, anchor=anchor)))
    return shown


async def post_to_thread(request: Request) -> Response:
    """Take a plain form: a comment, a reply or an edit. Whatever is wrong, the page comes back with the text in it."""
    # The form is read before all else: should the database be gone, the page that says so has the text.
    fields = await read_open_form(request)
    thread, by = await known_thread(request), await somebody(request)
    about = (await place_in(request)).about
    try:
        await require_form_token(request)
        if _LOOKS & fields.keys():
            return await thread_page(request, thread, await _looked_at_again(fields, thread, by, context(request)))
        done = await _post_or_edit(fields, thread, by=by, ctx=context(request))
    except Refusal as refusal:
        begun = await _begun_again(fields, by, refusal)
        shown = await thread_page(request, thread, begun, status=STATUS[refusal.code])
        shown.headers.update(when_again(refusal))
        return shown
    place = _place_of(done, thread, chosen(request), about)
    return RedirectResponse(f"{context(request).settings.base_path}/t/{thread.uid}{place}", 303)


def _place_of(posted: Posted, thread: Thread, shown: str, about: str) -> str:
    """Where what was posted is seen: what waits at the top, whatever is shown below it."""
    made = posted.spoken.comment
    if not posted.why_held:
        return _query(comment=made.id, about=about)
    where = f"/topics/{made.root_id}" if is_board(thread) and made.parent_id else shown
    return f"{where}#comment-{made.id}"


async def _post_or_edit(fields: Mapping[str, str], thread: Thread, *, by: Person, ctx: Context) -> Posted:
    body, ask_review, cooled = _words(fields), fields.get("review") == "yes", fields.get("cooled") == "yes"
    if editing := fields.get("edit"):
        own_id = required_id(editing, "edit")
        return await edit_comment(own_id, body, ask_review=ask_review, cooled=cooled, by=by, ctx=ctx)
    parent = required_id(fields["parent"], "parent") if fields.get("parent") else None
    draft = Draft(
        required_id(fields.get("id", ""), "id"),
        thread.uid,
        body,
        parent,
        fields.get("kind"),
        ask_review,
        fields.get("guidelines", ""),
        nudge=not cooled,
        unnamed=fields.get("anonymous") == "yes",
        about=asked_in(fields),
    )
    return await post_draft(draft, by=by, ctx=ctx, official=fields.get("official") == "yes")


def _words(fields: Mapping[str, str]) -> str:
    """What was written, with the title that a topic was given."""
    body = fields.get("body", "")
    return joined(fields["title"], body) if "title" in fields else body


async def _lead_to(thread: Thread, id: UUID, request: Request) -> Response:
    ctx = context(request)
    spoken = await reading.comment(id, reader=await person_of(request))
    if is_board(thread):
        place = f"/topics/{spoken.comment.root_id}#comment-{id}"
    else:
        asked = (await place_in(request)).about
        about, after = await reading.page_about(spoken.comment, asked, size=ctx.settings.page_of_roots)
        place = f"{_query(about=about, after=after)}#comment-{id}"
    return RedirectResponse(f"{ctx.settings.base_path}/t/{thread.uid}{place}", 303)


def _query(**told: object) -> str:
    told = {name: value for name, value in told.items() if value}
    return f"?{urlencode(told)}" if told else ""


async def _begun(request: Request, thread: Thread) -> Begun:
    """What the composer begins with: an answer to somebody, an edit of one's own, a part of the page, or nothing."""
    query, person = request.query_params, await person_of(request)
    if answering := query.get("reply"):
        answered = await _still_public(required_id(answering, "reply"), person)
        said = answered.revision.body if answered and answered.revision and query.get("quote") else ""
        return Begun(reply_to=answered, body=quoted(said) if said else "")
    if (editing := query.get("edit")) and person:
        spoken = await reading.comment(required_id(editing, "edit"), reader=person)
        is_mine = wrote(person, spoken.comment) and spoken.revision is not None
        if not is_mine or not spoken.revision:
            return Begun()
        body, title = spoken.revision.body, ""
        if is_topic(spoken.comment, thread):
            title, body = divided(body)
        return Begun(body=body, title=title, editing=spoken.comment.id)
    about = await on_the_page(asked_in(query), thread)
    return Begun(about=about, kind=QUESTION if about and QUESTION in taken(thread_rules.kind(thread)) else "")


async def _looked_at_again(fields: Mapping[str, str], thread: Thread, by: Person, ctx: Context) -> Begun:
    """The composer as it was sent: with its preview, to be looked at after a while, or with bars over what screening
    found. Nothing is kept but in the page itself."""
    begun = await _begun_again(fields, by, None)
    if fields.get("preview"):
        html = await wording.rendered(wording.cleaned(begun.body), site_host=ctx.site_host)
        return replace(begun, preview=html, similar=await beside_preview(fields, by, ctx=ctx))
    if fields.get("detach"):
        return replace(begun, about=None)
    if fields.get("keep"):
        return replace(begun, until=ctx.now() + COOLING)
    rules = await ctx.rule_book.rules()
    title = wording.masked(begun.title, rules, lang=thread.lang) if begun.title else ""
    return replace(begun, title=title, body=wording.masked(begun.body, rules, lang=thread.lang), is_masked=True)


async def _begun_again(fields: Mapping[str, str], by: Person, refusal: Refusal | None) -> Begun:
    """The composer as it was sent, but for what could never be accepted, however often it is sent."""
    return Begun(
        body=fields.get("body", ""),
        id=None if refusal and refusal.code == "id-is-taken" else optional_id(fields.get("id")),
        reply_to=await _still_public(optional_id(fields.get("parent")), by),
        editing=None if refusal and refusal.code in _NO_EDIT else optional_id(fields.get("edit")),
        official=fields.get("official") == "yes",
        unnamed=fields.get("anonymous") == "yes",
        kind=fields.get("kind", ""),
        title=fields.get("title", ""),
        problem=refusal,
        # Sent once more, it is asked without what is not there any more.
        about=None if refusal and refusal.code == "anchor-is-gone" else asked_in(fields),
    )


async def _still_public(id: UUID | None, reader: Person | None) -> Spoken | None:
    try:
        found = await reading.public(id, reader=reader) if id else None
    except Refusal:
        return None
    return found if found and found.comment.state == PUBLISHED else None
