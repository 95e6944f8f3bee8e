"""Corrections to a page: they wait for who answers for it, are accepted in their words, or declined with a reply."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest

from comments_service.discussion.attention import CORRECTION as WAITS
from comments_service.discussion.body import BodyIsEmpty
from comments_service.discussion.deadlines import USUAL
from comments_service.discussion.lifecycle import MoveIsImpossible
from comments_service.discussion.marks import CORRECTION
from comments_service.discussion.post import Posted
from comments_service.moderation.corrections.accept import LONGEST, accept
from comments_service.moderation.corrections.decline import decline
from comments_service.moderation.corrections.overview import correction, overview
from comments_service.moderation.corrections.patch import Place, line_of, patch_of, record_of
from comments_service.moderation.marks.end import end_mark
from comments_service.moderation.marks.putting import on
from comments_service.moderation.settle_case import settle_case
from comments_service.records import Comment, Mark, Person
from comments_service.refusals import FieldIsWrong, NotAllowed, SignInRequired
from comments_service.storage import attention, connection
from tests.support.company import AMAL, BEN, DANA, INES, NOOR, PRIYA, TOM
from tests.support.talking import ADVISED_WORDS, HELD_WORDS, Talk, everything

pytestmark = pytest.mark.anyio
PAGE = "answered"  # Tom owns it, and Ben answers there
RIGHT = "It begins on 12 May, not on 2 May."


async def accepts(talk: Talk, by: Person | None, said: Comment, text: str = RIGHT) -> Mark:
    how: dict[str, Any] = {"ledger": talk.ledger, "rules": talk.rules, "new_id": talk.new_id}
    return await accept(said.id, text, by=by, today=talk.now.date(), **how)


async def declines(
    talk: Talk, by: Person | None, said: Comment, body: str = "It is the 2nd in Leeds.", *, id: UUID | None = None
) -> Posted:
    how: dict[str, Any] = {"ledger": talk.ledger, "rules": talk.rules, "new_id": talk.new_id, "deadlines": USUAL}
    about: dict[str, Any] = {"ask_review": False, "site_host": "news.example", "now": talk.now}
    return await decline(said.id, id or talk.new_id(), body, by=by, **how, **about)


async def takes_back(talk: Talk, by: Person, said: Comment) -> None:
    await end_mark(said.id, CORRECTION, by=by, ledger=talk.ledger)


async def waits(said: Comment) -> bool:
    case = (await attention.latest_cases(said.id, kinds=[WAITS])).get(WAITS)
    return case is not None and case.closed is None


@pytest.fixture
async def said(talk: Talk) -> Comment:
    return await talk.says(AMAL, "It says 2 May. It is 12 May.", thread=PAGE, kind="correction")


async def test_it_waits_for_who_answers_for_the_page_until_one_of_them_accepts_it(talk: Talk, said: Comment) -> None:
    assert await waits(said)
    for by in (TOM, BEN, DANA):
        assert [one.spoken.comment.id for one in (await overview(by)).waiting] == [said.id]
        mark = await accepts(talk, by, said)
        assert await accepts(talk, by, said) == mark
        assert not await waits(said)
        (decided,) = (await overview(by)).decided
        assert decided.line == f"Updates: 2026-11-23 | correction | {RIGHT} | Amal H."
        await takes_back(talk, by, said)
        assert await waits(said)

    for by in (AMAL, PRIYA, INES, NOOR):
        shown = await overview(by)
        assert (list(shown.waiting), list(shown.decided)) == ([], [])


async def test_declining_needs_a_reply_and_both_are_one_thing(talk: Talk, said: Comment) -> None:
    before = await everything()
    with pytest.raises(BodyIsEmpty):
        await declines(talk, TOM, said, "  ")
    assert await everything() == before

    reply = talk.new_id()
    posted = await declines(talk, TOM, said, id=reply)
    again = await declines(talk, TOM, said, id=reply)

    assert (posted.is_new, again.is_new, posted.spoken.comment.parent_id) == (True, False, said.id)
    mark = await on(said.id, CORRECTION)
    assert mark
    assert (mark.facts, mark.by_name) == ({"outcome": "declined", "reply": str(reply)}, "Tom de Vries")
    assert not await waits(said)
    told = [event.facts for event in await talk.events_of(said) if event.kind == "comment.marked"]
    assert told == [{"mark": "correction", "outcome": "declined"}]


Deed = Callable[[Talk, Person | None, Comment], Any]


@pytest.mark.parametrize("deed", [accepts, declines])
async def test_nobody_else_decides_about_it_nor_whoever_said_it(talk: Talk, said: Comment, deed: Deed) -> None:
    own = await talk.says(TOM, "The page is wrong about Hull.", thread=PAGE, kind="correction")
    plain = await talk.says(AMAL, "A comment is none.", thread=PAGE)
    elsewhere = await talk.says(AMAL, "The rota is wrong.", kind="correction")
    gone = await talk.says(AMAL, "I was wrong.", thread=PAGE, kind="correction")
    await talk.withdraws(AMAL, gone)
    before = await everything()

    for by, about, refusal in (
        *((by, said, NotAllowed) for by in (AMAL, PRIYA, INES, NOOR)),
        (None, said, SignInRequired),
        (TOM, own, NotAllowed),
        (TOM, elsewhere, NotAllowed),
        (TOM, plain, MoveIsImpossible),
        (TOM, gone, MoveIsImpossible),
    ):
        with pytest.raises(refusal):
            await deed(talk, by, about)
    with pytest.raises(FieldIsWrong):
        await settle_case(said.id, WAITS, by=DANA, ledger=talk.ledger)
    assert await everything() == before


async def test_whoever_comes_second_is_told_who_decided_and_changes_nothing(talk: Talk, said: Comment) -> None:
    await accepts(talk, TOM, said)
    before = await everything()

    for second in (lambda: accepts(talk, DANA, said, "It begins later."), lambda: declines(talk, DANA, said)):
        with pytest.raises(MoveIsImpossible, match="Tom de Vries has accepted it"):
            await second()
    assert await everything() == before

    await takes_back(talk, DANA, said)
    await declines(talk, DANA, said)
    with pytest.raises(MoveIsImpossible, match="Dana Reyes has declined it"):
        await accepts(talk, TOM, said)


@pytest.mark.parametrize(
    "text", [" ", "a" * (LONGEST + 1), "one | two", "one\ntwo", "one\u2028two", HELD_WORDS, ADVISED_WORDS]
)
async def test_what_cannot_stand_in_one_line_for_everybody_is_refused(talk: Talk, said: Comment, text: str) -> None:
    before = await everything()

    with pytest.raises(FieldIsWrong) as refused:
        await accepts(talk, TOM, said, text)

    assert refused.value.field == "text"
    assert await everything() == before


async def test_a_correction_answers_nobody_and_what_waits_is_not_there_before_it_is_public(talk: Talk) -> None:
    with pytest.raises(FieldIsWrong):
        await talk.says(BEN, "Wrong.", thread=PAGE, kind="correction", to=await talk.says(AMAL, thread=PAGE))
    held = await talk.says(AMAL, f"Wrong, {HELD_WORDS}", thread=PAGE, kind="correction")
    assert not await waits(held)
    await talk.decides(DANA, held, "approve")
    assert await waits(held)
    await talk.decides(DANA, held, "remove", reason="off-topic")
    assert not await waits(held)


async def test_the_queue_has_it_among_what_waits_for_an_answer_due_as_that_is(talk: Talk, said: Comment) -> None:
    (row,) = await connection.fetch(
        "SELECT queue, due FROM moderation_case WHERE comment_id = ? AND kind = 'correction'", said.id
    )

    assert row["queue"] == "questions"
    assert str(row["due"]).startswith(str(USUAL.due("question", talk.now).date()))


async def test_who_left_their_name_out_is_not_thanked_by_any_and_a_patch_says_where_it_goes(
    talk: Talk, said: Comment
) -> None:
    mark = await accepts(talk, TOM, said)
    place = Place("content/news/a.md", 7, (), ("", "Words."), goes_on=True)

    named, unnamed = record_of(mark, AMAL), record_of(mark, replace(AMAL, unnamed=True))

    assert unnamed == named.removesuffix(" | Amal H.") == f"2026-11-23 | correction | {RIGHT}"
    assert line_of(named, place) == f"    {named}"
    assert patch_of(named, place) == (
        f"--- a/content/news/a.md\n+++ b/content/news/a.md\n@@ -7,2 +7,3 @@\n+    {named}\n \n Words.\n"
    )
    # Of a page whose source nobody told of, there is the line alone.
    assert (await correction(said.id, by=TOM)).patch == ""
