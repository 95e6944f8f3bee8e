"""The export: whoever has it can check the chain with nothing of ours, and that it was made is in it."""

import hashlib
import json
from typing import Any

import pytest

from comments_service.audit.export import export
from comments_service.audit.verify import verify
from comments_service.events import AUDIT_EXPORTED, Ledger
from comments_service.storage import connection
from tests.audit.conftest import Happen, tamper
from tests.support.company import NOOR

pytestmark = pytest.mark.anyio


async def exported(ledger: Ledger, since: int = 0) -> list[dict[str, Any]]:
    return [json.loads(line) async for line in await export(since=since, by=NOOR, ledger=ledger)]


async def test_anybody_can_verify_it_by_themselves(happen: Happen, ledger: Ledger) -> None:
    await happen(6)
    before = "0" * 64
    for event in await exported(ledger):
        own = event.pop("hash")
        said = json.dumps(event, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        assert own == hashlib.sha256(f"{before}\n{said}".encode()).hexdigest()
        before = own

    assert before == (await verify()).head.hash


async def test_the_last_line_says_who_exported(happen: Happen, ledger: Ledger) -> None:
    await happen(3)
    lines = await exported(ledger)

    assert [one["number"] for one in lines] == [1, 2, 3, 4, 5]
    assert (lines[-1]["kind"], lines[-1]["person"]) == (AUDIT_EXPORTED, str(NOOR.id))
    assert lines[-1]["facts"] == {"since": 0}


async def test_it_may_go_on_from_where_the_last_one_ended(happen: Happen, ledger: Ledger) -> None:
    await happen(3)

    assert [one["number"] for one in await exported(ledger, since=3)] == [4, 5]
    assert [one["number"] for one in await exported(ledger, since=99)] == []


async def test_it_is_recorded_before_the_first_line_is_given(happen: Happen, ledger: Ledger) -> None:
    lines = await export(since=0, by=NOOR, ledger=ledger)

    assert (await verify()).head.number == 2
    await lines.aclose()  # type: ignore[attr-defined]


async def test_a_row_that_cannot_be_read_is_said_and_the_others_are_there(happen: Happen, ledger: Ledger) -> None:
    await happen(3)
    nonsense = '{"n": 0.5}' if connection.is_postgres() else "nonsense"
    await tamper("UPDATE event SET facts = ? WHERE number = 2", nonsense)
    lines = await exported(ledger)

    assert [one.get("unreadable", False) for one in lines] == [False, True, False, False, False]
    assert lines[1]["number"] == 2
