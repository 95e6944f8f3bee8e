"""Saying what becomes of ideas, questions and rumours: who may, what each step needs, and what follows from it."""

import asyncio
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from comments_service.discussion import rendering
from comments_service.discussion.edit import CommentIsUnknown
from comments_service.discussion.lifecycle import MoveIsImpossible
from comments_service.discussion.outcomes import OUTCOME
from comments_service.discussion.sync_threads import sync_threads
from comments_service.moderation.marks.end import end_mark
from comments_service.moderation.outcomes.overview import standing
from comments_service.moderation.outcomes.take_step import Wanted, take_step
from comments_service.records import Comment, Mark, Person
from comments_service.refusals import FieldIsWrong, NotAllowed, SignInRequired
from comments_service.storage import cases, marks
from comments_service.web.templating import environment
from tests.support.company import AMAL, BEN, DANA, INES, PAGES, PRIYA, TOM, entry
from tests.support.talking import HELD_WORDS, Talk

pytestmark = pytest.mark.anyio
NOTE = "We look at it with the works council."


async def takes(talk: Talk, by: Person | None, said: Comment, step: str, before: str = "open", **more: Any) -> Mark:
    wanted = Wanted(step, before, more.pop("note", NOTE), **more)
    how: dict[str, Any] = {"ledger": talk.ledger, "rules": talk.rules, "new_id": talk.new_id}
    return await take_step(said.id, wanted, by=by, today=talk.now.date(), **how)


@pytest.fixture
async def wishes(talk: Talk) -> Talk:
    """With a page of ideas that Tom answers for."""
    await sync_threads([*PAGES, entry("wishes", kind="ideas", owner="tom")], archive=[], ledger=talk.ledger)
    return talk


@pytest.fixture
async def idea(wishes: Talk) -> Comment:
    return await wishes.says(AMAL, "Let us swap shifts by phone.", thread="wishes", kind="idea")


async def test_leaders_and_who_answers_for_the_page_take_an_idea_from_step_to_step(wishes: Talk, idea: Comment) -> None:
    for by, step, before in (
        (INES, "under-review", "open"),
        (TOM, "planned", "under-review"),
        (INES, "started", "planned"),
    ):
        wishes.later(minutes=1)
        await takes(wishes, by, idea, step, before)
    # The same form sent twice is one step.
    once = await takes(wishes, INES, idea, "started", "planned")

    shown = await standing(idea.id, by=TOM)
    assert (shown.step, list(shown.can)) == ("started", ["done", "planned", "declined", "duplicate"])
    assert [(one.facts["before"], one.facts["step"], one.by_name) for one in shown.taken] == [
        ("open", "under-review", "Ines Okafor"),
        ("under-review", "planned", "Tom de Vries"),
        ("planned", "started", "Ines Okafor"),
    ]
    assert shown.taken[-1].id == once.id
    recorded = [one.facts for one in await wishes.events_of(idea) if one.facts.get("mark") == OUTCOME]
    assert recorded[1] == {"mark": OUTCOME, "before": "under-review", "step": "planned"}
    # Nobody takes a step off as if it had never been: there is a way back, in the table.
    with pytest.raises(FieldIsWrong):
        await end_mark(idea.id, OUTCOME, by=INES, ledger=wishes.ledger)


async def test_nobody_else_does_and_nothing_is_kept_of_what_is_wrong(wishes: Talk, idea: Comment) -> None:
    for by, refusal in ((None, SignInRequired), (AMAL, NotAllowed), (DANA, NotAllowed), (PRIYA, NotAllowed)):
        with pytest.raises(refusal):
            await takes(wishes, by, idea, "under-review")
    other = await wishes.says(BEN, "A bench at the gate.", thread="wishes", kind="idea")
    for field, step, more in (
        ("note", "under-review", {"note": " "}),
        ("note", "under-review", {"note": "a" * 501}),
        ("note", "under-review", {"note": HELD_WORDS}),
        ("reason", "declined", {}),
        ("reason", "declined", {"reason": "because"}),
        ("of", "duplicate", {}),
        ("of", "duplicate", {"of": str(idea.id)}),
        ("of", "duplicate", {"of": str((await wishes.says(BEN)).id)}),
        ("before", "under-review", {"before": "nowhere"}),
    ):
        with pytest.raises(FieldIsWrong) as wrong:
            await takes(wishes, INES, idea, step, **more)
        assert wrong.value.field == field
    with pytest.raises(MoveIsImpossible, match="What can follow: under-review, declined, duplicate"):
        await takes(wishes, INES, idea, "done")
    plain = await wishes.says(BEN, thread="wishes", kind="comment")
    with pytest.raises(MoveIsImpossible):
        await takes(wishes, INES, plain, "under-review")
    with pytest.raises(CommentIsUnknown):
        await standing(wishes.new_id(), by=INES)
    assert await marks.ever_in_thread("wishes", OUTCOME) == []

    await takes(wishes, INES, idea, "duplicate", of=str(other.id))
    # Two that are the same as each other would lead nowhere.
    with pytest.raises(FieldIsWrong, match="joined with another itself"):
        await takes(wishes, INES, other, "duplicate", of=str(idea.id))
    await wishes.decides(DANA, other, "hide")
    with pytest.raises(MoveIsImpossible):
        await takes(wishes, INES, other, "under-review")


