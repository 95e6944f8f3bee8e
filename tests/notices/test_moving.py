"""Whoever shares a question or an idea, by a reaction, is told when it moves: once for each answer. Nobody learns."""

from typing import Any

import pytest

from comments_service.discussion.deadlines import USUAL
from comments_service.discussion.post import Draft
from comments_service.discussion.react import react, take_back
from comments_service.discussion.solve import solve
from comments_service.discussion.sync_threads import sync_threads
from comments_service.moderation.marks.acknowledge import acknowledge
from comments_service.moderation.marks.endorse import endorse
from comments_service.moderation.outcomes.take_step import Wanted, take_step
from comments_service.moderation.responses.respond import respond
from comments_service.notices.deliver import Delivery
from comments_service.notices.stopping import wish
from comments_service.records import Comment, Person
from comments_service.storage import mailboxes
from tests.notices.test_deliver import arrived
from tests.support.company import AMAL, BEN, DANA, ELI, INES, PAGES, PRIYA, TOM, entry
from tests.support.post import Letterbox
from tests.support.talking import HELD_WORDS, Talk

pytestmark = pytest.mark.anyio
ANSWERED = "A question that you share has an answer: Rota"


def box_of(mails: list[tuple[str, str]], person: Person) -> list[str]:
    return [subject for to, subject in mails if to == f"{person.handle}@example.com"]


async def shares(talk: Talk, by: Person, said: Comment, name: str = "same-here") -> None:
    await mailboxes.put_address(by.id, f"{by.handle}@example.com")
    await react(said.id, name, by=by, ledger=talk.ledger, now=talk.now)


async def answers_officially(talk: Talk, said: Comment, body: str = "It is the 12th.") -> Comment:
    how: dict[str, Any] = {"ledger": talk.ledger, "rules": talk.rules, "deadlines": USUAL, "new_id": talk.new_id}
    draft = Draft(talk.new_id(), said.thread_uid, body, said.id)
    return (await respond(draft, by=INES, site_host="news.example", now=talk.now, **how)).spoken.comment


@pytest.fixture
async def question(mailed: Talk) -> Comment:
    return await mailed.says(AMAL, "When does it begin?", kind="question")


async def test_each_answer_is_told_once_to_those_who_share_the_question_but_not_to_who_gave_it(
    mailed: Talk, delivery: Delivery, box: Letterbox, question: Comment
) -> None:
    for by in (BEN, INES, PRIYA):
        await shares(mailed, by, question)
    await shares(mailed, ELI, question, "thanks")

    official = await answers_officially(mailed, question)
    await solve(question.id, official.id, by=AMAL, ledger=mailed.ledger, new_id=mailed.new_id)
    mails = await arrived(delivery, mailed, box)

    assert [box_of(mails, one) for one in (BEN, PRIYA, INES, ELI)] == [[ANSWERED], [ANSWERED], [], []]
    assert box_of(mails, AMAL) == ["Ines Okafor replied to you: Rota"]
    told = str(next(one for one in box.messages() if one["To"] == "ben@example.com").get_body(("plain",)))
    assert "It is the 12th." in told
    assert "You get mail about what you share" in told
    # Another answer, deeper down, is news of its own.
    deeper = await mailed.says(DANA, "In Hull the 14th.", to=official)
    await endorse(deeper.id, by=PRIYA, ledger=mailed.ledger, new_id=mailed.new_id)
    mails = await arrived(delivery, mailed, box)
    assert [box_of(mails, one) for one in (BEN, PRIYA)] == [[ANSWERED, ANSWERED], [ANSWERED]]


async def test_that_somebody_is_finding_out_is_told_once_with_the_day(
    mailed: Talk, delivery: Delivery, box: Letterbox, question: Comment
) -> None:
    await shares(mailed, BEN, question)
    await shares(mailed, INES, question)
    for due in ("2026-11-25", "2026-11-26"):
        how: dict[str, Any] = {"ledger": mailed.ledger, "new_id": mailed.new_id, "today": mailed.now.date()}
        await acknowledge(question.id, "ines", due, by=DANA, **how)

    mails = await arrived(delivery, mailed, box)

    assert mails == [("ben@example.com", "Somebody is finding out what you ask as well: Rota")]
    assert "Ines Okafor is finding out, by Thursday 26 November." in str(box.messages()[0].get_body(("plain",)))


