"""The end of a day closes discussions, though nobody does anything."""

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone

import pytest

from comments_service.discussion.closing_day import at_each_midnight, until_the_day_ends
from comments_service.discussion.fragments import Fragment, Fragments, Key, encode

JUST_BEFORE = datetime(2026, 11, 23, 23, 59, 59, 990_000, tzinfo=UTC)


def test_the_day_is_that_of_utc() -> None:
    in_warsaw = datetime(2026, 11, 24, 0, 30, tzinfo=timezone(timedelta(hours=1)))

    assert until_the_day_ends(in_warsaw) == timedelta(minutes=30)


def test_at_midnight_there_is_a_whole_day_to_go() -> None:
    assert until_the_day_ends(datetime(2026, 11, 24, tzinfo=UTC)) == timedelta(days=1)


@pytest.mark.anyio
async def test_it_acts_as_the_day_ends_and_then_waits_for_the_next() -> None:
    times: Iterator[datetime] = iter([JUST_BEFORE, JUST_BEFORE + timedelta(minutes=1)])
    acted = asyncio.Event()
    acts: list[str] = []

    def act() -> None:
        acts.append("acted")
        acted.set()

    task = asyncio.create_task(at_each_midnight(act, now=lambda: next(times)))
    await asyncio.wait_for(acted.wait(), 10)
    task.cancel()

    assert acts == ["acted"]


@pytest.mark.anyio
async def test_what_is_kept_of_every_thread_is_thrown_away() -> None:
    fragments = Fragments(room=1_000_000)
    keys = [Key(uid, "oldest", None) for uid in ("rota", "incident")]

    async def render() -> Fragment:
        return encode("<p>Open.</p>", version=1)

    for key in keys:
        await fragments.rendered(key, render)

    fragments.forget_all()

    assert [fragments.kept(key) for key in keys] == [None, None]
