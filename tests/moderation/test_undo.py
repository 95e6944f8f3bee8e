"""Undoing: silently while nobody was told, afterwards as a decision that its author sees; nothing between is lost."""

import pytest

from comments_service.discussion.lifecycle import MoveIsImpossible
from comments_service.discussion.told import told
from comments_service.storage import cases, decisions, sealed_cases
from tests.support.company import AMAL, BEN, DANA, ELI
from tests.support.talking import HELD_WORDS, Talk

pytestmark = pytest.mark.anyio

WORDS = {"reason": "hurtful", "to": "legal", "note": "Please look."}


@pytest.mark.parametrize("action", ["approve", "remove", "return", "escalate"])
async def test_within_ten_seconds_it_leaves_no_trace_for_the_author(talk: Talk, action: str) -> None:
    said = await talk.says(AMAL, HELD_WORDS)
    (before,) = await cases.open_of(said.id)
    talk.later(minutes=1)
    await talk.decides(DANA, said, action, **WORDS)
    talk.later(seconds=9.9)
    await talk.decides(ELI, said, "undo")
    talk.later(days=1)
    made = await decisions.of_comment(said.id)

    assert [(one.action, one.silent) for one in made] == [(action, True), ("undo", True)]
    assert told(made, now=talk.now) == []
    assert await cases.open_of(said.id) == [before]
    assert (await talk.now_of(said)).state == "held"
    assert await sealed_cases.open_of(said.id) == []


@pytest.mark.parametrize("action", ["approve", "remove", "return"])
async def test_later_it_is_a_decision_that_the_author_sees(talk: Talk, action: str) -> None:
    said = await talk.says(AMAL, HELD_WORDS)
    (before,) = await cases.open_of(said.id)
    talk.later(minutes=1)
    await talk.decides(DANA, said, action, **WORDS)
    talk.later(seconds=10)
    await talk.decides(DANA, said, "undo")
    talk.later(seconds=10)
    made = await decisions.of_comment(said.id)

    assert [one.action for one in told(made, now=talk.now)] == [action, "undo"]
    assert await cases.open_of(said.id) == [before]


async def test_undoing_a_return_ends_the_authors_turn(talk: Talk) -> None:
    said = await talk.says(AMAL)
    await talk.decides(DANA, said, "hide")
    talk.later(minutes=1)
    await talk.decides(DANA, said, "return", reason="hurtful")
    assert [case.waits_for for case in await cases.open_of(said.id)] == ["author"]
    talk.later(minutes=1)
    await talk.decides(DANA, said, "undo")

    assert await cases.open_of(said.id) == [], "it was in no queue before"


async def test_what_waited_for_its_author_does_so_again_when_the_next_decision_is_undone(talk: Talk) -> None:
    said = await talk.says(AMAL, HELD_WORDS)
    await talk.decides(DANA, said, "return", reason="confidential")
    talk.later(minutes=1)
    await talk.decides(ELI, said, "approve")
    talk.later(minutes=1)
    await talk.decides(ELI, said, "undo")

    assert [case.waits_for for case in await cases.open_of(said.id)] == ["author"]


async def test_a_return_is_not_undone_past_the_authors_edit(talk: Talk) -> None:
    said = await talk.says(AMAL, HELD_WORDS)
    await talk.decides(DANA, said, "return", reason="confidential")
    talk.later(minutes=1)
    await talk.edits(AMAL, said, "Better words.")

    with pytest.raises(MoveIsImpossible):
        await talk.decides(DANA, said, "undo")


async def test_a_report_that_came_meanwhile_is_still_there_after_an_undo(talk: Talk) -> None:
    said = await talk.says(AMAL, "First words.")
    await talk.edits(AMAL, said, HELD_WORDS)
    talk.later(minutes=1)
    await talk.decides(DANA, said, "return", reason="confidential")
    talk.later(minutes=1)
    await talk.reports(BEN, said)
    talk.later(minutes=1)
    await talk.decides(DANA, said, "undo")

    assert [(case.kind, case.waits_for) for case in await cases.open_of(said.id)] == [("edit", None), ("report", None)]


async def test_what_a_role_has_answered_cannot_be_unasked(talk: Talk) -> None:
    said = await talk.says(AMAL, HELD_WORDS)
    await talk.decides(DANA, said, "escalate", to="legal", note="Is this a threat?")
    (case,) = await sealed_cases.open_of(said.id)
    await sealed_cases.close(case.id, by_id=BEN.id, told="No.", now=talk.later(minutes=5))

    with pytest.raises(MoveIsImpossible):
        await talk.decides(DANA, said, "undo")
