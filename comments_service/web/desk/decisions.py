"""POST /admin/api/decisions: up to 100 decisions at once, each with its own result."""

from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from comments_service.languages import N_
from comments_service.moderation.decide import Decided, Verdict, decide
from comments_service.people.roles import require
from comments_service.records import Person
from comments_service.refusals import FieldIsWrong, Refusal
from comments_service.web import payloads
from comments_service.web.bodies import read_json
from comments_service.web.context import Context, context, person_of
from comments_service.web.problems import STATUS, problem


async def post_decisions(request: Request) -> Response:
    """Decide; the results come in the order sent."""
    ctx, facilitator = context(request), require(await person_of(request), "moderate")
    sent = await read_json(request, list[payloads.VerdictGiven])
    if not 0 < len(sent) <= payloads.MOST_AT_ONCE:
        raise FieldIsWrong("body", N_("Send between one and %(most)s decisions.", most=payloads.MOST_AT_ONCE))
    results = [await _result(given, facilitator, ctx) for given in sent]
    return JSONResponse({"results": results}, headers={"cache-control": "no-store"})


async def decide_now(verdict: Verdict, *, by: Person | None, ctx: Context) -> Decided:
    """Decide with the application's collaborators; the plain form does the same."""
    return await decide(verdict, by=by, ledger=ctx.ledger, deadlines=ctx.deadlines, new_id=ctx.new_id, now=ctx.now())


async def _result(given: payloads.VerdictGiven, by: Person, ctx: Context) -> dict[str, Any]:
    said = (given.action, given.reason, given.message, given.note, given.to, tuple(given.marked))
    verdict = Verdict(given.comment, given.version, *said)
    try:
        decided = await decide_now(verdict, by=by, ctx=ctx)
    except Refusal as refusal:
        return {"comment": str(given.comment), **problem(refusal, sign_in=""), "status": STATUS[refusal.code]}
    about = decided.comment
    return {"comment": str(about.id), "status": 200, "state": about.state, "version": about.version}
