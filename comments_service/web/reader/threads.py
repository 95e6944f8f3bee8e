"""/api/v1/threads/{uid}, its personal overlay, counts, and the dry runs of screening and preview, as JSON."""

from dataclasses import asdict
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from comments_service.discussion import reading, rendering, wording
from comments_service.discussion.my_view import MyView, my_view
from comments_service.discussion.post_first import is_post_first
from comments_service.discussion.reply_tree import Node
from comments_service.moderation.waiting import usual_wait
from comments_service.people.roles import may
from comments_service.records import Person, Session, Thread
from comments_service.refusals import FieldIsWrong
from comments_service.web import payloads
from comments_service.web.bodies import read_json
from comments_service.web.context import Context, context, person_of, session_of, somebody
from comments_service.web.headers import PRIVATE
from comments_service.web.language import said
from comments_service.web.reader.choices import is_mine_alone, known_thread, page_asked_for
from comments_service.web.reader.composer import own_comment_html, sign_in_address, slot_html
from comments_service.web.security import form_token

_MOST_COUNTS = 200


async def get_thread(request: Request) -> Response:
    """A thread and a page of its comments, each before its replies."""
    thread = await known_thread(request)
    page = await page_asked_for(request, thread)
    return JSONResponse(
        {
            **{name: thread.facts.get(name) for name in ("uid", "url", "title", "lang", "kind", "moderation")},
            **_of_page(page),
            "comments": [shown for node in page.nodes for shown in _with_replies(node, thread)],
            "next": str(page.next_after) if page.next_after else None,
        },
        headers=PRIVATE if is_mine_alone(request) or is_post_first(thread) else {"cache-control": "no-cache"},
    )


def _of_page(page: rendering.Page) -> dict[str, Any]:
    promise = {**asdict(page.kept), "late": len(page.kept.late)} if page.kept else None
    counted = {"count": page.count, "questions": page.ends, "promise": promise}
    return {"version": page.thread.version, "open": page.is_open, "covered": page.covered is not None, **counted}


async def get_my_view(request: Request) -> Response:
    """What is personal in a thread: who I am, whether I may speak, which comments are mine and what becomes of them."""
    ctx, thread, session = context(request), await known_thread(request), await session_of(request)
    view = await my_view(thread, await person_of(request), edit_window=ctx.settings.edit_window, now=ctx.now())
    wait = await usual_wait() if any(one.waits for one in view.mine) else None
    next_page = f"{ctx.settings.site}{thread.url}#discussion"
    personal = {
        "thread": thread.uid,
        "version": thread.version,
        **_for_whom(session, ctx),
        "may": _may_comment(view, sign_in_address(ctx, next_page)),
        "usual_wait": wait,
        "composer": await slot_html(thread, view, session, ctx=ctx, next_page=next_page),
        **_theirs(view),
        "mine": [payloads.mine(one, html=own_comment_html(one, thread, wait, ctx=ctx)) for one in view.mine],
    }
    return JSONResponse(said(request, personal), headers=PRIVATE)


def _theirs(view: MyView) -> dict[str, Any]:
    reacted = {str(about): names for about, names in view.reactions.items()}
    return {"following": view.following, "reactions": reacted}


def _for_whom(session: Session | None, ctx: Context) -> dict[str, Any]:
    token = form_token(session, ctx.settings) if session else ""
    return {"person": _me(session.person) if session else None, "token": token}


def _me(person: Person) -> dict[str, Any]:
    return {"handle": person.handle, "language": person.language, **payloads.author(person)}


def _may_comment(view: MyView, sign_in: str) -> dict[str, Any]:
    if not view.is_open:
        return {"comment": False, "why": "thread-is-closed"}
    if view.person is None:
        return {"comment": False, "why": "sign-in-required", "sign_in": sign_in}
    if muted := view.standing.muted:
        return {"comment": False, "why": "muted", "until": payloads.iso(muted.until), "reason": muted.reason}
    return {"comment": True}


def _with_replies(node: Node, thread: Thread) -> list[dict[str, Any]]:
    around = payloads.Around(len(node.replies), node.marks, node.reactions, node.solution, node.led)
    shown = [payloads.comment(node.spoken, thread, around)]
    return shown + [one for reply in node.replies for one in _with_replies(reply, thread)]


async def get_me(request: Request) -> Response:
    """Who I am and what I may do."""
    person = await somebody(request)
    about = {**_me(person), "title": person.title, "roles": list(person.roles)}
    return JSONResponse({"person": about, "can": {"moderate": may(person, "moderate")}}, headers=PRIVATE)


async def get_counts(request: Request) -> Response:
    """How many comments are public in each of some threads."""
    uids = request.query_params.getlist("thread")
    if not 0 < len(uids) <= _MOST_COUNTS:
        raise FieldIsWrong("thread", f"Name between one and {_MOST_COUNTS} threads.")
    return JSONResponse(await reading.counts(uids), headers={"cache-control": "no-cache"})


async def post_screen(request: Request) -> Response:
    """What screening would say of a text. Nothing is stored or logged."""
    ctx, sent = context(request), await read_json(request, payloads.TextForThread)
    thread = await rendering.thread(sent.thread) if sent.thread else None
    author, rules = await person_of(request), await ctx.rule_book.rules()
    screening = await wording.foreseen(
        sent.body, rules, lang=thread.lang if thread else "", author=author, now=ctx.now()
    )
    findings = [payloads.finding(one) for one in screening.findings]
    return JSONResponse(said(request, {"outcome": screening.outcome.value, "findings": findings}))


async def post_preview(request: Request) -> Response:
    """A text exactly as it would be shown. Nothing is stored."""
    sent = await read_json(request, payloads.Text)
    body = wording.cleaned(sent.body)
    return JSONResponse({"html": await wording.rendered(body, site_host=context(request).site_host)})
