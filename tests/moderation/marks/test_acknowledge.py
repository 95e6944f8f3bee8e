"""Acknowledging a question names a person and a day; the day that is over is overdue by itself."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comments_service.discussion.lifecycle import MoveIsImpossible
from comments_service.discussion.marks import is_overdue
from comments_service.records import Mark
from comments_service.refusals import FieldIsWrong
from tests.moderation.marks.conftest import Marker, on
from tests.support.company import AMAL, DANA, INES, NOON

pytestmark = pytest.mark.anyio


async def test_it_names_who_finds_out_and_by_when(marker: Marker) -> None:
    question = await marker.talk.says(AMAL, kind="question")

    mark = await marker.acknowledges(DANA, question, owner=" Ines ", due="2026-11-26")

    assert (mark.named_id, mark.named, mark.facts) == (INES.id, "Ines Okafor", {"due": "2026-11-26"})
    assert await on(question) == {"acknowledged": mark}


async def test_saying_it_anew_changes_it(marker: Marker) -> None:
    question = await marker.talk.says(AMAL, kind="question")
    await marker.acknowledges(DANA, question, owner="ines", due="2026-11-26")

    second = await marker.acknowledges(DANA, question, owner="priya", due="2026-11-27")

    assert await on(question) == {"acknowledged": second}
    assert second.named == "Priya Shah"


async def test_only_a_question_is_acknowledged(marker: Marker) -> None:
    with pytest.raises(MoveIsImpossible, match="question"):
        await marker.acknowledges(DANA, await marker.talk.says(AMAL))


@pytest.mark.parametrize(
    ("owner", "due", "field"),
    [
        ("", "2026-11-26", "owner"),
        ("nobody", "2026-11-26", "owner"),
        ("\x00", "2026-11-26", "owner"),
        ("ines", "", "due"),
        ("ines", "Thursday", "due"),
        ("ines", "2026-11-31", "due"),
        ("ines", "2026-11-22", "due"),
        ("ines", "2028-11-26", "due"),
    ],
)
async def test_nobody_and_no_such_day_are_refused(marker: Marker, owner: str, due: str, field: str) -> None:
    question = await marker.talk.says(AMAL, kind="question")

    with pytest.raises(FieldIsWrong) as refused:
        await marker.acknowledges(DANA, question, owner, due)

    assert refused.value.field == field


@given(st.dates(), st.dates())
def test_it_is_overdue_once_its_day_is_over_and_not_before(day: date, today: date) -> None:
    mark = Mark(AMAL.id, AMAL.id, "acknowledged", {"due": day.isoformat()}, DANA.id, DANA.name, NOON)

    assert is_overdue(mark, today=today) == (today > day)
