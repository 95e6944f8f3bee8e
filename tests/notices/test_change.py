"""Mail to whose comment led to a change, as a page of the site says."""

import pytest

from comments_service.discussion.sync_threads import sync_threads
from comments_service.notices.deliver import Delivery
from comments_service.notices.stopping import wish
from comments_service.records import Comment
from tests.notices.test_deliver import arrived
from tests.support.company import AMAL, BEN, PAGES, entry
from tests.support.post import Letterbox
from tests.support.talking import Talk

pytestmark = pytest.mark.anyio
SUBJECT = "What you said led to a change: Rota"


async def cites(talk: Talk, *cited: Comment, uid: str = "what-we-did", title: str = "The bus waits") -> None:
    """A publish brings in a page that names comments, beside those that there were."""
    named = entry(uid, title=title, cites=[str(one.id) for one in cited])
    await sync_threads([*PAGES, named], archive=[], ledger=talk.ledger)


async def test_whose_comment_led_to_a_change_is_told_once(mailed: Talk, delivery: Delivery, box: Letterbox) -> None:
    said, others = await mailed.says(AMAL, "The bus is gone by then."), await mailed.says(BEN, "It is.")
    await cites(mailed, said)

    assert await arrived(delivery, mailed, box) == [("amal@example.com", SUBJECT)]
    text = " ".join(box.messages()[0].get_body(("plain",)).get_content().split())
    assert "“The bus waits” says what changed because of what you said." in text
    assert f"https://news.example/t/rota?comment={said.id}" in text
    assert "gone by then" not in text

    # The same publish again, and another word on the page, are no news; another comment is.
    await cites(mailed, said)
    await cites(mailed, said, title="The bus waits at night")
    assert len(await arrived(delivery, mailed, box)) == 1
    await cites(mailed, said, others)
    assert [to for to, _ in await arrived(delivery, mailed, box)] == ["amal@example.com", "ben@example.com"]


async def test_what_is_not_so_any_more_and_who_wants_no_mail_is_not_told(
    mailed: Talk, delivery: Delivery, box: Letterbox
) -> None:
    taken_back, unwanted = await mailed.says(AMAL, "I take it back."), await mailed.says(BEN, "I want no mail.")
    await wish(BEN.id, replies=True, decisions=False, followed=True)
    await cites(mailed, taken_back, unwanted)
    await mailed.withdraws(AMAL, taken_back)
    assert await arrived(delivery, mailed, box) == []

    # A page that says so by mistake, and no longer when the mail would go.
    said = await mailed.says(AMAL, "This changed nothing.")
    await cites(mailed, said)
    await cites(mailed)
    assert await arrived(delivery, mailed, box) == []
