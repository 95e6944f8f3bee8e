"""Renders the pages of rules, and reads their forms; for the handlers in rules.py."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from comments_service.discussion.wording import cleaned
from comments_service.languages import N_
from comments_service.moderation.marking import Piece, marked
from comments_service.moderation.rehearse import Rehearsal
from comments_service.moderation.rule_figures import NONE_YET, Figures, figures, figures_of
from comments_service.moderation.rule_form import LONGEST_LIFE, require_tongue
from comments_service.moderation.rules import (
    ENDED,
    EXPIRED,
    EXPIRES_SOON,
    ON,
    WAITING,
    RuleWanted,
    all_rules,
    days_left,
    names,
    state_of,
    version_of,
    writers,
)
from comments_service.people.roles import may
from comments_service.records import Person
from comments_service.refusals import FieldIsWrong, Refusal
from comments_service.rule_records import Rule
from comments_service.screening.screen import screen
from comments_service.web.context import Context, context, person_of
from comments_service.web.desk import rule_words, wording
from comments_service.web.desk.frame import desk_page
from comments_service.web.problems import STATUS

_NOTHING: Mapping[str, str] = MappingProxyType({})
_USUAL_LIFE = timedelta(days=365)
_DONE: Mapping[str, str] = {
    "added": N_("The rule is written. It waits: rehearse it, then turn it on."),
    "change": N_("The rule is changed."),
    "turn-on": N_("The rule is on: it looks at everything that is posted from now on."),
    "end": N_("The rule has ended. It stays here with its figures."),
}


@dataclass(frozen=True, slots=True)
class Line:
    """A rule in the list."""

    rule: Rule
    state: str
    days_left: int
    figures: Figures


@dataclass(frozen=True, slots=True)
class Tried:
    """What screening would say of a text: the text with what was found marked, and for each find what found it."""

    outcome: str
    pieces: Sequence[Piece]
    found: Sequence[tuple[str, str, str]]


async def show_all(
    request: Request,
    *,
    problem: Refusal | None = None,
    typed: Mapping[str, str] = _NOTHING,
    about: str = "rule",
    tried: Tried | None = None,
) -> Response:
    """Render the list, with the box to try a text in and the form for a new rule.

    Args:
        about: which of the two forms the problem is about, `rule` or `body`.
    """
    ctx, person, known = context(request), await person_of(request), await figures(now=context(request).now())
    lines = [_line(rule, known.get(f"word:{rule.id}", NONE_YET), ctx) for rule in await all_rules()]
    return await desk_page(
        request,
        "rules.html",
        status=STATUS[problem.code] if problem else 200,
        groups={state: [one for one in lines if one.state == state] for state in (ON, WAITING, EXPIRED, ENDED)},
        mine=[one for one in lines if person and one.rule.owner_id == person.id and _stops_soon(one)],
        detectors=[(code, *said, known.get(code, NONE_YET)) for code, said in rule_words.DETECTORS.items()],
        tried=tried,
        problem=problem,
        about=about,
        new_id=typed.get("id") or ctx.new_id(),
        **await _form(ctx, problem, typed),
    )


async def show_one(
    request: Request,
    rule: Rule,
    *,
    problem: Refusal | None = None,
    typed: Mapping[str, str] = _NOTHING,
    rehearsal: Rehearsal | None = None,
) -> Response:
    """Render a rule: what it looks for, how right it was, what it would have found, what can be done with it."""
    ctx = context(request)
    return await desk_page(
        request,
        "rule.html",
        status=STATUS[problem.code] if problem else 200,
        line=_line(rule, await figures_of(f"word:{rule.id}", now=ctx.now()), ctx),
        seen=version_of(rule),
        rehearsal=rehearsal,
        done=_DONE.get(request.query_params.get("done", "")) if request.method == "GET" else None,
        problem=problem,
        **await _form(ctx, problem, {**_as_typed(rule), **typed}),
    )


async def tried(fields: Mapping[str, str], *, by: Person | None, ctx: Context) -> Tried:
    """Screen a text by the rules that are in force.

    Raises:
        FieldIsWrong: no such language; those of wording.cleaned.
    """
    body = cleaned(fields.get("body", ""))
    screening = screen(body, await ctx.rule_book.rules(), lang=require_tongue(fields.get("lang", "")))
    named = await names({one.rule for one in screening.findings if one.rule})
    # Which page it is that is not out yet is for facilitators.
    kept = (
        {}
        if may(by, "moderate")
        else {code: rule_words.detector("embargo") for code in named if code.startswith("embargo:")}
    )
    named |= kept
    found = [
        (body[one.start : one.end], named.get(one.rule) or rule_words.detector(one.detector), one.outcome.value)
        for one in screening.findings
    ]
    places = [{"start": one.start, "end": one.end} for one in screening.findings]
    return Tried(screening.outcome.value, marked(body, places), found)


def wanted(fields: Mapping[str, str], *, of: Rule | None = None) -> RuleWanted:
    """Return what a form asks for; the form of a rule that has been on leaves out what it looks for.

    Raises:
        FieldIsWrong: the day is none.
    """
    try:
        expires = date.fromisoformat(fields.get("expires", "").strip())
    except ValueError as error:
        raise FieldIsWrong("expires", N_("Write the day as year-month-day, such as 2026-11-23.")) from error
    words = {name: fields.get(name, "") for name in ("term", "lang", "outcome", "why", "owner")}
    asked = RuleWanted(**words, expires=expires)
    is_left_out = of is not None and of.turned_on and "term" not in fields
    return replace(asked, term=of.term, lang=of.lang, outcome=of.outcome) if of and is_left_out else asked


def _stops_soon(line: Line) -> bool:
    return line.state == ON and line.days_left <= EXPIRES_SOON.days


def _line(rule: Rule, known: Figures, ctx: Context) -> Line:
    now = ctx.now()
    return Line(rule, state_of(rule, now=now), days_left(rule, now=now), known)


def _as_typed(rule: Rule) -> Mapping[str, str]:
    words = {"term": rule.term, "lang": rule.lang, "outcome": rule.outcome, "why": rule.why}
    return {**words, "expires": rule.expires.date().isoformat(), "owner_id": str(rule.owner_id)}


async def _form(ctx: Context, problem: Refusal | None, typed: Mapping[str, str]) -> dict[str, Any]:
    today = ctx.now().date()
    return {
        "typed": typed,
        "problem_field": problem.field if isinstance(problem, FieldIsWrong) else "",
        "sentences": getattr(problem, "sentences", ()),
        "owners": await writers(),
        "words": rule_words,
        "state_words": wording.STATES,
        "first_day": (today + timedelta(days=1)).isoformat(),
        "usual_day": (today + _USUAL_LIFE).isoformat(),
        "last_day": (today + LONGEST_LIFE).isoformat(),
    }
