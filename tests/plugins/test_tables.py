"""Tables in texts: each cell belongs to a column and a row that have names."""

import markdown
import pytest

from plugins.tables import with_row_headings

NAMED = "| | Until May | From May |\n|---|---|:-:|\n| Nights | 5 | 4 |\n| **Rest** days | 2 | 4 |"


def made(text: str) -> str:
    return markdown.markdown(text, extensions=["extra"], output_format="html")


def test_where_the_corner_is_empty_the_first_cell_names_its_row() -> None:
    html = with_row_headings(made(NAMED) + made(NAMED))

    assert html.count('<thead>\n<tr>\n<td></td>\n<th scope="col">Until May</th>') == 2
    assert html.count('<th scope="row">Nights</th>\n<td>5</td>') == 2
    assert html.count('<th scope="row"><strong>Rest</strong> days</th>\n<td>2</td>') == 2
    assert with_row_headings(html) == html


@pytest.mark.parametrize("text", ["| A | B |\n|---|---|\n| 1 | 2 |", "No table.\n\n- <th></th>"])
def test_what_has_no_empty_corner_is_left_alone(text: str) -> None:
    assert with_row_headings(made(text)) == made(text)
