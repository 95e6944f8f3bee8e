"""What has been kept long enough goes from everywhere; its place stays under what answers it; a hold keeps words."""

import asyncio
from datetime import timedelta
from uuid import UUID

import pytest

from comments_service.audit.verify import verify
from comments_service.discussion.edit import CommentIsUnknown
from comments_service.discussion.lifecycle import PURGED, MoveIsImpossible
from comments_service.discussion.my_view import my_view
from comments_service.discussion.react import react
from comments_service.discussion.reading import comment as read_comment
from comments_service.discussion.sync_threads import sync_threads
from comments_service.moderation.item import item
from comments_service.moderation.legal_hold import Wanted, end, place, read
from comments_service.moderation.sealed import close
from comments_service.privacy.purge import Purged, purge, told
from comments_service.privacy.retention import Retention, read_retention
from comments_service.records import Comment, Note, Person
from comments_service.storage import comments, connection, notes, sealed_cases, search, threads
from comments_service.storage.search import Filters
from tests.support.company import AMAL, BEN, DANA, ELI, HANNA, OWEN, PAGES, entry
from tests.support.talking import HELD_WORDS, Talk, everything, words_anywhere

pytestmark = pytest.mark.anyio

KEY = "kestrel"
KEEPS_90_DAYS = "board"


@pytest.fixture
async def page(talk: Talk) -> Talk:
    """A page that keeps what is said for 90 days."""
    await sync_threads([*PAGES, entry(KEEPS_90_DAYS, retention=90)], archive=[], ledger=talk.ledger)
    return talk


async def purges(talk: Talk, *, retention: Retention | None = None, dry_run: bool = False) -> Purged:
    return await purge(retention or Retention(), ledger=talk.ledger, now=talk.now, dry_run=dry_run)


async def talked_about(talk: Talk, thread: str = KEEPS_90_DAYS) -> Comment:
    """A comment with words in it in everything that people write about one."""
    said = await talk.says(AMAL, f"Look, a {KEY}.", thread=thread)
    await talk.edits(AMAL, said, f"Look, a **{KEY}**.")
    await talk.reports(BEN, said, "hurtful", f"No {KEY} here.")
    await react(said.id, "thanks", by=ELI, ledger=talk.ledger, now=talk.now)
    await notes.add(Note(talk.new_id(), said.id, DANA.id, DANA.name, f"What {KEY}?", talk.now))
    await talk.decides(DANA, said, "remove", reason="off-topic", message=f"No {KEY}.", note=f"{KEY}!")
    talk.later(minutes=1)
    await talk.appeals(AMAL, said, f"But the {KEY}.")
    return said


async def exists(id: UUID) -> Comment | None:
    return await comments.get(id)


async def holds(talk: Talk, by: Person = OWEN, **on: str) -> UUID:
    wanted = Wanted(**{"reason": "A claim.", "review": "2027-06-01", **on})
    return (await place(talk.new_id(), wanted, by=by, ledger=talk.ledger)).id


async def test_what_was_kept_long_enough_is_nowhere_and_the_chain_is_whole(page: Talk) -> None:
    said = await talked_about(page)
    young = await page.says(BEN, "Still young.", thread="rota")
    page.later(days=91)

    done = await purges(page)

    assert done.comments == {"retention": 1}
    assert await words_anywhere(KEY) == []
    assert (await everything())["reaction"] == []
    assert await exists(said.id) is None
    assert (await page.now_of(young)).state == "published"
    assert page.announced[-1] == KEEPS_90_DAYS
    assert [event.kind for event in await page.events_of(said)][-1] == "comment.purged"
    assert (await verify(expect=None)).broken is None
    assert (await purges(page)).is_nothing


async def test_before_its_time_and_where_no_time_is_set_nothing_goes(page: Talk) -> None:
    await talked_about(page)
    await page.says(AMAL, "Kept for ever.")
    page.later(days=89)
    before = await everything()

    assert (await purges(page)).is_nothing
    assert told(await purges(page), dry_run=False) == ["Nothing has been kept for longer than it is kept."]
    assert await everything() == before


async def test_a_dry_run_says_what_would_go_and_writes_nothing(page: Talk) -> None:
    await talked_about(page)
    page.later(days=91)
    before = await everything()

    found = await purges(page, dry_run=True)

    assert told(found, dry_run=True) == ["1 comment would go: kept for as long as their pages keep them."]
    assert await everything() == before


async def test_a_place_stays_while_something_stands_under_it(page: Talk) -> None:
    old = await page.says(AMAL, f"A {KEY}.", thread=KEEPS_90_DAYS)
    page.later(days=60)
    young = await page.says(BEN, "Where?", thread=KEEPS_90_DAYS, to=old)
    await page.reports(BEN, old, "hurtful", f"No {KEY} here.")
    await notes.add(Note(page.new_id(), old.id, DANA.id, DANA.name, f"What {KEY}?", page.now))
    await page.decides(DANA, old, "hide", reason="off-topic", message=f"No {KEY}.", note=f"{KEY}!")
    page.later(days=31)

    await purges(page)

    place_kept = await page.now_of(old)
    assert (place_kept.state, place_kept.public_number) == (PURGED, None)
    assert await words_anywhere(KEY) == []
    thread = await threads.get(KEEPS_90_DAYS)
    assert thread is not None
    assert [
        one.spoken.comment.id for one in (await my_view(thread, AMAL, edit_window=timedelta(0), now=page.now)).mine
    ] == []
    for reader in (AMAL, BEN, None):
        with pytest.raises(CommentIsUnknown):
            await read_comment(old.id, reader=reader)
    assert await item(old.id, by=DANA, now=page.now) is None
    with pytest.raises(MoveIsImpossible):
        await page.withdraws(AMAL, old)
    page.later(days=90)
    await purges(page)
    assert (await exists(old.id), await exists(young.id)) == (None, None)