async def test_what_is_not_so_any_more_or_not_wanted_is_not_told(
    mailed: Talk, delivery: Delivery, box: Letterbox, question: Comment
) -> None:
    await shares(mailed, BEN, question)
    # Not before it is public, then once; not what was removed, nor to who shares it no more, nor to who wants no mail.
    held = await answers_officially(mailed, question, f"It is the 12th. {HELD_WORDS}")
    assert box_of(await arrived(delivery, mailed, box), BEN) == []
    await mailed.decides(DANA, held, "approve")
    assert box_of(await arrived(delivery, mailed, box), BEN) == [ANSWERED]

    gone = await answers_officially(mailed, question, "It is the 13th after all.")
    await mailed.decides(DANA, gone, "remove", reason="wrong-information")
    assert box_of(await arrived(delivery, mailed, box), BEN) == [ANSWERED]

    await answers_officially(mailed, question, "Sorry, it is the 14th of May.")
    await take_back(question.id, "same-here", by=BEN, ledger=mailed.ledger)
    assert box_of(await arrived(delivery, mailed, box), BEN) == [ANSWERED]

    await shares(mailed, BEN, question)
    await wish(BEN.id, replies=True, decisions=True, followed=False)
    await answers_officially(mailed, question, "This is final: it begins on the 15th.")
    assert box_of(await arrived(delivery, mailed, box), BEN) == [ANSWERED]


async def test_an_idea_moves_by_an_official_response_alone(mailed: Talk, delivery: Delivery, box: Letterbox) -> None:
    await sync_threads([*PAGES, entry("wishes", kind="ideas")], archive=[], ledger=mailed.ledger)
    idea = await mailed.says(AMAL, "Let us swap shifts by phone.", thread="wishes", kind="idea")
    await shares(mailed, BEN, idea, "thanks")
    liked = await mailed.says(DANA, "Yes, please.", thread="wishes", to=idea)
    await endorse(liked.id, by=INES, ledger=mailed.ledger, new_id=mailed.new_id)
    assert box_of(await arrived(delivery, mailed, box), BEN) == []

    await answers_officially(mailed, idea, "We begin with it in June.")
    assert box_of(await arrived(delivery, mailed, box), BEN) == ["An idea that you like has an answer: Wishes"]


async def takes(talk: Talk, by: Person, said: Comment, step: str, before: str) -> None:
    how: dict[str, Any] = {"ledger": talk.ledger, "rules": talk.rules, "new_id": talk.new_id, "today": talk.now.date()}
    await take_step(said.id, Wanted(step, before, "It saves a walk."), by=by, **how)


async def test_c5_4_whoever_shares_an_idea_and_its_author_are_told_once_of_each_step(
    mailed: Talk, delivery: Delivery, box: Letterbox
) -> None:
    await sync_threads([*PAGES, entry("wishes", kind="ideas")], archive=[], ledger=mailed.ledger)
    idea = await mailed.says(AMAL, "Let us swap shifts by phone.", thread="wishes", kind="idea")
    voters = (BEN, DANA, ELI, PRIYA, TOM)
    for by in (*voters, INES):
        await shares(mailed, by, idea, "same-here")

    await takes(mailed, INES, idea, "under-review", "open")
    mails = await arrived(delivery, mailed, box)

    told = "An idea that you like: under review: Wishes"
    assert [box_of(mails, one) for one in voters] == [[told]] * 5
    assert box_of(mails, AMAL) == ["Your idea: under review: Wishes"]
    # Not whoever did it; and what was only passed through is told to nobody.
    assert box_of(mails, INES) == []
    text = str(box.messages()[0].get_body(("plain",)))
    assert "Ines Okafor says what becomes of it. Under review." in text
    assert "It saves a walk." in text
    await takes(mailed, INES, idea, "planned", "under-review")
    await takes(mailed, INES, idea, "started", "planned")
    mails = await arrived(delivery, mailed, box)
    assert box_of(mails, BEN) == [told, "An idea that you like: started: Wishes"]
