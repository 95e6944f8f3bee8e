"""/admin/: the queue as pages and plain forms."""

from collections.abc import Mapping
from uuid import UUID

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from comments_service.discussion.report import REASONS
from comments_service.moderation.decide import DecidedMeanwhile, Verdict
from comments_service.moderation.queue import Item, Judged, Queue, item, judged, queue
from comments_service.moderation.waiting import how_long
from comments_service.people.roles import require
from comments_service.refusals import FieldIsWrong, Refusal
from comments_service.web.bodies import FormTokenIsWrong, read_open_form, require_form_token
from comments_service.web.comment_ids import optional_id, required_id
from comments_service.web.context import context, person_of
from comments_service.web.desk.decisions import decide_now
from comments_service.web.page import page
from comments_service.web.problems import STATUS

# The causes of a case as a facilitator reads them; its author reads payloads.WHY.
_WHY: Mapping[str, str] = {
    "page-is-reviewed": "The page asks for it: Moderation: review.",
    "first-comment": "It is its author’s first comment, and the page asks for those: Moderation: first.",
    "asked-for-review": "Its author saw the advice of screening, and asked for a facilitator.",
    "reported": "Readers reported it.",
}
_NOTHING: Mapping[str, str] = {}
_LONGEST_VERSION = 9  # digits; more than a comment will ever have


async def show_queue(request: Request) -> Response:
    """Show what needs a human, the longest waiting first."""
    require(await person_of(request), "moderate")
    return await _queue_page(request, request.query_params)


async def post_decision(request: Request) -> Response:
    """Take one decision from a plain form; say what became of it, and offer to undo it."""
    # The form is read before all else: whatever fails then, the page that says so has what was typed.
    fields = await read_open_form(request)
    facilitator = require(await person_of(request), "moderate")
    try:
        await require_form_token(request)
        decided = await decide_now(_verdict(fields), by=facilitator, ctx=context(request))
    except (FieldIsWrong, FormTokenIsWrong) as refusal:
        return await _queue_page(request, fields, problem=refusal, typed=fields)
    except DecidedMeanwhile as refusal:
        return await _meanwhile(request, refusal, fields)
    return RedirectResponse(_next_place(decided.comment.id, fields, context(request).settings.base_path), 303)


async def _queue_page(
    request: Request,
    about: Mapping[str, str],
    *,
    problem: Refusal | None = None,
    typed: Mapping[str, str] = _NOTHING,
) -> Response:
    """Render a page of the queue.

    Args:
        about: where in the queue one was (`after`), what was just decided (`decided`), what stood behind it (`next`).
        typed: what was sent, where something was wrong with it.
    """
    ctx, shown = context(request), await queue(after=optional_id(about.get("after")))
    just_decided = optional_id(about.get("decided"))
    decided = await judged(just_decided) if just_decided else None
    return await page(
        request,
        "queue.html",
        status=STATUS[problem.code] if problem else 200,
        queue=shown,
        after=optional_id(about.get("after")),
        decided=decided,
        before=_stands_before(decided, about, shown),
        why_here=_why_here,
        report_reasons=REASONS,
        how_long=how_long,
        problem=problem,
        problem_field=problem.field if isinstance(problem, FieldIsWrong) else "",
        typed=typed,
        now=ctx.now(),
    )


def _why_here(one: Item) -> list[str]:
    """Why it is at the desk, by its case; what screening found and readers report is said beside that."""
    said_by_readers = {"reported"} if one.reports else set()
    return [_WHY[code] for code in one.case.why if code in _WHY and code not in said_by_readers]


def _stands_before(decided: Judged | None, about: Mapping[str, str], shown: Queue) -> UUID | None:
    """The comment before which the line about the last decision is shown: one goes on from there."""
    behind = optional_id(about.get("next"))
    is_shown = any(one.spoken.comment.id == behind for one in shown.items)
    return behind if decided and is_shown else None


def _next_place(decided: UUID, fields: Mapping[str, str], base: str) -> str:
    """The queue again, at the case that followed the one just decided."""
    behind, after = optional_id(fields.get("next")), optional_id(fields.get("after"))
    query = f"decided={decided}" + (f"&next={behind}" if behind else "") + (f"&after={after}" if after else "")
    return f"{base}/admin/?{query}#{f'case-{behind}' if behind else 'decided'}"


async def _meanwhile(request: Request, refusal: DecidedMeanwhile, fields: Mapping[str, str]) -> Response:
    comment = required_id(fields.get("comment", ""), "comment")
    return await page(
        request,
        "decided_meanwhile.html",
        status=STATUS[refusal.code],
        refusal=refusal,
        judged=await judged(comment),
        still_open=await item(comment),
        typed={name: words for name in ("message", "note") if (words := fields.get(name, "").strip())},
        behind=optional_id(fields.get("next")),
        here=f"{context(request).settings.base_path}/admin/",
    )


def _verdict(fields: Mapping[str, str]) -> Verdict:
    version, removes = fields.get("version", ""), fields.get("action") == "remove"
    if not version.isdecimal() or len(version) > _LONGEST_VERSION:
        raise FieldIsWrong("version", "Say which version of the comment you judged.")
    return Verdict(
        comment_id=required_id(fields.get("comment", ""), "comment"),
        version=int(version),
        action=fields.get("action", ""),
        # A reason that was chosen and then not used must not reach anybody with another decision.
        reason=(fields.get("reason") or None) if removes else None,
        message=fields.get("message", "") if removes else "",
        note=fields.get("note", ""),
    )
