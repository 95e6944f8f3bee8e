"""Whether the headings of a text are in order, as whoever moves from heading to heading hears them.

Called by page_checks. The page's title is the only heading of the first level, so a text begins with the second.
"""

import re
from collections.abc import Iterator

from plugins.body_links import without_code
from plugins.problems import Problem
from plugins.source_file import SourceFile

_HEADING = re.compile(
    r"^(?P<marks>#{1,6})[^#\n]|^[^\n]*\S[^\n]*\n(?P<rule>=+|-+)[ ]*$|<h(?P<level>[1-6])\b", re.MULTILINE | re.IGNORECASE
)


def check_headings(source: SourceFile, file: str) -> list[Problem]:
    """Headings that skip a level, or that stand where the title does."""
    found: list[Problem] = []
    above = 1
    for line, level in _levels(source):
        if level == 1:
            message = "a heading of the first level is the page's title alone. Allowed: ## Heading, or deeper."
            found.append(Problem(file, line, "", message, rule="heading-order"))
        elif level > above + 1:
            message = f"a heading of level {level} follows one of level {above}. Allowed: {'#' * (above + 1)} Heading."
            found.append(Problem(file, line, "", message, rule="heading-order"))
        above = max(level, 1)
    return found


def _levels(source: SourceFile) -> Iterator[tuple[int, int]]:
    """The line and the level of each heading."""
    text = without_code(source.body)
    for match in _HEADING.finditer(text):
        line = source.body_line + text.count("\n", 0, match.start())
        if match["marks"]:
            yield line, len(match["marks"])
        elif match["rule"]:
            yield line, 1 if match["rule"].startswith("=") else 2
        else:
            yield line, int(match["level"])
