"""Notices on their way: to whom, when, and only what is still so when they arrive; once, whoever fails on the way."""

import asyncio
import logging
from contextvars import Context
from datetime import timedelta

import pytest

from comments_service.discussion.deadlines import USUAL
from comments_service.discussion.post import Draft, post
from comments_service.discussion.sync_threads import sync_threads
from comments_service.notices.deliver import Delivery, deliver_due
from comments_service.notices.stopping import wish
from comments_service.people.anonymity import Anonymity
from comments_service.records import Comment
from comments_service.storage import connection, mailboxes, notices
from comments_service.storage.notices import Notice
from tests.support.company import AMAL, BEN, DANA, ELI, INES, PAGES, entry
from tests.support.post import Letterbox
from tests.support.talking import HELD_WORDS, Talk

pytestmark = pytest.mark.anyio


async def arrived(delivery: Delivery, talk: Talk, box: Letterbox, **later: float) -> list[tuple[str, str]]:
    """To whom mail has gone, and its subject, once some time has passed."""
    talk.later(**(later or {"minutes": 2}))
    while await deliver_due(delivery):
        pass
    return [(str(one["To"]), str(one["Subject"])) for one in box.messages()]


async def outcomes() -> list[str]:
    return [row["outcome"] for row in await connection.fetch("SELECT outcome FROM notice ORDER BY made, id")]


REPLIED = ("amal@example.com", "Ben Carter replied to you: Rota")


async def test_whoever_is_answered_is_told_after_a_minute(mailed: Talk, delivery: Delivery, box: Letterbox) -> None:
    said = await mailed.says(AMAL)
    await mailed.says(BEN, "Not for **me**.", to=said)

    assert await arrived(delivery, mailed, box, seconds=59) == []
    assert await arrived(delivery, mailed, box, seconds=1) == [REPLIED]
    assert await arrived(delivery, mailed, box, days=9) == [REPLIED]
    assert box.to == [["amal@example.com"]]


async def test_nobody_else_is_told(mailed: Talk, delivery: Delivery, box: Letterbox) -> None:
    said = await mailed.says(AMAL)
    answer = await mailed.says(INES, "Why?", to=said)  # nobody knows an address of Ines
    await mailed.says(AMAL, "Because.", to=answer)
    await mailed.says(AMAL, "And so on.", to=said)
    await mailed.decides(DANA, answer, "remove", reason="off-topic")

    assert await arrived(delivery, mailed, box) == []


async def test_without_a_name_a_reply_is_told_of_as_everybody_sees_it_and_its_author_gets_no_mail(
    mailed: Talk, delivery: Delivery, box: Letterbox
) -> None:
    """Mail to somebody about what they said without their name would say so to whoever reads their mail."""
    await sync_threads([*PAGES, entry("confide", anonymous=True)], archive=[], ledger=mailed.ledger)
    anonymity = Anonymity(["of a test, " * 4])
    said = await mailed.says(AMAL, thread="confide")
    draft = Draft(mailed.new_id(), "confide", "Not for me.", said.id, unnamed=True)
    how = {"ledger": mailed.ledger, "rules": mailed.rules, "deadlines": USUAL, "new_id": mailed.new_id}
    by = {"by": anonymity.known(BEN), "anonymity": anonymity, "site_host": "news.example", "now": mailed.now}
    reply = (await post(draft, **how, **by)).spoken.comment
    await mailed.decides(DANA, reply, "approve")

    assert await arrived(delivery, mailed, box) == [("amal@example.com", "Colleague 1 replied to you: Confide")]
    (mail,) = box.messages()
    assert "ben" not in str(mail).casefold()


async def gone(talk: Talk, how: str, reply: Comment) -> None:
    match how:
        case "removed":
            await talk.decides(DANA, reply, "remove", reason="confidential")
        case "withdrawn":
            await talk.withdraws(BEN, reply)
        case "hidden":
            await talk.decides(DANA, reply, "hide")


@pytest.mark.parametrize("how", ["removed", "withdrawn", "hidden"])
async def test_a_reply_that_is_gone_before_it_is_told_of_is_not(
    mailed: Talk, delivery: Delivery, box: Letterbox, how: str
) -> None:
    reply = await mailed.says(BEN, "Jo lives next door.", to=await mailed.says(AMAL))
    await gone(mailed, how, reply)

    found = await arrived(delivery, mailed, box)

    assert [one for one in found if one[0] == "amal@example.com"] == []


