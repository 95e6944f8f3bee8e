"""Whoever a comment calls by name is told: once, when everybody sees it, and only while it still does."""

import re
from dataclasses import replace

import pytest

from comments_service.discussion.deadlines import USUAL
from comments_service.discussion.post import Draft, post
from comments_service.discussion.sync_threads import sync_threads
from comments_service.notices.deliver import Delivery
from comments_service.notices.outbox import MOST_CALLED
from comments_service.notices.stopping import wish
from comments_service.people.anonymity import Anonymity
from comments_service.storage import people
from tests.notices.test_deliver import arrived, outcomes
from tests.support.company import AMAL, BEN, DANA, PAGES, entry
from tests.support.post import Letterbox
from tests.support.talking import HELD_WORDS, Talk

pytestmark = pytest.mark.anyio

STOP_TOKEN = re.compile(r"(?<=stop\?t=)[\w.~%-]+")
CALLED = ("amal@example.com", "Ben Carter mentioned you: Rota")


async def test_whoever_is_called_is_told_once_with_the_words(mailed: Talk, delivery: Delivery, box: Letterbox) -> None:
    await mailed.says(BEN, "Ask @amal, she knows. Or @Amal again, or @nobody-here.")

    assert await arrived(delivery, mailed, box, seconds=59) == []
    assert await arrived(delivery, mailed, box, seconds=1) == [CALLED]
    text = str(box.messages()[0].get_body(("plain",)))
    assert "Somebody mentioned you:" in text
    assert "Ask @amal, she knows." in text
    assert "Stop it: https://news.example/me/mail/stop?t=" in text


@pytest.mark.parametrize(
    "body",
    [
        "> Ask @amal.\n\nNo.",
        "`@amal`",
        "```\n@amal\n```",
        "[@amal](https://a.example)",
        "x@amal",
        "- > @amal",
        "\\@amal",
    ],
)
async def test_words_that_call_nobody_are_no_mail(mailed: Talk, delivery: Delivery, box: Letterbox, body: str) -> None:
    await mailed.says(BEN, body)

    assert await arrived(delivery, mailed, box) == []
    assert await outcomes() == []


async def test_oneself_and_who_is_told_of_it_as_a_reply_are_not_told_twice(
    mailed: Talk, delivery: Delivery, box: Letterbox
) -> None:
    said = await mailed.says(AMAL, "I am @amal.")
    await mailed.says(BEN, "So you are, @amal.", to=said)

    assert await arrived(delivery, mailed, box) == [("amal@example.com", "Ben Carter replied to you: Rota")]


async def test_what_waits_tells_nobody_until_it_is_approved_and_then_once(
    mailed: Talk, delivery: Delivery, box: Letterbox
) -> None:
    said = await mailed.says(BEN, f"{HELD_WORDS} Ask @amal.")
    assert await arrived(delivery, mailed, box) == []

    await mailed.decides(DANA, said, "approve")
    mails = await arrived(delivery, mailed, box)
    assert [mail for mail in mails if mail[0] == CALLED[0]] == [CALLED]
    await mailed.decides(DANA, said, "hide", reason="off-topic")
    await mailed.decides(DANA, said, "restore")
    mails = await arrived(delivery, mailed, box)
    assert [mail for mail in mails if mail[0] == CALLED[0]] == [CALLED]


async def test_a_change_calls_whom_it_adds_and_nobody_again(mailed: Talk, delivery: Delivery, box: Letterbox) -> None:
    said = await mailed.says(BEN, "Ask her.")
    await mailed.edits(BEN, said, "Ask @amal.")
    await mailed.edits(BEN, said, "Do ask @amal.")

    assert await arrived(delivery, mailed, box) == [CALLED]


async def test_who_is_not_called_any_more_when_it_would_arrive_is_not_told(
    mailed: Talk, delivery: Delivery, box: Letterbox
) -> None:
    said = await mailed.says(BEN, "Ask @amal.")
    await mailed.edits(BEN, said, "Ask somebody.")
    taken_back = await mailed.says(BEN, "Or @amal?")
    await mailed.withdraws(BEN, taken_back)

    assert await arrived(delivery, mailed, box) == []
    assert await outcomes() == ["dropped", "dropped"]


async def test_who_wants_no_mail_of_replies_gets_none_of_mentions(
    mailed: Talk, delivery: Delivery, box: Letterbox
) -> None:
    await wish(AMAL.id, replies=False, decisions=True)
    await mailed.says(BEN, "Ask @amal.")

    assert await arrived(delivery, mailed, box) == []


async def test_what_calls_everybody_calls_only_the_first(mailed: Talk, delivery: Delivery, box: Letterbox) -> None:
    many = " ".join(f"@one{number}" for number in range(MOST_CALLED))
    await mailed.says(BEN, f"{many} @amal")
    assert await arrived(delivery, mailed, box) == []

    await mailed.says(BEN, f"{many.removesuffix(f' @one{MOST_CALLED - 1}')} @amal, what about the bench?")
    assert await arrived(delivery, mailed, box) == [CALLED]


async def test_without_a_name_one_calls_as_a_colleague_and_is_not_named(
    mailed: Talk, delivery: Delivery, box: Letterbox
) -> None:
    await sync_threads([*PAGES, entry("confide", anonymous=True)], archive=[], ledger=mailed.ledger)
    anonymity = Anonymity(["of a test, " * 4])
    draft = Draft(mailed.new_id(), "confide", "Ask @amal.", None, unnamed=True)
    how = {"ledger": mailed.ledger, "rules": mailed.rules, "deadlines": USUAL, "new_id": mailed.new_id}
    by = {"by": anonymity.known(BEN), "anonymity": anonymity, "site_host": "news.example", "now": mailed.now}
    said = (await post(draft, **how, **by)).spoken  # type: ignore[arg-type]
    assert await arrived(delivery, mailed, box) == []
    await mailed.decides(DANA, said.comment, "approve")

    assert await arrived(delivery, mailed, box) == [("amal@example.com", "Colleague 1 mentioned you: Confide")]
    message = box.messages()[0]
    parts = [part.get_content() for part in message.walk() if not part.is_multipart()]
    # As it is read, without what is made up by chance: what is encoded, and the token of a link, may spell anything.
    told = STOP_TOKEN.sub("", "\n".join([*map(str, message.items()), *parts]))
    assert "Ask @amal." in told
    assert "ben" not in told.casefold()
    assert await people.names(frozenset({said.author.handle})) == {}


async def test_no_pseudonym_and_nobody_who_left_is_anybody_to_be_mentioned(mailed: Talk) -> None:
    await people.put(replace(BEN, active=False))

    assert await people.names(frozenset({"amal", "ben"})) == {"amal": "Amal Haddad"}
