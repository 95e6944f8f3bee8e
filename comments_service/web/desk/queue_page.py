"""Renders the desk: the list with one comment opened, or a comment by itself; for pages.py and decision_form.py."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response

from comments_service.discussion.edit import CommentIsUnknown
from comments_service.discussion.report import REASONS
from comments_service.moderation.claim import claim
from comments_service.moderation.decide import DecidedMeanwhile
from comments_service.moderation.item import Item, item
from comments_service.moderation.marking import Piece
from comments_service.moderation.queue import Queue, judged, queue
from comments_service.people.roles import CASE_ROLES
from comments_service.records import Person
from comments_service.refusals import FieldIsWrong, Refusal
from comments_service.web.comment_ids import optional_id
from comments_service.web.context import context
from comments_service.web.desk import wording
from comments_service.web.desk.frame import desk_page
from comments_service.web.desk.next_in_line import next_in_line
from comments_service.web.desk.position import Position
from comments_service.web.page import address
from comments_service.web.problems import STATUS

# The script looks ahead at the next comment: that is not opening it.
LOOKS_AHEAD = "x-townhall-looks-ahead"


@dataclass(frozen=True, slots=True)
class Shown:
    """What a page of the desk shows.

    Attributes:
        opened: the comment that is opened, if any.
        decided: the comment that was decided about just before.
        at_end: whether there is nothing left for this facilitator where they were.
        problem: what was wrong with what was sent; `typed` is that.
        meanwhile: what somebody else decided while this facilitator did.
    """

    at: Position
    by: Person
    opened: UUID | None = None
    decided: UUID | None = None
    at_end: bool = False
    problem: Refusal | None = None
    meanwhile: DecidedMeanwhile | None = None
    typed: Mapping[str, str] = field(default_factory=dict)


async def show(request: Request, shown: Shown) -> Response:
    """Render the queue with what is opened in it, or the comment alone where there is no queue."""
    now = context(request).now()
    opened = await _opened(request, shown)
    if not shown.at.queue and opened is None:
        raise CommentIsUnknown
    about = {
        "item": opened,
        "is_gone": shown.opened is not None and opened is None,
        **await _beside(request, replace(shown, opened=opened.spoken.comment.id if opened else None)),
    }
    if not shown.at.queue:
        return await desk_page(request, "item_alone.html", status=_status(shown), **about)
    listed = await queue(shown.at.queue, after=shown.at.after, now=now)
    about |= {"queue": listed, "queue_name": listed.name, "counts": listed.counts, "others": _others(listed)}
    return await desk_page(request, "queue.html", status=_status(shown), **about)


async def _opened(request: Request, shown: Shown) -> Item | None:
    """Open a comment: from then on, others see who is on it."""
    if shown.opened is None:
        return None
    now = context(request).now()
    if LOOKS_AHEAD not in request.headers and shown.meanwhile is None:
        try:
            await claim(shown.opened, by=shown.by, now=now)
        except CommentIsUnknown:
            return None
    return await item(shown.opened, by=shown.by, now=now)


async def _beside(request: Request, shown: Shown) -> dict[str, Any]:
    """What the templates need beside the comment and the list."""
    now, problem = context(request).now(), shown.problem
    return {
        "place": shown.at,
        "queue_title": wording.QUEUE_TITLES.get(shown.at.queue, ""),
        "decided": await judged(shown.decided) if shown.decided else None,
        "at_end": shown.at_end,
        "meanwhile": shown.meanwhile,
        "behind": await _behind(shown, request),
        "problem": problem,
        "problem_field": problem.field if isinstance(problem, FieldIsWrong) else "",
        "typed": shown.typed,
        "report_reasons": REASONS,
        "case_roles": CASE_ROLES,
        "done_words": wording.DONE,
        "did_words": wording.DID,
        "why_here": wording.why_here,
        "why_briefly": wording.why_briefly,
        "kind_in_words": wording.kind_in_words,
        "due_in_words": wording.due_in_words,
        "marked_words": _marked_words,
        "now": now,
        "note_id": context(request).new_id(),
        "back": address(request) if request.method == "GET" else _place_of(shown, request),
    }


async def _behind(shown: Shown, request: Request) -> UUID | None:
    """The comment to go on with, where this one was decided by somebody else."""
    if shown.meanwhile is None or not shown.at.queue:
        return None
    case = optional_id(shown.typed.get("case"))
    found = await next_in_line(shown.at.queue, after_case=case, by=shown.by, now=context(request).now())
    return found if found != shown.opened else None


def _place_of(shown: Shown, request: Request) -> str:
    base = context(request).settings.base_path
    return base + (shown.at.item_path(shown.opened) if shown.opened else shown.at.list_path).partition("#")[0]


def _others(listed: Queue) -> dict[str, Any] | None:
    """Another queue in which something waits, to go on with when this one is empty: the one with most overdue."""
    found = [(count.overdue, count.open, name) for name, count in listed.counts.items() if count.open]
    elsewhere = [one for one in found if one[2] not in ("all", "elsewhere", listed.name)]
    if not elsewhere:
        return None
    _, open_now, name = max(elsewhere)
    return {"name": name, "label": wording.QUEUE_TITLES[name], "open": open_now}


def _marked_words(pieces: list[Piece]) -> Markup:
    """The words, with those that screening found marked."""
    return Markup("").join(Markup("<mark>{}</mark>").format(one.text) if one.found else one.text for one in pieces)


def _status(shown: Shown) -> int:
    refusal = shown.problem or shown.meanwhile
    return STATUS[refusal.code] if refusal else 200
