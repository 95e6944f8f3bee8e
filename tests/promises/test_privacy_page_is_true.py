"""The privacy page, which is written, and the service, which is set, say the same; and the page says where to look."""

import re
from pathlib import Path

from comments_service.privacy.notice import SEEN

PAGE = (Path(__file__).resolve().parents[2] / "content/pages/privacy.md").read_text(encoding="utf-8")


def test_who_sees_what_is_said_as_the_table_of_roles_has_it() -> None:
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in PAGE.splitlines() if line.startswith("|")]
    head, _, *said = rows
    known = {one.what: one for one in SEEN}

    assert head == ["", "Everybody", "You", "Facilitators", "Your manager"]
    for what, everybody, you, facilitators, manager in said:
        sight = known[what]
        facts = (sight.everybody, sight.you, sight.everybody or "facilitators" in sight.roles, sight.everybody)
        assert (everybody == "Yes", you == "Yes", facilitators == "Yes", manager == "As everybody") == facts, what


def test_periods_stand_where_they_are_set_and_the_page_leads_there() -> None:
    """A number of days that somebody wrote would be wrong as soon as somebody sets another."""
    assert re.findall(r"\b\d+ (?:days?|months?|years?)\b", PAGE) == []
    assert "](/privacy/now)" in PAGE
    assert "](/me/export)" in PAGE
