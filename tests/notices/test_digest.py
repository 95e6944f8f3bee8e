"""What is new in what one follows: one mail a working day at most, when people come to work, and only what is so."""

import pytest

from comments_service.discussion.follow_discussion import follow, follow_topic, unfollow, unfollow_topic
from comments_service.discussion.sync_threads import sync_threads
from comments_service.notices.deliver import Delivery
from comments_service.notices.stopping import stop, stop_token, wish
from comments_service.storage import mailboxes
from tests.notices.test_deliver import arrived
from tests.notices.test_moving import answers_officially, box_of
from tests.support.company import AMAL, BEN, DANA, ELI, PAGES, PRIYA, entry
from tests.support.post import Letterbox
from tests.support.talking import HELD_WORDS, Talk

pytestmark = pytest.mark.anyio
NEW = "New in what you follow: Rota"


def text_of(box: Letterbox, number: int = -1) -> str:
    return " ".join(box.messages()[number].get_body(("plain",)).get_content().split())


async def test_all_that_is_new_is_one_mail_when_people_come_to_work(
    mailed: Talk, delivery: Delivery, box: Letterbox
) -> None:
    for uid in ("rota", "answered", "rumours"):
        await follow(uid, by=BEN, ledger=mailed.ledger)
    await mailed.says(PRIYA, "Said before anybody followed it.", thread="incident")
    held = await mailed.says(ELI, f"{HELD_WORDS} So they say.")
    mailed.later(hours=1)
    first = await mailed.says(PRIYA, "The first of Monday.")
    await answers_officially(mailed, first)
    await mailed.says(BEN, "One’s own is not news.")
    gone = await mailed.says(PRIYA, "This one is taken back.")
    await mailed.withdraws(PRIYA, gone)
    await mailed.says(DANA, "Elsewhere too.", thread="answered")
    # What waited is new when it is let out.
    await mailed.decides(DANA, held, "approve")

    assert box_of(await arrived(delivery, mailed, box, hours=18, minutes=59), BEN) == []  # a minute before eight
    assert box_of(await arrived(delivery, mailed, box, minutes=1), BEN) == [f"{NEW} and 1 more"]
    text = text_of(box)
    assert "Rota: 3 new comments, 1 of them official: https://news.example/t/rota?sort=newest" in text
    assert "Answered: 1 new comment: https://news.example/t/answered?sort=newest" in text
    assert "All that you follow: https://news.example/me/following" in text
    assert "The first of Monday" not in text

    # Not again what was told; on Friday evening, what is new waits for Monday.
    assert box_of(await arrived(delivery, mailed, box, days=3, hours=11), BEN) == [f"{NEW} and 1 more"]
    await mailed.says(PRIYA, "A thought for the weekend.")
    assert box_of(await arrived(delivery, mailed, box, days=2), BEN) == [f"{NEW} and 1 more"]
    assert box_of(await arrived(delivery, mailed, box, days=1), BEN) == [f"{NEW} and 1 more", NEW]
    assert "Rota: 1 new comment: https" in text_of(box)


async def test_what_is_followed_no_more_or_not_wanted_by_mail_is_not_told(
    mailed: Talk, delivery: Delivery, box: Letterbox
) -> None:
    for by in (AMAL, BEN, ELI, DANA):
        await follow("rota", by=by, ledger=mailed.ledger)
        if by != DANA:  # who has no address
            await mailboxes.put_address(by.id, f"{by.handle}@example.com")
    await wish(AMAL.id, replies=True, decisions=True, followed=False)
    said = await mailed.says(PRIYA, "What became of Sunday?")
    await unfollow("rota", by=BEN, ledger=mailed.ledger)

    mails = await arrived(delivery, mailed, box, days=1)

    assert mails == [("eli@example.com", NEW)]
    # The link in it stops it, as in any mail.
    token = stop_token(ELI.id, "followed", seal=delivery.seal, now=mailed.now)
    assert await stop(token, all_of_it=False, seal=delivery.seal, now=mailed.now) == "followed"
    await mailed.says(PRIYA, "And of Monday?", to=said)
    assert len(await arrived(delivery, mailed, box, days=1)) == 1


async def test_of_a_board_one_topic_can_be_followed_by_itself(mailed: Talk, delivery: Delivery, box: Letterbox) -> None:
    await sync_threads([*PAGES, entry("lay-by", kind="board")], archive=[], ledger=mailed.ledger)
    ice, fog = [await mailed.says(PRIYA, f"{one}\n\nTake care.", thread="lay-by") for one in ("Ice", "Fog")]
    await follow_topic(ice.id, "lay-by", by=BEN, ledger=mailed.ledger)
    mailed.later(hours=1)
    for topic in (ice, fog):
        await mailed.says(DANA, "Thank you.", thread="lay-by", to=topic)

    assert box_of(await arrived(delivery, mailed, box, days=1), BEN) == ["New in what you follow: Lay by"]
    assert "Lay by: 1 new comment: https" in text_of(box)
    await unfollow_topic(ice.id, "lay-by", by=BEN, ledger=mailed.ledger)
    await mailed.says(DANA, "Once more.", thread="lay-by", to=ice)
    assert len(box_of(await arrived(delivery, mailed, box, days=1), BEN)) == 1
