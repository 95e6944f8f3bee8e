"""Each queue is read by the index that was made for it, and nothing that the desk asks reads a whole table."""

import re
from collections.abc import Sequence
from contextlib import AsyncExitStack

import pytest

from benchmarks.statements import Statement, plan, recorded
from comments_service.discussion.limits import read_limits
from comments_service.moderation.item import item
from comments_service.moderation.queue import claim_next, queue
from comments_service.storage import cases, connection
from tests.support.company import AMAL, BEN, DANA, INES
from tests.support.talking import HELD_WORDS, Talk

pytestmark = pytest.mark.anyio
# Those that grow with what is said; the others grow with the company, or with what waits.
GROWING = ("comment", "revision", "moderation_case", "decision", "report", "event", "appeal", "note")


@pytest.fixture
async def talk(database: str) -> Talk:
    if connection.is_postgres():
        # What earlier tests deleted is still in its files, and counts when PostgreSQL weighs its indexes.
        await connection.execute("TRUNCATE moderation_case CASCADE")
    return Talk()


async def plans(
    statements: Sequence[Statement], *, at_need: Sequence[str] = ("seqscan", "bitmapscan")
) -> dict[str, str]:
    """Each statement with its plan.

    Args:
        at_need: what PostgreSQL does where it has no index alone: a few rows are soonest read whole.
    """
    async with AsyncExitStack() as stack:
        if connection.is_postgres():
            await stack.enter_async_context(connection.transaction())
            for way in at_need:
                await connection.execute(f"SET LOCAL enable_{way} = off")
        asked = [one for one in statements if one[0].lstrip().split(" ")[0] in ("SELECT", "UPDATE", "DELETE")]
        return {sql: await plan((sql, values)) for sql, values in asked}


INDEXES = {
    "held": "moderation_case_queue",
    "reported": "moderation_case_queue",
    "questions": "moderation_case_queue",
    "first": "moderation_case_queue",
    "appeals": "moderation_case_queue",
    "all": "moderation_case_due",
    "elsewhere": "moderation_case_elsewhere",
}


@pytest.mark.parametrize("name", INDEXES)
async def test_a_queue_is_read_by_its_index_in_the_order_in_which_it_is_kept(talk: Talk, name: str) -> None:
    first = (await cases.open_of((await talk.says(AMAL, HELD_WORDS)).id))[0]
    with recorded() as statements:
        await cases.open_cases(name, after=None, limit=51)
        await cases.open_cases(name, after=first.id, limit=51)
    # Which of its indexes it takes for so few rows, and then sorts, hangs on the statistics that there are by chance.
    found = await plans(statements, at_need=("seqscan", "bitmapscan", "sort"))

    assert len(found) == 2
    for steps in found.values():
        assert INDEXES[name] in steps
        assert not re.search(r"\bsort\b|TEMP B-TREE", steps, re.IGNORECASE), steps


async def test_what_is_counted_is_counted_by_the_indexes_of_what_is_open(talk: Talk) -> None:
    first = (await cases.open_of((await talk.says(AMAL, HELD_WORDS)).id))[0]
    with recorded() as statements:
        await cases.counts(talk.now)
        await cases.ahead_of(first)
    found = list((await plans(statements)).values())

    assert [re.findall(r"moderation_case_\w+", steps) for steps in found] == [
        ["moderation_case_queue"],
        ["moderation_case_elsewhere"],
        ["moderation_case_queue"],
    ]


def read_whole(steps: str) -> list[str]:
    """The steps of a plan that read all of a growing table."""
    tables = "|".join(GROWING)
    if not connection.is_postgres():
        scans = re.findall(rf"^SCAN (?:\w+ )?(?:{tables}|[cder])\b.*$", steps, re.MULTILINE)
        return [step for step in scans if "INDEX moderation_case_" not in step]
    lines = steps.splitlines()
    found = [line for line in lines if re.search(rf"Seq Scan on (?:{tables})\b", line)]
    for line, after in zip(lines, [*lines[1:], ""], strict=True):
        scanned = re.search(rf"Index (?:Only )?Scan using (\w+) on (?:{tables})\b", line)
        # An index without a condition is a table read in another order; a partial one holds what is open alone.
        if scanned and "Index Cond" not in after and not scanned[1].startswith("moderation_case_"):
            found.append(line)
    return found


async def test_nothing_that_the_desk_or_a_writer_asks_reads_a_whole_table(talk: Talk) -> None:
    root = await talk.says(BEN, "Who drives on Sunday?", kind="question")
    said = await talk.says(AMAL, HELD_WORDS, to=root)
    await talk.says(INES, HELD_WORDS)
    talk.limits = read_limits("")
    with recorded() as statements:
        await queue("held", after=None, now=talk.now)
        await item(said.id, by=DANA, now=talk.now)
        await claim_next("held", after_case=None, by=DANA, now=talk.now)
        await talk.decides(DANA, said, "approve")
        await talk.reports(BEN, said)
        other = await talk.says(AMAL, "Not I.", to=root)
        await talk.edits(AMAL, other, "Not I, nor Sam.")
        await talk.withdraws(AMAL, said)
    found = {sql: read_whole(steps) for sql, steps in (await plans(statements)).items()}

    assert len(found) > 30
    assert {sql: steps for sql, steps in found.items() if steps} == {}
