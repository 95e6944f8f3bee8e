"""/admin/audit: what happened here, for those who may look; and its export as JSON Lines."""

from collections.abc import Mapping
from datetime import date

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from comments_service.audit.export import export
from comments_service.audit.telling import kind_in_words
from comments_service.audit.trail import KINDS, Asked, Trail, trail
from comments_service.people.roles import require
from comments_service.refusals import FieldIsWrong
from comments_service.web.bodies import read_form
from comments_service.web.comment_ids import required_id
from comments_service.web.context import context, person_of
from comments_service.web.desk.frame import desk_page
from comments_service.web.problems import STATUS

_FIELDS = ("person", "kind", "page", "comment", "since", "until")
_LONGEST = 120  # characters of what is looked for
_LONGEST_NUMBER = 18  # digits; a database's whole numbers have no more


async def show_audit(request: Request) -> Response:
    """Show what happened, the newest first."""
    require(await person_of(request), "read-audit")
    typed = {name: request.query_params.get(name, "").strip() for name in _FIELDS}
    try:
        shown = await trail(_asked(typed), before=_number(request.query_params, "before"))
    except FieldIsWrong as refusal:
        return await _audit_page(request, Trail([], None), typed, problem=refusal)
    return await _audit_page(request, shown, typed)


async def post_export(request: Request) -> Response:
    """Send all of it, or what came after a number, as JSON Lines; that it was taken is an event."""
    reader = require(await person_of(request), "export-audit")
    since = _number(await read_form(request), "since") or 0
    lines = await export(since=since, by=reader, ledger=context(request).ledger)
    headers = {"content-disposition": 'attachment; filename="audit.jsonl"', "cache-control": "no-store"}
    return StreamingResponse(lines, headers=headers, media_type="application/jsonl")


async def _audit_page(
    request: Request, shown: Trail, typed: Mapping[str, str], *, problem: FieldIsWrong | None = None
) -> Response:
    return await desk_page(
        request,
        "audit.html",
        status=STATUS[problem.code] if problem else 200,
        trail=shown,
        typed=typed,
        filtered={name: value for name, value in typed.items() if value},
        kinds={kind: kind_in_words(kind) for kind in KINDS},
        problem=problem,
    )


def _asked(typed: Mapping[str, str]) -> Asked:
    for name in ("person", "page"):
        if len(typed[name]) > _LONGEST:
            raise FieldIsWrong(name, f"Look for at most {_LONGEST} characters.")
    if typed["kind"] and typed["kind"] not in KINDS:
        raise FieldIsWrong("kind", "Choose one of the kinds in the list.", allowed=list(KINDS))
    return Asked(
        person=typed["person"],
        kind=typed["kind"],
        page=typed["page"],
        comment=required_id(typed["comment"], "comment") if typed["comment"] else None,
        since=_day(typed, "since"),
        until=_day(typed, "until"),
    )


def _day(typed: Mapping[str, str], field: str) -> date | None:
    try:
        day = date.fromisoformat(typed[field]) if typed[field] else None
    except ValueError as error:
        raise FieldIsWrong(field, "Write the day as year-month-day, such as 2026-11-23.") from error
    if day == date.max:
        raise FieldIsWrong(field, "That day is too far away.")
    return day


def _number(fields: Mapping[str, str], field: str) -> int | None:
    text = fields.get(field, "").strip()
    if text and not (text.isascii() and text.isdecimal() and len(text) <= _LONGEST_NUMBER):
        raise FieldIsWrong(field, "This is not a number of an event.")
    return int(text) if text else None
