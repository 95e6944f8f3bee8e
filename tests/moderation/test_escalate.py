"""Escalating to a role: a sealed case with a copy of the words; nothing changes for readers."""

import asyncio

import pytest

from comments_service.moderation.decide import DecidedMeanwhile
from comments_service.refusals import FieldIsWrong
from comments_service.storage import cases, sealed_cases
from tests.support.company import AMAL, BEN, DANA, ELI
from tests.support.talking import HELD_WORDS, Talk, everything, words_anywhere

pytestmark = pytest.mark.anyio

WHY = {"to": "legal", "note": "Is this about the contract?"}


@pytest.mark.parametrize("state", ["held", "published", "hidden", "removed"])
async def test_the_role_gets_a_copy_and_the_comment_stays_as_it_is(talk: Talk, state: str) -> None:
    said = await talk.says(AMAL, HELD_WORDS if state == "held" else "The new rota works for us.")
    if state in ("hidden", "removed"):
        await talk.decides(DANA, said, "hide" if state == "hidden" else "remove", reason="hurtful")
    before = await talk.words_of(said)
    talk.later(minutes=1)
    decided = await talk.decides(DANA, said, "escalate", **WHY)

    assert decided.comment.state == state
    assert await talk.words_of(said) == before
    (case,) = await sealed_cases.open_of(said.id)
    assert (case.role, case.why, case.body, case.by_name, case.opened) == (
        "legal", WHY["note"], before[1], "Dana Reyes", talk.now,
    )  # fmt: skip
    assert [one.waits_for for one in await cases.open_of(said.id)] == ([] if state == "removed" else ["legal"])


async def test_why_stands_in_the_sealed_case_alone(talk: Talk) -> None:
    said = await talk.says(AMAL, HELD_WORDS)
    decided = await talk.decides(DANA, said, "escalate", **WHY)

    assert decided.decision.note == ""
    assert await words_anywhere(WHY["note"]) == ["sealed_case.why"]
    assert (await talk.events_of(said))[-1].facts["to"] == "legal"


async def test_the_copy_stays_when_the_comment_changes(talk: Talk) -> None:
    said = await talk.says(AMAL, HELD_WORDS)
    await talk.decides(DANA, said, "escalate", **WHY)
    await talk.edits(AMAL, said, "I never said that.")

    (case,) = await sealed_cases.open_of(said.id)
    assert case.body == HELD_WORDS


@pytest.mark.parametrize(
    ("about", "field"),
    [
        ({"note": "Why."}, "to"),
        ({"to": "boss", "note": "Why."}, "to"),
        ({"to": "author", "note": "Why."}, "to"),
        ({"to": "legal"}, "note"),
        ({"to": "legal", "note": "  "}, "note"),
    ],
)
async def test_it_says_to_whom_and_why(talk: Talk, about: dict[str, str], field: str) -> None:
    said = await talk.says(AMAL, HELD_WORDS)
    before = await everything()

    with pytest.raises(FieldIsWrong) as refused:
        await talk.decides(DANA, said, "escalate", **about)
    assert refused.value.field == field
    assert await everything() == before


async def test_a_role_is_asked_once_at_a_time_and_two_roles_may_be(talk: Talk) -> None:
    said = await talk.says(AMAL, HELD_WORDS)
    await talk.decides(DANA, said, "escalate", **WHY)
    with pytest.raises(FieldIsWrong):
        await talk.decides(ELI, said, "escalate", to="legal", note="Me too.")
    talk.later(minutes=1)
    await talk.decides(ELI, said, "escalate", to="hr", note="And you?")
    first, second = await sealed_cases.open_of(said.id)

    assert (first.role, second.role) == ("legal", "hr")
    assert [one.waits_for for one in await cases.open_of(said.id)] == ["hr"]


async def test_sent_twice_it_is_one_case(talk: Talk) -> None:
    said = await talk.says(AMAL, HELD_WORDS)
    ends = await asyncio.gather(*(talk.decides(DANA, said, "escalate", version=1, **WHY) for _ in range(3)))

    assert sorted(end.is_new for end in ends) == [False, False, True]
    assert len(await sealed_cases.open_of(said.id)) == 1
    with pytest.raises(DecidedMeanwhile):
        await talk.decides(DANA, said, "escalate", version=1, to="hr", note="Why.")


async def test_undoing_one_of_two_leaves_it_with_the_other(talk: Talk) -> None:
    said = await talk.says(AMAL, HELD_WORDS)
    await talk.decides(DANA, said, "escalate", **WHY)
    talk.later(minutes=1)
    await talk.decides(ELI, said, "escalate", to="hr", note="And you?")
    talk.later(minutes=1)
    await talk.decides(ELI, said, "undo")

    assert [one.role for one in await sealed_cases.open_of(said.id)] == ["legal"]
    assert [one.waits_for for one in await cases.open_of(said.id)] == ["legal"]
    kept = (await sealed_cases.of_comments([said.id]))[said.id]
    assert [one.told for one in kept] == ["", "Eli Brandt took this back."]


async def test_facilitators_may_decide_while_a_role_is_asked(talk: Talk) -> None:
    said = await talk.says(AMAL, HELD_WORDS)
    await talk.decides(DANA, said, "escalate", **WHY)
    talk.later(minutes=1)
    await talk.decides(ELI, said, "remove", reason="hurtful")

    assert await cases.open_of(said.id) == []
    assert len(await sealed_cases.open_of(said.id)) == 1


async def test_a_report_of_what_a_role_is_asked_about_reaches_the_desk(talk: Talk) -> None:
    said = await talk.says(AMAL)
    await talk.decides(DANA, said, "escalate", **WHY)
    talk.later(minutes=1)
    await talk.reports(BEN, said)

    assert [(one.kind, one.waits_for) for one in await cases.open_of(said.id)] == [
        ("report", "legal"),
        ("report", None),
    ]