async def test_words_that_were_taken_back_or_removed_go_after_their_own_time(talk: Talk) -> None:
    back, removed = await talk.says(AMAL, f"Back, {KEY}."), await talk.says(BEN, f"Away, {KEY}.")
    waiting = await talk.says(BEN, "Appealed.")
    await talk.withdraws(AMAL, back)
    for one in (removed, waiting):
        await talk.decides(DANA, one, "remove", reason="off-topic")
    talk.later(minutes=1)
    await talk.appeals(BEN, waiting)
    talk.later(days=31)
    assert (await purges(talk)).comments == {"withdrawn": 1}
    assert (await exists(back.id), (await talk.now_of(removed)).state) == (None, "removed")
    talk.later(days=335)

    assert (await purges(talk)).comments == {"removed": 1}
    assert await words_anywhere(KEY) == []
    assert (await talk.now_of(waiting)).state == "removed"


async def test_what_is_kept_beside_comments_goes_after_its_own_time_too(talk: Talk) -> None:
    said = await talk.says(AMAL, HELD_WORDS)
    await notes.add(Note(talk.new_id(), said.id, DANA.id, DANA.name, f"A {KEY}.", talk.now))
    await talk.decides(DANA, said, "escalate", to="hr", note=f"A {KEY}.")
    (case,) = await sealed_cases.open_of(said.id)
    await close(case.id, f"No {KEY}.", by=HANNA, ledger=talk.ledger, now=talk.now)
    await talk.decides(DANA, said, "approve", note=f"{KEY}?")
    talk.later(days=731)
    found = await purges(talk)
    assert found.rest == {"notes": 2}
    talk.later(days=365)

    assert (await purges(talk)).rest == {"sealed": 1}
    assert await words_anywhere(KEY) == []
    assert (await talk.now_of(said)).state == "published"


async def test_what_was_told_to_a_role_outlives_the_comment(page: Talk) -> None:
    said = await page.says(AMAL, HELD_WORDS, thread=KEEPS_90_DAYS)
    await page.decides(DANA, said, "escalate", to="hr", note="Look.")
    (case,) = await sealed_cases.open_of(said.id)
    page.later(days=91)

    await purges(page)

    kept = await sealed_cases.get(case.id)
    assert kept is not None
    assert (kept.body, (await page.now_of(said)).state) == (HELD_WORDS, PURGED)


@pytest.mark.parametrize(
    "on", [{"person": "amal"}, {"page": KEEPS_90_DAYS}, {"since": "2026-11-20", "until": "2026-11-23"}]
)
async def test_a_hold_keeps_words_that_nobody_else_meets_any_more(page: Talk, on: dict[str, str]) -> None:
    said = await page.says(AMAL, f"A {KEY}.", thread=KEEPS_90_DAYS)
    await page.withdraws(AMAL, said)
    hold = await holds(page, **on)
    page.later(days=91)

    assert (await purges(page)).kept == 1

    assert (await page.now_of(said)).state == PURGED
    assert [one.body for one in (await read(hold, by=HANNA, ledger=page.ledger)).kept] == [f"A {KEY}."]
    assert await search.find(Filters(people=[AMAL.id]), after=None, limit=9) == []
    with pytest.raises(CommentIsUnknown):
        await read_comment(said.id, reader=AMAL)
    assert [event.facts["words"] for event in await page.events_of(said) if event.kind == "comment.purged"] == ["kept"]
    assert (await purges(page)).is_nothing
    await end(hold, by=OWEN, ledger=page.ledger)
    assert (await purges(page)).comments == {"hold-ended": 1}
    assert await words_anywhere(KEY) == []
    assert await exists(said.id) is None


async def test_a_hold_on_somebody_else_keeps_nothing(page: Talk) -> None:
    await page.says(AMAL, f"A {KEY}.", thread=KEEPS_90_DAYS)
    for on in ({"person": "ben"}, {"page": "rota"}, {"since": "2026-11-24"}, {"until": "2026-11-22"}):
        await holds(page, **on)
    page.later(days=91)

    assert (await purges(page)).kept == 0
    assert await words_anywhere(KEY) == []


async def test_two_processes_that_purge_at_once_delete_once(page: Talk) -> None:
    said = await page.says(AMAL, f"A {KEY}.", thread=KEEPS_90_DAYS)
    await page.says(BEN, "Where?", thread=KEEPS_90_DAYS, to=said)
    page.later(days=91)

    await asyncio.gather(purges(page), purges(page))

    rows = await connection.fetch("SELECT COUNT(*) AS n FROM event WHERE kind = 'comment.purged'")
    assert (rows[0]["n"], await exists(said.id)) == (2, None)
    assert (await verify(expect=None)).broken is None


async def test_a_site_may_keep_less(talk: Talk) -> None:
    await talk.says(ELI, f"A {KEY}.")
    talk.later(days=8)

    assert (await purges(talk, retention=read_retention("discussion=7d"))).comments == {"retention": 1}
