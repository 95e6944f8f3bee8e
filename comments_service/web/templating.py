"""The Jinja environment of all pages and fragments: autoescaped, in a language, with what templates need to ask."""

from collections.abc import Callable, Mapping
from datetime import UTC, tzinfo
from functools import cache, partial
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from jinja2 import BytecodeCache, Environment, FileSystemLoader, StrictUndefined
from jinja2.bccache import Bucket
from markupsafe import Markup, escape

from comments_service.discussion import marks, outcomes, page_people, thread_rules, topics
from comments_service.discussion.anchors import page_of
from comments_service.discussion.body import MAX_CHARACTERS
from comments_service.discussion.kinds import NAMES
from comments_service.discussion.long_branches import runs
from comments_service.discussion.react import REACTIONS
from comments_service.discussion.unnamed import shown_since
from comments_service.languages import ENGLISH, N_, Language, language
from comments_service.moderation.reasons import REASONS as REMOVAL_REASONS
from comments_service.people.authorship import wrote
from comments_service.people.roles import badges, may
from comments_service.subjects import subjects_of
from comments_service.web.desk.places import desk_of, places_of


class _Compiled(BytecodeCache):
    """What templates become, which is the same in every language: it is made once a process."""

    def __init__(self) -> None:
        self._kept: dict[str, Any] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self._kept.get(bucket.key)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._kept[bucket.key] = bucket.code


# The sections of the site, by the first part of their addresses.
SECTIONS: Final = {"news": N_("News"), "learning": N_("Learning"), "communities": N_("Communities")}
_COMPILED: Final = _Compiled()


@cache
def environment(*, base: str, site: str, code: str = ENGLISH, zone: tzinfo = UTC) -> Environment:
    """Return the environment: one for each base, since a template that is compiled once serves every application.

    Args:
        base: what the addresses of the service begin with: the path under which it is mounted, "" at the root, or all
            of its address where pages of other origins show what it renders.
        site: what the addresses of the site begin with.
        code: of the language that its pages speak.
        zone: in which times are told.
    """
    speaks = language(code)
    templates = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        bytecode_cache=_COMPILED,
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
        lstrip_blocks=True,
    )
    # A sentence of several lines is one line; what is put into it is escaped, and its own tags are not.
    templates.policies["ext.i18n.trimmed"] = True
    templates.install_gettext_callables(speaks.gettext, speaks.ngettext, newstyle=True)  # type: ignore[attr-defined]
    templates.filters |= {**_FILTERS, **_spoken(speaks, zone), "whole": partial(whole, site=site)}
    templates.globals |= {**_KNOWN, "language": speaks, "base": base, "site": site}
    return templates


def _spoken(speaks: Language, zone: tzinfo) -> Mapping[str, Callable[..., Any]]:
    """The filters that say something: days and times, shares, rows of things, and what Python has words for."""
    return {
        "moment": partial(speaks.moment, zone=zone),
        "day": speaks.day,
        "month": speaks.month,
        "weekday": speaks.weekday,
        "listed": speaks.listed,
        "said": speaks.say,
        "inner": speaks.inner,
        "percent": speaks.percent,
    }


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
    "mark_names": marks.NAMES,
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
_ABOUT_TOPICS: Final[Mapping[str, Any]] = {
    "is_topic": topics.is_topic,
    "is_board": topics.is_board,
    "title_of": topics.title_of,
    "text_of": topics.text_of,
    "replies_in": topics.replies_in,
    "last_in": topics.last_in,
    "most_in_a_title": topics.MOST_TITLE,
}
_KNOWN: Final[Mapping[str, Any]] = {
    "may": may,
    "wrote": wrote,
    "shown_since": shown_since,
    "desk_of": desk_of,
    "places_of": places_of,
    "opens": thread_rules.opens,
    "closes": thread_rules.closes,
    "closed": thread_rules.closed,
    "looks_after": page_people.looks_after,
    "may_here": page_people.may_here,
    "subjects_of": subjects_of,
    **_ABOUT_MARKS,
    **_ABOUT_TOPICS,
    "host_of": host_of,
    "page_of": page_of,
    "reaction_words": REACTIONS,
    "kind_words": NAMES,
    "section_words": SECTIONS,
    "runs": runs,
    "most_characters": MAX_CHARACTERS,
    "removal_reasons": REMOVAL_REASONS,
}
_FILTERS: Final[Mapping[str, Callable[..., Any]]] = {
    "sanitised": Markup,
    "badges": badges,
}