async def test_of_two_at_once_one_is_told_what_the_other_did(wishes: Talk, idea: Comment) -> None:
    async def tries(by: Person, step: str, **more: str) -> str:
        try:
            return str((await takes(wishes, by, idea, step, **more)).facts["step"])
        except MoveIsImpossible as refusal:
            return refusal.message

    told = await asyncio.gather(tries(INES, "under-review"), tries(TOM, "declined", reason="not-now"))
    late = next(one for one in told if "meanwhile" in one)
    assert late.startswith(("Ines Okafor has set it to “Under review”", "Tom de Vries has set it to “Declined”"))
    assert len(await marks.ever_in_thread("wishes", OUTCOME)) == 1


async def open_questions() -> list[tuple[UUID, date]]:
    waiting = [case for one in await cases.with_open("rota", kind="question") for case in await cases.all_open_of(one)]
    return [(case.comment_id, case.due.date()) for case in waiting if case.kind == "question"]


async def test_a_question_that_is_declined_joined_or_a_rumour_that_is_checked_waits_for_nobody(wishes: Talk) -> None:
    asked = [await wishes.says(AMAL, words, kind="question") for words in ("When?", "From when?", "Is it true?")]
    by: dict[str, Any] = {"by": DANA, "talk": wishes}
    await takes(said=asked[0], step="declined", reason="not-ours-to-say", **by)
    await takes(said=asked[1], step="merged", of=str(asked[2].id), **by)
    assert [one for one, _ in await open_questions()] == [asked[2].id]

    # Replies do not settle a rumour; an outcome does. Until its day comes it waits, and its day is when it is due.
    await takes(said=asked[2], step="checking", **by)
    await wishes.says(INES, "I ask around.", to=asked[2])
    assert [one for one, _ in await open_questions()] == [asked[2].id]
    await takes(said=asked[2], step="unsaid", before="checking", until="2026-12-01", **by)
    assert await open_questions() == [(asked[2].id, date(2026, 12, 1))]
    for until in ("2026-11-22", "2028-01-01", "soon"):
        with pytest.raises(FieldIsWrong):
            await takes(said=asked[2], step="unsaid", before="unsaid", until=until, **by)
    await takes(said=asked[2], step="partly", before="unsaid", **by)
    assert await open_questions() == []
    # And what was declined can be opened again: what was said before was no answer.
    await wishes.says(INES, "It is not for me to say.", to=asked[0])
    wishes.later(minutes=1)
    await takes(said=asked[0], step="open", before="declined", **by)
    assert [one for one, _ in await open_questions()] == [asked[0].id]


async def test_readers_choose_by_what_became_of_it_and_a_day_that_passes_opens_it_again(wishes: Talk) -> None:
    said = {
        name: await wishes.says(AMAL, f"About {name}.", thread="rota", kind="question")
        for name in ("nothing", "later", "declined", "answered")
    }
    await takes(wishes, DANA, said["later"], "later", until="2026-11-24")
    await takes(wishes, DANA, said["declined"], "declined", reason="not-now")
    await wishes.says(INES, "It is the 12th.", to=said["answered"])

    async def chosen(only: str) -> list[str]:
        thread = await rendering.thread("rota")
        assert thread
        page = await rendering.page_of(thread, sort="oldest", after=None, size=20, now=wishes.now, only=only)
        names = {one.id: name for name, one in said.items()}
        return [names[node.spoken.comment.id] for node in page.nodes]

    assert await chosen("under-way") == ["later"]
    assert await chosen("settled") == ["declined"]
    wishes.later(days=2)
    assert await chosen("under-way") == []
    assert await chosen("open") == ["nothing", "later", "answered"]


async def test_c1_7_a_rumour_that_was_put_off_is_open_again_when_its_day_has_passed(wishes: Talk) -> None:
    heard = await wishes.says(AMAL, "The canteen closes, I hear.", kind="question")
    await takes(wishes, DANA, heard, "checking")
    await takes(wishes, DANA, heard, "unsaid", before="checking", until="2026-12-01", note="Others hear it first.")
    templates = environment(base="", site="")

    async def shown() -> str:
        thread = await rendering.thread("rota")
        assert thread
        page = await rendering.page_of(thread, sort="oldest", after=None, size=20, now=wishes.now, only="")
        return rendering.fragment(page, templates=templates)

    assert "We cannot say yet, until 1 December 2026." in await shown()
    assert "An answer was due" not in await shown()
    wishes.later(days=9)
    assert "An answer was due 1 December 2026." in await shown()
    (case,) = [one for one in await cases.all_open_of(heard.id) if one.kind == "question"]
    assert case.due < wishes.now
    await takes(wishes, DANA, heard, "not-true", before="unsaid", note="It closes for the floor, in August.")
    assert "An answer was due" not in await shown()
    assert [one for one in await cases.all_open_of(heard.id) if one.kind == "question"] == []
