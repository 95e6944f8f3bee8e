"""What people do about comments, with the application's collaborators, for the API and the plain forms alike.

At once where they do it by name. Where they leave it out, it goes into the letterbox, whatever it is.
"""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any
from uuid import UUID

from comments_service.discussion import letterbox
from comments_service.discussion.drop_letter import (
    drop_appeal,
    drop_edit,
    drop_post,
    drop_solution,
    drop_withdrawal,
    take_back,
)
from comments_service.discussion.edit import Edited, edit, own
from comments_service.discussion.letterbox import POST
from comments_service.discussion.lifecycle import WITHDRAWN
from comments_service.discussion.post import Draft, Posted, post
from comments_service.discussion.report import report
from comments_service.discussion.solve import asked, solve
from comments_service.discussion.withdraw import withdraw
from comments_service.events import Change, Ledger
from comments_service.languages import N_
from comments_service.moderation.appeal import Appealed, appeal, as_it_stands
from comments_service.moderation.responses.respond import respond
from comments_service.people.authorship import is_unnamed
from comments_service.records import Comment, Person
from comments_service.refusals import FieldIsWrong
from comments_service.web.context import Context


async def post_draft(draft: Draft, *, by: Person, ctx: Context, official: bool = False) -> Posted:
    """Post, officially or not."""
    if official and draft.unnamed:
        raise FieldIsWrong("anonymous", N_("An official response has a name: take one of the two."))
    speak: Callable[..., Any] = (
        respond if official else partial(post, limit=ctx.limits.comments, anonymity=ctx.anonymity)
    )
    how = {**_always(ctx), "rules": await ctx.rule_book.rules(), "site_host": ctx.site_host}

    async def act(ledger: Ledger) -> Posted:
        posted: Posted = await speak(draft, by=by, ledger=ledger, **how)
        return posted

    if not draft.unnamed:
        return await act(ctx.ledger)
    return await drop_post(draft, act, by=by, ledger=ctx.ledger, anonymity=ctx.anonymity, due=ctx.next_round)


async def edit_comment(id: UUID, body: str, *, ask_review: bool, cooled: bool, by: Person, ctx: Context) -> Posted:
    """Edit. What is still in the letterbox has its words there changed."""
    letter = await letterbox.about(id, by)
    if letter and letter.action == POST:
        draft = replace(letterbox.as_draft(letter), body=body, ask_review=ask_review, nudge=not cooled)
        return await post_draft(draft, by=by, ctx=ctx)
    about: dict[str, Any] = {"ask_review": ask_review, "nudge": not cooled, "window": ctx.settings.edit_window}
    how = {**_always(ctx), **about, "rules": await ctx.rule_book.rules(), "site_host": ctx.site_host}

    async def act(ledger: Ledger) -> Edited:
        return await edit(id, body, by=by, limit=ctx.limits.edits, ledger=ledger, **how)

    before = await own(id, by)
    is_dropped = is_unnamed(by, before)
    edited = await (drop_edit(before, act, **_box(ctx)) if is_dropped else act(ctx.ledger))
    return Posted(edited.spoken, is_new=False, why_held=edited.why_held)


async def withdraw_comment(id: UUID, *, by: Person, ctx: Context) -> Comment:
    """Withdraw. What is still in the letterbox is taken out of it, and nobody will know."""
    letter = await letterbox.about(id, by)
    if letter and letter.action == POST:
        await take_back(letter, ledger=ctx.ledger)
        return replace(letterbox.as_comment(letter), state=WITHDRAWN)

    async def act(ledger: Ledger) -> Comment:
        return await withdraw(id, by=by, ledger=ledger, now=ctx.now())

    before = await own(id, by)
    return await (drop_withdrawal(before, act, **_box(ctx)) if is_unnamed(by, before) else act(ctx.ledger))


async def make_appeal(id: UUID, words: str, *, by: Person, ctx: Context) -> Appealed:
    """Appeal."""

    async def act(ledger: Ledger) -> Appealed:
        return await appeal(id, words, by=by, ledger=ledger, **_always(ctx))

    async def see(_: Change) -> Appealed:
        return await as_it_stands(id)

    before = await own(id, by)
    return await (drop_appeal(before, words, act, see, **_box(ctx)) if is_unnamed(by, before) else act(ctx.ledger))


async def solve_question(id: UUID, answer: UUID | None, *, by: Person, ctx: Context) -> Comment:
    """Say which reply answered a question of one's own; None takes that back."""

    async def act(ledger: Ledger) -> Comment:
        return await solve(id, answer, by=by, ledger=ledger, new_id=ctx.new_id)

    question = await asked(id, by)
    is_dropped = is_unnamed(by, question)
    return await (drop_solution(question, answer, act, **_box(ctx)) if is_dropped else act(ctx.ledger))


async def make_report(id: UUID, reason: str, detail: str, *, by: Person, ctx: Context) -> Comment:
    """Report: whoever does is known to facilitators by name."""
    hides_at = ctx.settings.reports_that_hide
    how = {**_always(ctx), "limit": ctx.limits.reports, "ledger": ctx.ledger}
    return await report(id, reason=reason, detail=detail, by=by, hides_at=hides_at, **how)


def _always(ctx: Context) -> dict[str, Any]:
    return {"deadlines": ctx.deadlines, "new_id": ctx.new_id, "now": ctx.now()}


def _box(ctx: Context) -> dict[str, Any]:
    return {"ledger": ctx.ledger, "due": ctx.next_round}
