"""Mail about a correction: to who owns the page, and to its author when it is accepted, or declined with a reply."""

import pytest

from comments_service.notices.deliver import Delivery
from comments_service.notices.stopping import wish
from comments_service.storage import mailboxes
from tests.moderation.corrections.test_corrections import PAGE, accepts, declines, takes_back
from tests.notices.test_deliver import arrived
from tests.support.company import AMAL, TOM
from tests.support.post import Letterbox
from tests.support.talking import HELD_WORDS, Talk

pytestmark = pytest.mark.anyio
TO_TOM, TO_AMAL = "tom@example.com", "amal@example.com"
SUGGESTED = (TO_TOM, "Amal Haddad suggests a correction: Answered")
ACCEPTED = (TO_AMAL, "Your correction was accepted: Answered")


async def test_the_owner_of_the_page_is_told_once_it_is_public_and_waits(
    mailed: Talk, delivery: Delivery, box: Letterbox
) -> None:
    await mailboxes.put_address(TOM.id, TO_TOM)
    await mailed.says(AMAL, "It is 12 May.", thread=PAGE, kind="correction")
    await mailed.says(AMAL, f"It is Hull. {HELD_WORDS}", thread=PAGE, kind="correction")
    await mailed.says(TOM, "I was wrong about Leeds.", thread=PAGE, kind="correction")
    decided = await mailed.says(AMAL, "And Rotterdam is missing.", thread=PAGE, kind="correction")
    await accepts(mailed, TOM, decided)
    taken_back = await mailed.says(AMAL, "And Gdańsk, or is it?", thread=PAGE, kind="correction")
    await mailed.withdraws(AMAL, taken_back)

    assert [one for one in await arrived(delivery, mailed, box) if one[0] == TO_TOM] == [SUGGESTED]
    text = str(box.messages()[0].get_body(("plain",))) + str(box.messages()[-1].get_body(("plain",)))
    assert "Accept or decline it: https://news.example/admin/corrections/" in text


async def test_its_author_is_told_when_it_is_accepted_and_undone_at_once_they_never_are(
    mailed: Talk, delivery: Delivery, box: Letterbox
) -> None:
    said = await mailed.says(AMAL, "It is 12 May.", thread=PAGE, kind="correction")
    await accepts(mailed, TOM, said)
    mailed.later(seconds=9)
    await takes_back(mailed, TOM, said)
    assert await arrived(delivery, mailed, box) == []

    # Accepted, not, and accepted again, all before anybody is told: that is one mail.
    await accepts(mailed, TOM, said)
    await takes_back(mailed, TOM, said)
    await accepts(mailed, TOM, said)
    assert await arrived(delivery, mailed, box, seconds=9) == []
    assert await arrived(delivery, mailed, box, seconds=2) == [ACCEPTED]
    await takes_back(mailed, TOM, said)
    assert await arrived(delivery, mailed, box) == [ACCEPTED, (TO_AMAL, "Your correction waits again: Answered")]


async def test_who_is_declined_reads_why_in_the_reply_and_who_wants_no_mail_gets_none(
    mailed: Talk, delivery: Delivery, box: Letterbox
) -> None:
    said = await mailed.says(AMAL, "It is 12 May.", thread=PAGE, kind="correction")
    await declines(mailed, TOM, said, "In Leeds it is the 2nd.")

    assert await arrived(delivery, mailed, box) == [(TO_AMAL, "Tom de Vries declined your correction: Answered")]
    assert "In Leeds it is the 2nd." in str(box.messages()[0].get_body(("plain",)))

    await wish(AMAL.id, replies=True, decisions=False)
    other = await mailed.says(AMAL, "And Hull is missing.", thread=PAGE, kind="correction")
    await accepts(mailed, TOM, other, "Hull as well.")
    assert len(await arrived(delivery, mailed, box)) == 1
