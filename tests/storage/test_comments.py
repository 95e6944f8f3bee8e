"""Queries on comments: pages over equal times, places in a list, counts, and versions that guard what is written."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from comments_service.records import Comment, Revision
from comments_service.storage import comments, people, threads
from comments_service.storage.comments import CommentIsThere
from tests.support.company import AMAL, BEN, CAST, NOON, entry

pytestmark = pytest.mark.anyio
STATES = ("published", "published", "held", "hidden", "removed", "withdrawn", "published")


def comment(number: int, *, to: Comment | None = None, state: str = "published", seconds: int = 0) -> Comment:
    own = UUID(int=number)
    public = 1 if state in ("published", "hidden") else None
    at = NOON + timedelta(seconds=seconds)
    root, parent = (to.root_id, to.id) if to else (own, None)
    return Comment(own, "rota", parent, root, AMAL.id, "comment", state, 1, public, 1, at, None)


async def add(*said: Comment) -> None:
    for one in said:
        await comments.add(one, Revision(1, f"Number {one.id.int}.", "", 1, [], NOON), revision_id=one.id)


@pytest.fixture
async def pages(empty_database: str) -> None:
    for person in CAST:
        await people.put(person)
    await threads.put([entry("rota"), entry("incident")], known={})


@pytest.fixture
async def shown(pages: None) -> list[UUID]:
    """The roots that are shown, oldest first, amid others that are not; three at each moment."""
    roots = [comment(number, state=STATES[number % 7], seconds=number // 3) for number in range(1, 40)]
    answered = [one for one in roots if one.state in ("removed", "withdrawn")][::2]
    await add(*roots)
    await add(*(comment(1000 + one.id.int, to=one, seconds=90) for one in answered))
    return [one.id for one in roots if one.state in ("published", "hidden") or one in answered]


@pytest.mark.parametrize("newest_first", [False, True])
@pytest.mark.parametrize("size", [1, 2, 7, 100])
async def test_pages_of_roots_hold_each_once_in_order_also_at_equal_times(
    shown: list[UUID], newest_first: bool, size: int
) -> None:
    seen: list[UUID] = []
    after = None
    while page := await comments.roots("rota", newest_first=newest_first, after=after, limit=size):
        assert len(page) <= size
        seen += page
        after = page[-1]

    assert seen == (shown[::-1] if newest_first else shown)


async def test_a_place_in_the_list_and_what_stands_there_agree_with_the_list(shown: list[UUID]) -> None:
    for position, root in enumerate(shown):
        assert await comments.roots_before(root, thread_uid="rota") == position
        assert await comments.root_at(position, thread_uid="rota") == root
    assert await comments.root_at(len(shown), thread_uid="rota") is None


async def test_other_threads_are_other_lists(shown: list[UUID]) -> None:
    assert await comments.roots("incident", newest_first=False, after=None, limit=9) == []
    assert await comments.root_at(0, thread_uid="incident") is None


async def test_only_published_comments_count(shown: list[UUID]) -> None:
    branches = [one.comment for one in await comments.branches(shown)]
    published = sum(one.state == "published" for one in branches)

    assert await comments.counts(["rota", "incident"]) == {"rota": published, "incident": 0}
    assert await comments.counts([]) == {}
    assert await comments.counts(["\x00", "rota"]) == {"\x00": 0, "rota": published}


async def test_branches_hold_all_under_their_roots_in_order_of_time(pages: None) -> None:
    root = comment(1)
    answer = comment(9, to=root, seconds=1)
    await add(root, comment(2, seconds=5), answer, comment(3, to=answer, seconds=2))

    assert [one.comment.id.int for one in await comments.branches([UUID(int=1)])] == [1, 9, 3]
    assert await comments.branches([]) == []


async def test_what_is_kept_comes_back_as_it_was(pages: None) -> None:
    said = replace(comment(1), kind="question", edited=NOON + timedelta(microseconds=123456))
    words = Revision(1, "Ünï ✓ 'quoted' ?", "<p>x</p>", 3, [{"detector": "iban", "start": 1}], NOON)
    await comments.add(replace(said, edited=None), words, revision_id=UUID(int=1))
    await comments.change(replace(said, version=2))
    found = (await comments.spoken([said.id], words="public"))[said.id]

    assert found.comment == replace(said, version=2)
    assert (found.author, found.revision) == (AMAL, words)
    assert await comments.get(said.id) == replace(said, version=2)


async def test_an_id_that_is_there_is_there(pages: None) -> None:
    await add(comment(1))

    with pytest.raises(CommentIsThere):
        await add(replace(comment(1), author_id=BEN.id))


async def test_a_change_is_written_over_the_version_before_it_only(pages: None) -> None:
    said = comment(1)
    await add(said)

    assert await comments.change(replace(said, version=2, state="removed"))
    assert not await comments.change(replace(said, version=2, state="hidden"))
    assert not await comments.change(replace(said, version=4, state="hidden"))
    assert (await comments.get(said.id)) == replace(said, version=2, state="removed")


async def test_only_words_that_were_said_were_said(pages: None) -> None:
    said = comment(1)
    await add(said)
    await comments.add_revision(said.id, Revision(2, "Others.", "", 1, [], NOON), revision_id=UUID(int=77))

    assert await comments.was_said(said.id, "Number 1.")
    assert await comments.was_said(said.id, "Others.")
    assert not await comments.was_said(said.id, "Never.")


async def test_somebody_is_known_by_what_is_public_now(pages: None) -> None:
    await add(comment(1, state="held"), comment(2, state="removed"))
    assert not await comments.anything_published_by(AMAL.id)
    await add(comment(3))

    assert await comments.anything_published_by(AMAL.id)
    assert not await comments.anything_published_by(BEN.id)
