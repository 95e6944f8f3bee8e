"""POST /admin/bulk: approve or remove up to 100 comments from a plain form, each with its own result and undo."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response

from comments_service.languages import N_
from comments_service.moderation.queue import Judged, judged
from comments_service.people.roles import require
from comments_service.records import Person
from comments_service.refusals import FieldIsWrong, Refusal
from comments_service.web.bodies import MOST_FIELDS_OF_MANY, Fields, read_form
from comments_service.web.comment_ids import optional_id
from comments_service.web.context import Context, context, person_of
from comments_service.web.desk import wording
from comments_service.web.desk.decision_form import verdict
from comments_service.web.desk.decisions import decide_now
from comments_service.web.desk.frame import desk_page
from comments_service.web.desk.position import position_of_form
from comments_service.web.problems import STATUS

MOST_AT_ONCE = 100
_ACTIONS = ("approve", "remove")


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one comment: the last decision on it, or why nothing was changed.

    `touched`: it was just decided, alone; the focus goes there.
    """

    comment_id: UUID
    judged: Judged | None
    refused: str = ""
    touched: bool = False


async def post_bulk(request: Request) -> Response:
    """Decide about everything that is selected, or undo one of those decisions; say what became of each."""
    by = require(await person_of(request), "moderate")
    fields = await read_form(request, most=MOST_FIELDS_OF_MANY)
    try:
        results = await _results(fields, by=by, ctx=context(request))
    except FieldIsWrong as refusal:
        return await _results_page(request, fields, [], problem=refusal)
    return await _results_page(request, fields, results)


async def _results(fields: Fields, *, by: Person, ctx: Context) -> list[Result]:
    if undo := fields.get("undo"):
        tried = await _tried(undo, {"action": "undo"}, by=by, ctx=ctx, touched=True)
        others = [one for text in fields.every("done") if (one := optional_id(text)) and one != tried.comment_id]
        return [tried, *[Result(one, await judged(one)) for one in others[:MOST_AT_ONCE]]]
    picked = list(dict.fromkeys(fields.every("pick")))
    _check(fields, picked)
    about = {name: fields.get(name, "") for name in ("action", "reason", "message")}
    return [await _tried(one, about, by=by, ctx=ctx) for one in picked]


def _check(fields: Mapping[str, str], picked: Sequence[str]) -> None:
    """Refuse the whole where each would be refused for the same cause."""
    if fields.get("action") not in _ACTIONS:
        raise FieldIsWrong("action", N_("Approve or remove what is selected."), allowed=list(_ACTIONS))
    if not picked:
        raise FieldIsWrong("pick", N_("Nothing is selected: select at least one comment in the list."))
    if len(picked) > MOST_AT_ONCE:
        raise FieldIsWrong("pick", N_("Select at most %(most)s at once.", most=MOST_AT_ONCE))
    if fields["action"] == "remove" and not fields.get("reason"):
        raise FieldIsWrong("reason", N_("Removing needs a reason: each author is told."))
    if fields["action"] == "remove" and fields["reason"] == "other" and not fields.get("message", "").strip():
        raise FieldIsWrong("message", N_("With “other”, say in your own words why: each author is told."))


async def _tried(picked: str, about: Mapping[str, str], *, by: Person, ctx: Context, touched: bool = False) -> Result:
    """Decide about one. Whatever keeps it from being decided keeps none of the others."""
    text, _, version = picked.partition(":")
    comment = optional_id(text)
    if comment is None:
        raise FieldIsWrong("pick", N_("This is not a comment’s id."))
    refused = ""
    try:
        await decide_now(verdict({**about, "comment": text, "version": version}), by=by, ctx=ctx)
    except Refusal as refusal:
        refused = refusal.message
    return Result(comment, await judged(comment), refused, touched)


async def _results_page(
    request: Request, fields: Mapping[str, str], results: Sequence[Result], *, problem: FieldIsWrong | None = None
) -> Response:
    return await desk_page(
        request,
        "bulk.html",
        status=STATUS[problem.code] if problem else 200,
        place=position_of_form(fields),
        results=results,
        done=sum(not one.refused for one in results),
        undone=bool(fields.get("undo")),
        problem=problem,
        typed=fields,
        done_words=wording.DONE,
    )
