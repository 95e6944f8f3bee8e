"""Following the chain: whatever is done to one event, it is named, and nothing is where nothing was done."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comments_service.audit.chain_check import ALTERED, CUT_OFF, INSERTED, REMOVED, REWRITTEN, Break, Walk
from comments_service.records import Event
from comments_service.storage.chain import BEFORE_THE_FIRST, Head, Recorded, hash_after

AT = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
FORGED = Event("comment.decided", None, None, None, AT, {"forged": True})


def happened(count: int) -> list[Recorded]:
    events = [Event("comment.posted", "rota", None, None, AT + timedelta(minutes=n), {"n": n}) for n in range(count)]
    return chained(events)


def chained(events: list[Event], *, start: int = 1, previous: str = BEFORE_THE_FIRST) -> list[Recorded]:
    rows = []
    for number, event in enumerate(events, start=start):
        previous = hash_after(previous, number, event)
        rows.append(Recorded(number, previous, event))
    return rows


def numbered(rows: list[Recorded]) -> list[Recorded]:
    """The same rows, numbered from 1 again, with the hashes that they have."""
    return [replace(row, number=number) for number, row in enumerate(rows, start=1)]


def broken(rows: list[Recorded], *, head: Head | None = None, noted: Head | None = None) -> Break | None:
    walk = Walk()
    for row, following in pairwise([*rows, None]):
        assert row
        if found := walk.step(row, following) or (walk.noted(noted, row) if noted else None):
            return found
    found = walk.end(head or Head(len(rows), rows[-1].hash if rows else BEFORE_THE_FIRST))
    return found or (walk.too_short(noted) if noted else None)


def found(rows: list[Recorded], **heads: Head) -> tuple[str, int] | None:
    first = broken(rows, **heads)
    return (first.what, first.number) if first else None


LENGTHS = st.integers(3, 12)


@given(count=st.integers(0, 12))
def test_nothing_is_found_where_nothing_was_done(count: int) -> None:
    assert found(happened(count)) is None


@given(count=LENGTHS, data=st.data())
def test_an_altered_event_is_named(count: int, data: st.DataObject) -> None:
    rows, at = happened(count), data.draw(st.integers(0, count - 1))
    before = rows[at].event
    assert before
    rows[at] = replace(rows[at], event=replace(before, facts={"n": -1}))

    assert found(rows) == (ALTERED, at + 1)


@given(count=LENGTHS, data=st.data())
def test_so_is_one_whose_hash_was_altered(count: int, data: st.DataObject) -> None:
    rows, at = happened(count), data.draw(st.integers(0, count - 1))
    rows[at] = replace(rows[at], hash="f" * 64)

    assert found(rows) == (ALTERED, at + 1)


@given(count=LENGTHS, data=st.data())
def test_a_removed_event_is_named(count: int, data: st.DataObject) -> None:
    rows, at = happened(count), data.draw(st.integers(0, count - 2))
    del rows[at]

    assert found(rows, head=Head(count, rows[-1].hash)) == (REMOVED, at + 1)


def test_several_that_were_removed_are_counted() -> None:
    rows = happened(9)
    del rows[2:6]
    first = broken(rows)

    assert first
    assert first.message == (
        "events 3 to 6 were removed, after event 2 (comment.posted, 2026-11-23 12:01:00 UTC) "
        "and before event 7 (comment.posted, 2026-11-23 12:06:00 UTC)."
    )


@given(count=st.integers(4, 12), data=st.data())
def test_numbering_the_others_again_hides_no_removal(count: int, data: st.DataObject) -> None:
    rows, at = happened(count), data.draw(st.integers(0, count - 3))
    del rows[at]

    assert found(numbered(rows)) == (REMOVED, at + 1)


@given(count=LENGTHS, data=st.data(), fits=st.booleans())
def test_an_inserted_event_is_named_whether_or_not_its_hash_was_made_to_fit(
    count: int, data: st.DataObject, fits: bool
) -> None:
    rows, at = happened(count), data.draw(st.integers(0, count - 1))
    before = rows[at - 1].hash if at else BEFORE_THE_FIRST
    forged = chained([FORGED], start=at + 1, previous=before)[0] if fits else Recorded(0, "f" * 64, FORGED)

    assert found(numbered([*rows[:at], forged, *rows[at:]])) == (INSERTED, at + 1)


@given(count=LENGTHS)
def test_one_before_the_first_and_one_behind_the_last_are_named(count: int) -> None:
    rows = happened(count)
    head = Head(count, rows[-1].hash)
    behind = chained([FORGED], start=count + 1, previous=rows[-1].hash)

    assert found([*rows, *behind], head=head) == (INSERTED, count + 1)
    assert found([Recorded(0, "f" * 64, FORGED), *rows], head=head) == (INSERTED, 0)


@given(count=LENGTHS, data=st.data())
def test_what_was_cut_off_the_end_is_missed(count: int, data: st.DataObject) -> None:
    rows, left = happened(count), data.draw(st.integers(0, count - 1))

    assert found(rows[:left], head=Head(count, rows[-1].hash)) == (CUT_OFF, left + 1)


def test_a_chain_that_was_made_anew_holds_in_itself_and_not_what_was_noted() -> None:
    rows = happened(6)
    noted = Head(4, rows[3].hash)
    assert rows[2].event
    forged = chained(
        [*(row.event for row in rows[:2] if row.event), FORGED, *(row.event for row in rows[3:] if row.event)]
    )

    assert found(rows, noted=noted) is None
    assert found(forged) is None
    assert found(forged, noted=noted) == (REWRITTEN, 4)
    assert found(forged[:3], noted=noted) == (CUT_OFF, 4)


def test_an_event_that_cannot_be_read_was_altered() -> None:
    rows = happened(3)
    rows[1] = replace(rows[1], event=None)
    first = broken(rows)

    assert first
    assert (first.what, first.number) == (ALTERED, 2)
    assert first.message.startswith("event 2 (which cannot be read) was altered")


@pytest.mark.parametrize("facts", [{"n": 0.5}, {"n": "\ud800"}])
def test_facts_that_no_event_can_hold_were_altered(facts: dict[str, object]) -> None:
    rows = happened(3)
    assert rows[1].event
    rows[1] = replace(rows[1], event=replace(rows[1].event, facts=facts))

    assert found(rows) == (ALTERED, 2)


def test_a_missing_head_is_said() -> None:
    walk = Walk()

    assert walk.end(None) == Break(CUT_OFF, 1, "The record of how many events there are was removed.")
