"""Says in a text's tables what names each row, for those to whom a cell is read by itself.

Loaded by Pelican. Markdown knows headings of columns only; where the corner of a table is empty, the first cell of each
row is its heading (HTML, section 4.9.10), and the empty corner is none.
"""

import re
from typing import Any

from pelican.plugins import signals

from plugins.site_contents import every_page

_TABLE = re.compile(
    r"(?P<head><table\b[^>]*>\s*<thead>\s*<tr>\s*)<th\b[^>]*></th>(?P<rest>.*?</thead>)(?P<rows>.*?</table>)", re.DOTALL
)
_OF_A_COLUMN = re.compile(r"<th\b(?![^>]*\bscope=)")
_FIRST = re.compile(r"(<tr>\s*)<td\b([^>]*)>(.*?)</td>", re.DOTALL)


def with_row_headings(html: str) -> str:
    """The text with a heading for each row of the tables that have an empty corner."""
    return _TABLE.sub(_named, html)


def _named(table: re.Match[str]) -> str:
    rows = _FIRST.sub(r'\1<th scope="row"\2>\3</th>', table["rows"])
    # Where some headings say of what, all of them do: technique H63 of WCAG.
    columns = _OF_A_COLUMN.sub('<th scope="col"', table["rest"])
    return f"{table['head']}<td></td>{columns}{rows}"


def name_rows(generators: list[Any]) -> None:
    for page in every_page(generators):
        page._content = with_row_headings(page._content or "")  # noqa: SLF001 - Pelican has no other door to a page's text


def register() -> None:
    signals.all_generators_finalized.connect(name_rows)
