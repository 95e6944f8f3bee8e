"""“I have read this”: once each, where a page asks for it. The owner sees who did, others numbers, but not of a few."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest

from comments_service.discussion.sync_threads import sync_threads
from comments_service.insight.coverage import coverage
from comments_service.learning.receipts import Asked, NothingToConfirm, asked, confirm, readers
from comments_service.privacy.export_mine import export_mine
from comments_service.privacy.purge import purge
from comments_service.privacy.retention import Retention
from comments_service.records import Person, Thread
from comments_service.refusals import SignInRequired
from comments_service.storage import events, leavers, people, receipts, threads
from tests.support.company import AMAL, BEN, DANA, INES, NOON, PAGES, entry
from tests.support.talking import Talk, everything

pytestmark = pytest.mark.anyio
TODAY, UNTIL = NOON.date(), date(2026, 11, 30)


@pytest.fixture
async def must(talk: Talk) -> Talk:
    """A conversation beside a page that asks its readers, of which Ines is the owner."""
    page = entry("must", acknowledge=True, acknowledge_until=UNTIL.isoformat(), owner="ines", responders=["ben"])
    await sync_threads([*PAGES, page], archive=[], ledger=talk.ledger)
    return talk


async def page(uid: str = "must") -> Thread:
    thread = await threads.get(uid)
    assert thread is not None
    return thread


async def confirms(talk: Talk, by: Person | None, uid: str = "must") -> Asked:
    return await confirm(uid, by=by, ledger=talk.ledger, new_id=talk.new_id, now=talk.now)


async def test_somebody_says_so_once_and_a_second_time_changes_nothing(must: Talk) -> None:
    assert await asked(await page(), AMAL, today=TODAY) == Asked(UNTIL, None)
    assert await confirms(must, AMAL) == Asked(UNTIL, TODAY)
    before = await everything()
    must.later(days=2)
    assert await confirms(must, AMAL) == Asked(UNTIL, TODAY)
    assert (await everything()) == before
    assert await asked(await page(), BEN, today=TODAY) == Asked(UNTIL, None)


async def test_nobody_is_asked_elsewhere_afterwards_or_signed_out(must: Talk) -> None:
    assert await asked(await page("rota"), AMAL, today=TODAY) is None
    assert await asked(await page(), None, today=TODAY) is None
    with pytest.raises(SignInRequired):
        await confirms(must, None)
    with pytest.raises(NothingToConfirm):
        await confirms(must, AMAL, "rota")
    await confirms(must, AMAL)
    must.later(days=7)
    assert await asked(await page(), BEN, today=UNTIL) == Asked(UNTIL, None)
    must.later(days=1)
    assert await asked(await page(), BEN, today=must.now.date()) is None
    assert await asked(await page(), AMAL, today=must.now.date()) == Asked(UNTIL, TODAY)
    with pytest.raises(NothingToConfirm):
        await confirms(must, BEN)


async def test_no_event_says_who_read_and_no_readers_page_moves(must: Talk) -> None:
    before = (await page()).version, await events.head(), list(must.announced)
    await confirms(must, AMAL)

    assert ((await page()).version, await events.head(), must.announced) == before


async def test_the_owner_alone_sees_who(must: Talk) -> None:
    await confirms(must, AMAL)
    found = await readers(await page(), INES)
    assert found is not None
    assert [(one.name, one.day) for one in found if one.day] == [("Amal Haddad", TODAY)]
    assert found[-1].name == "Amal Haddad"
    assert len(found) == len(await people.everybody())
    for other in (None, AMAL, BEN, DANA, replace(INES, active=False)):
        assert await readers(await page(), other) is None


async def test_numbers_are_by_site_and_none_is_of_fewer_than_five(must: Talk) -> None:
    for number in range(12):
        site = "Gdańsk" if number < 6 else "Antwerp"
        person = replace(AMAL, id=uuid4(), handle=f"near-{number}", name=f"Near {number}", site=site)
        await people.put(person)
        await confirms(must, person)
    await confirms(must, AMAL)

    found = await coverage(await page())
    assert found is not None
    by_site = {one.name: one.counted for one in found.sites}
    assert (by_site["Gdańsk"], by_site["Antwerp"], by_site["Casablanca"]) == (6, 6, None)
    assert all(figure is None or figure >= 5 for figure in by_site.values())
    assert await coverage(await page("rota")) is None


async def test_neither_is_the_total_where_it_is_of_fewer_than_five(must: Talk) -> None:
    await confirms(must, AMAL)

    found = await coverage(await page())
    assert found is not None
    assert (found.counted, {one.counted for one in found.sites}) == (None, {None})


async def test_it_is_in_ones_own_copy_goes_in_its_time_and_with_a_leaver(must: Talk) -> None:
    await confirms(must, AMAL)
    await confirms(must, BEN)
    assert (await export_mine(AMAL, now=NOON))["receipts"] == [{"thread_id": "must", "day": TODAY.isoformat()}]
    await leavers.take_name_off(BEN.id, name="Former colleague", handle="former-1")
    assert await receipts.of(BEN.id, "must") is None
    await purge(Retention(), ledger=must.ledger, now=NOON + timedelta(days=364))
    assert await receipts.of(AMAL.id, "must") == TODAY
    await purge(Retention(), ledger=must.ledger, now=NOON + timedelta(days=367))
    assert await receipts.of(AMAL.id, "must") is None
