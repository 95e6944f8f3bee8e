"""The Jinja environment of all pages and fragments: autoescaped, with the few words and dates that templates need."""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from functools import cache, partial
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from comments_service.discussion import marks, outcomes, page_people, thread_rules
from comments_service.discussion.anchors import page_of
from comments_service.discussion.body import MAX_CHARACTERS
from comments_service.discussion.long_branches import runs
from comments_service.discussion.react import REACTIONS
from comments_service.discussion.unnamed import shown_since
from comments_service.moderation.reasons import REASONS as REMOVAL_REASONS
from comments_service.people.authorship import wrote
from comments_service.people.roles import badges, may
from comments_service.subjects import subjects_of
from comments_service.web.desk.places import desk_of, places_of


@cache
def environment(*, base: str, site: str) -> Environment:
    """Return the environment: one for each base, since a template that is compiled once serves every application.

    Args:
        base: what the addresses of the service begin with: the path under which it is mounted, "" at the root, or all
            of its address where pages of other origins show what it renders.
        site: what the addresses of the site begin with.
    """
    templates = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    templates.filters |= {**_FILTERS, "whole": partial(whole, site=site)}
    templates.globals |= {
        "base": base,
        "site": site,
        "may": may,
        "wrote": wrote,
        "shown_since": shown_since,
        "desk_of": desk_of,
        "places_of": places_of,
        "closes": thread_rules.closes,
        "closed": thread_rules.closed,
        "looks_after": page_people.looks_after,
        "may_here": page_people.may_here,
        "subjects_of": subjects_of,
        **_ABOUT_MARKS,
        "host_of": host_of,
        "page_of": page_of,
        "reaction_words": REACTIONS,
        "runs": runs,
        "most_characters": MAX_CHARACTERS,
        "removal_reasons": REMOVAL_REASONS,
    }
    return templates


def moment(at: datetime) -> str:
    """A time in words, in UTC; the widget rewrites it in the reader's own zone."""
    utc = at.astimezone(UTC)
    return f"{utc.day} {utc:%b %Y, %H:%M} UTC"


def day(at: date) -> str:
    """A day in words, of a moment the one in UTC."""
    on = at.astimezone(UTC) if isinstance(at, datetime) else at
    return f"{on.day} {on:%B %Y}"


def weekday(on: date) -> str:
    """A day that is near, in words: "Thursday 12 November"."""
    return f"{on:%A} {on.day} {on:%B}"


def whole(sanitised: Markup, *, site: str) -> Markup:
    """The HTML of a comment with its links to pages of the site as whole addresses: for whoever reads it elsewhere.

    Args:
        sanitised: as discussion/markup.py leaves it: there, what is looked for can stand nowhere but in a link.
        site: the whole address of the site.
    """
    parts = urlsplit(site)
    origin = escape(f"{parts.scheme}://{parts.netloc}")
    return Markup(str(sanitised).replace('<a href="/', f'<a href="{origin}/'))  # noqa: S704 (it was sanitised)


def host_of(source: str) -> str:
    """The host that an address leads to; "" for a path of this site."""
    return urlsplit(source).hostname or ""


_ABOUT_MARKS: Final[Mapping[str, Any]] = {
    "mark_permission": marks.PERMISSION,
    "marks_by_kind": marks.by_kind,
    "accuracy_status": marks.ACCURACY_STATUS,
    "endorsed_as": marks.ENDORSED_AS,
    "due": marks.due,
    "is_overdue": marks.is_overdue,
    "is_answered": marks.is_answered,
    "has_steps": outcomes.has_steps,
    "step_permission": outcomes.permission,
    "step": outcomes.step,
    "stage": outcomes.stage,
    "until": outcomes.until,
    "is_over": outcomes.is_over,
    "step_reasons": outcomes.REASONS,
}
_FILTERS: Final[Mapping[str, Callable[..., Any]]] = {
    "moment": moment,
    "day": day,
    "weekday": weekday,
    "sanitised": Markup,
    "badges": badges,
}
