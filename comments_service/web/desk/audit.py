"""/admin/audit: what happened here, for those who may look, each their part of it; and its export as JSON Lines."""

from collections.abc import Mapping, Sequence
from datetime import date

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from comments_service.audit.export import export
from comments_service.audit.parts import WHOLE, Part, kinds_in, parts_of
from comments_service.audit.telling import kind_in_words
from comments_service.audit.trail import Asked, Trail, trail
from comments_service.languages import N_
from comments_service.people.roles import require_somebody
from comments_service.records import Person
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
    reader, parts = await _reader_of(request)
    typed = {name: request.query_params.get(name, "").strip() for name in _FIELDS}
    try:
        before = _number(request.query_params, "before")
        shown = await trail(_asked(typed, kinds_in(parts)), by=reader, parts=parts, before=before)
    except FieldIsWrong as refusal:
        return await _audit_page(request, parts, Trail([], None), typed, problem=refusal)
    return await _audit_page(request, parts, shown, typed)


async def post_export(request: Request) -> Response:
    """Send all that somebody reads, or what of it came after a number, as JSON Lines; that it was taken is an event."""
    reader, parts = await _reader_of(request)
    since = _number(await read_form(request), "since") or 0
    lines = await export(since=since, by=reader, parts=parts, ledger=context(request).ledger)
    name = "-".join(["audit", *(part.name for part in parts if part is not WHOLE)])
    headers = {"content-disposition": f'attachment; filename="{name}.jsonl"', "cache-control": "no-store"}
    return StreamingResponse(lines, headers=headers, media_type="application/jsonl")


async def _reader_of(request: Request) -> tuple[Person, tuple[Part, ...]]:
    person = await person_of(request)
    parts = parts_of(person)
    return require_somebody(person), parts


async def _audit_page(
    request: Request,
    parts: Sequence[Part],
    shown: Trail,
    typed: Mapping[str, str],
    *,
    problem: FieldIsWrong | None = None,
) -> Response:
    return await desk_page(
        request,
        "audit.html",
        status=STATUS[problem.code] if problem else 200,
        trail=shown,
        typed=typed,
        filtered={name: value for name, value in typed.items() if value},
        parts=parts,
        whole=WHOLE in parts,
        kinds={kind: kind_in_words(kind) for kind in kinds_in(parts)},
        problem=problem,
    )


def _asked(typed: Mapping[str, str], kinds: Sequence[str]) -> Asked:
    for name in ("person", "page"):
        if len(typed[name]) > _LONGEST:
            raise FieldIsWrong(name, N_("Look for at most %(longest)s characters.", longest=_LONGEST))
    if typed["kind"] and typed["kind"] not in kinds:
        raise FieldIsWrong("kind", N_("Choose one of the kinds in the list."), allowed=list(kinds))
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
        raise FieldIsWrong(field, N_("Write the day as year-month-day, such as 2026-11-23.")) from error
    if day == date.max:
        raise FieldIsWrong(field, N_("That day is too far away."))
    return day


def _number(fields: Mapping[str, str], field: str) -> int | None:
    text = fields.get(field, "").strip()
    if text and not (text.isascii() and text.isdecimal() and len(text) <= _LONGEST_NUMBER):
        raise FieldIsWrong(field, N_("This is not a number of an event."))
    return int(text) if text else None
