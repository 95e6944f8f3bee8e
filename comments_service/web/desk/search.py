"""/admin/search: finding what anybody said, in whatever state it is. By a plain form that asks and changes nothing."""

from starlette.requests import Request
from starlette.responses import Response

from comments_service.moderation.reasons import REASONS
from comments_service.moderation.search import FOUND_IN, LONGEST, Asked, Results, look_for
from comments_service.people.roles import require
from comments_service.refusals import FieldIsWrong
from comments_service.web.comment_ids import optional_id
from comments_service.web.context import person_of
from comments_service.web.desk.frame import desk_page
from comments_service.web.desk.wording import STATES
from comments_service.web.problems import STATUS

_FIELDS = ("words", "person", "page", "state", "reason", "since", "until")


async def show_search(request: Request) -> Response:
    """Show what was found, the newest first; before anything is looked for, the form alone."""
    by, query = require(await person_of(request), "moderate"), request.query_params
    typed = {name: query.get(name, "").strip() for name in _FIELDS}
    asked = {name: text for name, text in typed.items() if text}
    results, problem = Results([]), None
    if asked:
        try:
            results = await look_for(Asked(**asked), by=by, after=optional_id(query.get("after")))
        except FieldIsWrong as refusal:
            problem = refusal
    return await _page(request, results, typed, asked, problem)


async def _page(
    request: Request, results: Results, typed: dict[str, str], asked: dict[str, str], problem: FieldIsWrong | None
) -> Response:
    return await desk_page(
        request,
        "search.html",
        status=STATUS[problem.code] if problem else 200,
        results=results,
        typed=typed,
        asked=asked,
        problem=problem,
        is_later_page="after" in request.query_params,
        states={code: words for code, words in STATES.items() if code in FOUND_IN},
        reasons=REASONS,
        longest=LONGEST,
    )
