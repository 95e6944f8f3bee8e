"""Verifying the chain in the database: on SQLite and PostgreSQL, after what somebody with its password might do."""

import asyncio
from datetime import timedelta

import pytest

from comments_service.audit.verify import verify
from comments_service.events import COMMENT_POSTED, Ledger
from comments_service.storage.chain import BEFORE_THE_FIRST, Head
from tests.audit.conftest import Happen, hash_of, tamper
from tests.support.company import NOON

pytestmark = pytest.mark.anyio
# Moving in is an event: the pages are synced.
FIRST = 1


async def test_what_nobody_touched_is_whole(happen: Happen) -> None:
    await happen(6)
    verified = await verify()

    assert verified.broken is None
    assert verified.head == Head(FIRST + 6, await hash_of(FIRST + 6))
    assert (verified.earliest, verified.latest) == (NOON, NOON + timedelta(minutes=5))


async def test_so_is_a_database_in_which_nothing_ever_happened(empty_database: str) -> None:
    verified = await verify()

    assert (verified.head, verified.earliest, verified.broken) == (Head(0, BEFORE_THE_FIRST), None, None)


@pytest.mark.parametrize(
    ("column", "value"),
    [("kind", "comment.edited"), ("thread_uid", None), ("facts", "{}"), ("hash", "f" * 64), ("person_id", None)],
)
async def test_an_altered_row_is_named(happen: Happen, column: str, value: str | None) -> None:
    await happen(6)
    await tamper(f"UPDATE event SET {column} = ? WHERE number = 3", value)
    broken = (await verify()).broken

    assert broken
    assert (broken.what, broken.number) == ("altered", 3)


async def test_a_removed_row_is_named(happen: Happen) -> None:
    await happen(6)
    await tamper("DELETE FROM event WHERE number = 4")
    broken = (await verify()).broken

    assert broken
    assert (broken.what, broken.number) == ("removed", 4)


async def test_numbering_the_others_again_does_not_hide_it(happen: Happen) -> None:
    await happen(6)
    await tamper("DELETE FROM event WHERE number = 4")
    for number in (5, 6, 7):
        await tamper("UPDATE event SET number = number - 1 WHERE number = ?", number)
    await tamper("UPDATE audit_head SET number = 6")
    broken = (await verify()).broken

    assert broken
    assert (broken.what, broken.number) == ("removed", 4)


@pytest.mark.parametrize("head", [7, 8])
async def test_an_inserted_row_is_named(happen: Happen, head: int) -> None:
    await happen(6)
    copied = "kind, thread_uid, comment_id, person_id, at, facts, hash FROM event WHERE number = 7"
    await tamper(
        f"INSERT INTO event (number, kind, thread_uid, comment_id, person_id, at, facts, hash) SELECT 8, {copied}"
    )
    await tamper("UPDATE audit_head SET number = ?", head)
    broken = (await verify()).broken

    assert broken
    assert (broken.what, broken.number) == ("inserted", 8)


async def test_rows_that_were_cut_off_the_end_are_missed(happen: Happen) -> None:
    await happen(6)
    await tamper("DELETE FROM event WHERE number > 5")
    broken = (await verify()).broken

    assert broken
    assert (broken.what, broken.number) == ("cut-off", 6)


async def test_cutting_the_head_as_well_is_seen_by_who_noted_it(happen: Happen) -> None:
    await happen(6)
    noted = (await verify()).head
    await tamper("DELETE FROM event WHERE number > 5")
    await tamper("UPDATE audit_head SET number = 5, hash = ?", await hash_of(5))

    assert (await verify()).broken is None
    broken = (await verify(expect=noted)).broken
    assert broken
    assert (broken.what, broken.number) == ("cut-off", 6)


async def test_a_head_that_was_noted_earlier_still_holds(happen: Happen) -> None:
    await happen(2)
    noted = (await verify()).head
    await happen(4)

    assert (await verify(expect=noted)).broken is None
    assert (await verify(expect=Head(noted.number, "f" * 64))).broken is not None


async def test_it_may_be_verified_while_people_write(happen: Happen, ledger: Ledger) -> None:
    async def go_on() -> None:
        for _ in range(60):
            async with ledger.note() as change:
                change.record(COMMENT_POSTED)

    await happen(4)
    writing = asyncio.create_task(go_on())
    while not writing.done():
        assert (await verify()).broken is None
    await writing

    assert (await verify()).head.number == FIRST + 64
