"""The newest conversations are found by walking along an index, not by sorting all that was ever said."""

import pytest

from comments_service.storage import connection, conversations
from comments_service.storage.conversations import Wanted

pytestmark = pytest.mark.anyio


NEWEST = [Wanted(), Wanted(kind="question", site="Leeds")]


@pytest.mark.parametrize("wanted", NEWEST)
async def test_the_newest_are_found_by_walking_along_the_index_of_time(empty_database: str, wanted: Wanted) -> None:
    plan = await _plan(wanted)

    assert "comment_by_time" in plan
    assert "TEMP B-TREE" not in plan, plan
    assert "Sort" not in plan, plan


async def test_what_waits_is_found_by_what_is_open(empty_database: str) -> None:
    plan = await _plan(Wanted(waiting=True))

    assert "Seq Scan" not in plan
    if not connection.is_postgres():  # which of two indexes is better depends on how much there is
        assert "moderation_case_due" in plan


async def _plan(wanted: Wanted) -> str:
    sql, values = conversations.query(wanted, limit=31)
    explain = "EXPLAIN" if connection.is_postgres() else "EXPLAIN QUERY PLAN"
    async with connection.transaction():  # what is set holds for one connection, of several
        if connection.is_postgres():
            # An empty table is soonest sorted, whatever there is to read it by.
            for way in ("seqscan", "sort", "hashjoin", "mergejoin", "bitmapscan"):
                await connection.execute(f"SET LOCAL enable_{way} = off")
        return str(await connection.fetch(f"{explain} {sql}", *values))