async def test_a_reply_that_is_held_is_told_of_once_everybody_sees_it(
    mailed: Talk, delivery: Delivery, box: Letterbox
) -> None:
    reply = await mailed.says(BEN, HELD_WORDS, to=await mailed.says(AMAL))
    assert await arrived(delivery, mailed, box) == []

    await mailed.decides(DANA, reply, "approve")

    approved = ("ben@example.com", "Everybody can see your comment now: Rota")
    assert sorted(await arrived(delivery, mailed, box)) == [REPLIED, approved]


async def test_a_reply_to_what_was_taken_back_is_not_told_of(mailed: Talk, delivery: Delivery, box: Letterbox) -> None:
    said = await mailed.says(AMAL)
    await mailed.says(BEN, "Why?", to=said)
    await mailed.withdraws(AMAL, said)

    assert await arrived(delivery, mailed, box) == []


async def test_the_words_are_those_that_are_public_when_it_is_told(
    mailed: Talk, delivery: Delivery, box: Letterbox
) -> None:
    reply = await mailed.says(BEN, "The first words.", to=await mailed.says(AMAL))
    await mailed.edits(BEN, reply, "The second words.")
    await mailed.edits(BEN, reply, HELD_WORDS)

    await arrived(delivery, mailed, box)

    text = box.raw[0].decode()
    assert ("The second words." in text, "first" in text, "heron" in text) == (True, False, False)


SUBJECT = {
    "approve": "Everybody can see your comment now: Rota",
    "remove": "Your comment was removed: Rota",
    "return": "A facilitator asks you for other words: Rota",
}


@pytest.mark.parametrize("action", SUBJECT)
async def test_an_author_is_told_of_a_decision_once_it_cannot_be_undone_unnoticed(
    mailed: Talk, delivery: Delivery, box: Letterbox, action: str
) -> None:
    said = await mailed.says(AMAL, HELD_WORDS)
    why = {} if action == "approve" else {"reason": "confidential"}
    await mailed.decides(DANA, said, action, **why)

    assert await arrived(delivery, mailed, box, seconds=9) == []
    assert await arrived(delivery, mailed, box, seconds=1) == [("amal@example.com", SUBJECT[action])]


@pytest.mark.parametrize("action", SUBJECT)
async def test_what_is_undone_at_once_is_never_told_of(
    mailed: Talk, delivery: Delivery, box: Letterbox, action: str
) -> None:
    said = await mailed.says(AMAL, HELD_WORDS)
    await mailed.decides(DANA, said, action, **({} if action == "approve" else {"reason": "confidential"}))
    mailed.later(seconds=9)
    await mailed.decides(DANA, said, "undo")

    assert await arrived(delivery, mailed, box, days=1) == []
    assert set(await outcomes()) == {"dropped"}


async def test_what_is_undone_later_is_told_of_too(mailed: Talk, delivery: Delivery, box: Letterbox) -> None:
    said = await mailed.says(AMAL)
    await mailed.decides(DANA, said, "remove", reason="hurtful")
    await arrived(delivery, mailed, box, minutes=1)
    await mailed.decides(DANA, said, "undo")

    taken_back = "A decision about your comment was taken back: Rota"
    assert [subject for _, subject in await arrived(delivery, mailed, box)] == [SUBJECT["remove"], taken_back]
    assert "Everybody can see it." in box.messages()[1].get_body(("plain",)).get_content()  # type: ignore[union-attr]


async def test_what_is_not_so_any_more_is_not_told(mailed: Talk, delivery: Delivery, box: Letterbox) -> None:
    said = await mailed.says(AMAL, HELD_WORDS)
    await mailed.decides(DANA, said, "approve")
    mailed.later(seconds=20)  # nobody delivered meanwhile
    await mailed.decides(DANA, said, "remove", reason="confidential")

    # The removal may still be undone unnoticed: neither is told before that is over.
    assert await arrived(delivery, mailed, box, seconds=5) == []
    assert await arrived(delivery, mailed, box) == [("amal@example.com", SUBJECT["remove"])]


