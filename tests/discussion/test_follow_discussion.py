"""Following a discussion: for oneself alone, kept without when, in one's own copy, and gone with whoever leaves."""

import pytest

from comments_service.discussion.follow_discussion import follow, followed_by, follows, unfollow
from comments_service.discussion.thread_rules import ThreadIsUnknown
from comments_service.privacy.anonymise import Leaving, anonymise
from comments_service.privacy.export_mine import export_mine
from comments_service.storage import connection, threads
from tests.support.company import AMAL, BEN, NOOR
from tests.support.talking import Talk, everything

pytestmark = pytest.mark.anyio


async def test_whoever_follows_has_it_in_their_list_and_their_copy_and_nobody_learns(talk: Talk) -> None:
    before = {name: rows for name, rows in (await everything()).items() if name != "following"}
    for _ in range(2):
        for uid in ("rota", "heard", "rumours"):  # one of them is closed
            await follow(uid, by=AMAL, ledger=talk.ledger)
    assert before == {name: rows for name, rows in (await everything()).items() if name != "following"}
    rows = await connection.fetch("SELECT * FROM following")
    assert (len(rows), set(rows[0].keys())) == (3, {"id", "thread_id", "person_id"})

    await talk.says(BEN, thread="rumours")
    await talk.says(BEN, "Not for me.", thread="rota")
    await talk.says(BEN, "Nor for my team.", thread="rota", to=(await talk.says(AMAL, "For me it is.")).id)

    assert [(one.thread.uid, one.count) for one in await followed_by(AMAL)] == [
        ("rota", 3),
        ("heard", 0),
        ("rumours", 0),
    ]
    exported = await export_mine(AMAL, now=talk.now)
    assert [one["thread_id"] for one in exported["following"]] == ["heard", "rota", "rumours"]
    for _ in range(2):
        await unfollow("rota", by=AMAL, ledger=talk.ledger)
    rota = await threads.get("rota")
    assert rota
    assert [await follows(rota, one) for one in (AMAL, BEN, None)] == [False, False, False]
    for deed in (follow, unfollow):
        with pytest.raises(ThreadIsUnknown):
            await deed("nowhere", by=AMAL, ledger=talk.ledger)


async def test_it_goes_with_whoever_leaves(talk: Talk) -> None:
    await follow("rota", by=AMAL, ledger=talk.ledger)
    await follow("rota", by=BEN, ledger=talk.ledger)

    await anonymise(Leaving(AMAL.handle), by=NOOR, ledger=talk.ledger, secret="of a test", new_id=talk.new_id)

    assert [str(row["person_id"]) for row in await connection.fetch("SELECT person_id FROM following")] == [str(BEN.id)]
