"""What `inv new` wrote for its author to replace, and is still there. Called by `inv check`, never by a build."""

from collections.abc import Iterator
from functools import cache

from plugins.content_index import Entry, Site
from plugins.problems import Problem
from tools.page_kinds import KINDS, SUMMARY

_SAY_IT = "is what `inv new` wrote for you to replace. Allowed: your own words, or nothing."


def check_unfilled(site: Site) -> list[Problem]:
    """A warning for each line and each summary of a page that nobody has replaced."""
    return [problem for entry in site.entries for problem in _unfilled(entry)]


def _unfilled(entry: Entry) -> Iterator[Problem]:
    if entry.source.text("summary") == SUMMARY:
        line = entry.source.line_of("summary")
        yield Problem(entry.file, line, "Summary", f'"{SUMMARY}" {_SAY_IT}', level="warning", rule="unfilled")
    for number, text in enumerate(entry.source.body.split("\n"), entry.source.body_line):
        if text.strip() in blanks():
            yield Problem(entry.file, number, "", f'"{text.strip()}" {_SAY_IT}', level="warning", rule="unfilled")


@cache
def blanks() -> frozenset[str]:
    """The lines of the templates that stand for something; headings stay."""
    lines = (line.strip() for kind in KINDS.values() for line in kind.body.split("\n"))
    return frozenset(line for line in lines if line and not line.startswith("#"))