@pytest.mark.parametrize("action", ["remove", "hide"])
async def test_what_is_undone_unnoticed_leaves_the_approval_before_it_to_be_told(
    mailed: Talk, delivery: Delivery, box: Letterbox, action: str
) -> None:
    said = await mailed.says(AMAL, HELD_WORDS)
    await mailed.decides(DANA, said, "approve")
    mailed.later(seconds=20)
    await mailed.decides(DANA, said, action, **({"reason": "confidential"} if action == "remove" else {}))
    assert await arrived(delivery, mailed, box, seconds=5) == []
    await mailed.decides(DANA, said, "undo")

    assert await arrived(delivery, mailed, box) == [("amal@example.com", SUBJECT["approve"])]


async def test_that_something_was_reported_and_found_right_is_not_told(
    mailed: Talk, delivery: Delivery, box: Letterbox
) -> None:
    said = await mailed.says(AMAL)
    await mailed.reports(BEN, said)
    await mailed.decides(DANA, said, "approve")

    assert await arrived(delivery, mailed, box) == []


async def test_an_escalation_is_not_told_and_hides_no_removal(mailed: Talk, delivery: Delivery, box: Letterbox) -> None:
    said = await mailed.says(AMAL)
    await mailed.decides(DANA, said, "remove", reason="hurtful")
    await mailed.decides(DANA, said, "escalate", to="hr", note="It names somebody.")

    assert await arrived(delivery, mailed, box) == [("amal@example.com", SUBJECT["remove"])]


@pytest.mark.parametrize(("action", "stays"), [("approve", "everybody sees your comment again"), ("remove", "stays")])
async def test_the_answer_to_an_appeal_is_told(
    mailed: Talk, delivery: Delivery, box: Letterbox, action: str, stays: str
) -> None:
    said = await mailed.says(AMAL)
    await mailed.decides(DANA, said, "remove", reason="hurtful")
    await arrived(delivery, mailed, box)
    await mailed.appeals(AMAL, said)
    await mailed.decides(ELI, said, action, **({} if action == "approve" else {"reason": "hurtful"}))

    found = await arrived(delivery, mailed, box)

    assert found[1] == ("amal@example.com", "Another facilitator read your appeal: Rota")
    assert stays in box.messages()[1].get_body(("plain",)).get_content()  # type: ignore[union-attr]


@pytest.mark.parametrize("when", ["before", "between"])
async def test_whoever_wants_none_gets_none_from_that_moment_on(
    mailed: Talk, delivery: Delivery, box: Letterbox, when: str
) -> None:
    said = await mailed.says(AMAL, HELD_WORDS)
    if when == "before":
        await wish(AMAL.id, replies=True, decisions=False)
    await mailed.decides(DANA, said, "approve")
    if when == "between":
        await wish(AMAL.id, replies=True, decisions=False)
    await mailed.says(BEN, to=said)

    assert await arrived(delivery, mailed, box) == [REPLIED]


@pytest.mark.parametrize("how", ["deactivated", "forgotten"])
async def test_nothing_goes_to_somebody_who_left(mailed: Talk, delivery: Delivery, box: Letterbox, how: str) -> None:
    await mailed.says(BEN, to=await mailed.says(AMAL))
    if how == "deactivated":
        await connection.execute("UPDATE person SET active = ? WHERE id = ?", False, AMAL.id)
    else:
        await mailboxes.put_address(AMAL.id, "")

    assert await arrived(delivery, mailed, box) == []


async def test_a_server_that_is_away_is_asked_again_and_less_and_less_often(
    mailed: Talk, delivery: Delivery, box: Letterbox
) -> None:
    box.refuses = "451 Try again later"
    await mailed.says(BEN, to=await mailed.says(AMAL))
    mailed.later(minutes=1)

    tries = []
    for minute in range(40):
        if await deliver_due(delivery):
            tries.append(minute)
        mailed.later(minutes=1)
    box.refuses = ""

    assert tries == [0, 2, 6, 14, 30]
    assert await arrived(delivery, mailed, box, hours=5) == [REPLIED]


async def test_what_cannot_be_delivered_for_days_is_given_up_and_told(
    mailed: Talk, delivery: Delivery, box: Letterbox, database: str, caplog: pytest.LogCaptureFixture
) -> None:
    # Pelican's logger, which tests have beside ours, says nothing twice: the code differs between the databases.
    box.refuses = f"45{1 + database.startswith('sqlite')} Greylisted amal@example.com"
    await mailed.says(BEN, "Secret words.", to=await mailed.says(AMAL))

    with caplog.at_level(logging.WARNING):
        for _ in range(60):
            await arrived(delivery, mailed, box, hours=2)

    assert await outcomes() == ["given-up"]
    assert await notices.given_up(AMAL.id) == 1
    assert "given up" in caplog.text
    assert [word for word in ("amal", "Secret", str(AMAL.id)) if word in caplog.text] == []


async def test_an_address_that_there_is_not_is_given_up_at_once(
    mailed: Talk, delivery: Delivery, box: Letterbox
) -> None:
    box.refuses = "550 No such user"
    await mailed.says(BEN, to=await mailed.says(AMAL))

    await arrived(delivery, mailed, box)

    assert await outcomes() == ["given-up"]


async def test_many_at_once_deliver_each_notice_once(mailed: Talk, delivery: Delivery, box: Letterbox) -> None:
    said = await mailed.says(AMAL)
    for number in range(40):
        await mailed.says(BEN, f"Reason {number}.", to=said)
    mailed.later(minutes=2)

    await asyncio.gather(*(deliver_due(delivery) for _ in range(8)))
    while await deliver_due(delivery):
        pass

    ids = [str(one["Message-ID"]) for one in box.messages()]
    assert (len(ids), len(set(ids))) == (40, 40)


@pytest.mark.postgres
@pytest.mark.parametrize("database_url", ["postgres"], indirect=True)
async def test_two_who_come_at_once_take_different_notices(mailed: Talk) -> None:
    """On SQLite there is one writer; on PostgreSQL the second would wait for the first, and then take the same."""
    said = await mailed.says(AMAL)
    for number in range(4):
        await mailed.says(BEN, f"Reason {number}.", to=said)
    now = mailed.later(minutes=2)

    async def takes() -> list[Notice]:
        return await notices.lease(mailed.new_id(), now=now, until=now + timedelta(minutes=10), most=2)

    async with connection.transaction():
        mine = await takes()
        # Outside of this transaction, while it is open.
        others = await asyncio.wait_for(asyncio.create_task(takes(), context=Context()), 5)

    assert len({one.id for one in (*mine, *others)}) == 4


async def test_whoever_dies_with_a_notice_in_hand_has_it_taken_over(
    mailed: Talk, delivery: Delivery, box: Letterbox
) -> None:
    await mailed.says(BEN, to=await mailed.says(AMAL))
    now = mailed.later(minutes=2)
    (taken,) = await notices.lease(mailed.new_id(), now=now, until=now + timedelta(minutes=10), most=10)

    assert await arrived(delivery, mailed, box, minutes=9) == []
    assert await arrived(delivery, mailed, box, minutes=1) == [REPLIED]
    assert not await notices.settle(taken, "sent", now=mailed.now)  # should it have lived after all


async def test_what_is_wrong_with_one_notice_is_in_no_others_way(
    mailed: Talk, delivery: Delivery, box: Letterbox
) -> None:
    said = await mailed.says(AMAL)
    await mailed.says(BEN, "First.", to=said)
    await mailed.says(BEN, "Second.", to=said)
    await connection.execute(
        "UPDATE notice SET judged_version = 1, kind = 'unheard-of' WHERE comment_id IN"
        " (SELECT comment_id FROM revision WHERE body = 'First.')"
    )

    assert await arrived(delivery, mailed, box) == [REPLIED]


async def test_nothing_is_noted_of_a_change_that_was_not_kept(mailed: Talk) -> None:
    said = await mailed.says(AMAL)

    async def failing() -> None:
        async with mailed.ledger.change("rota") as change:
            change.record("comment.posted", comment=said.id, person=BEN.id, state="published", why=[])
            raise RuntimeError

    with pytest.raises(RuntimeError):
        await failing()
    assert await outcomes() == []


async def test_a_notice_holds_no_words_and_not_who_spoke(mailed: Talk) -> None:
    await mailed.says(BEN, "Secret words.", to=await mailed.says(AMAL))

    (row,) = await connection.fetch("SELECT * FROM notice")

    assert not {"Secret words.", str(BEN.id), BEN.name} & {str(value) for value in row.values()}
