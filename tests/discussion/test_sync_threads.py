"""Bringing in the manifest: all of it or nothing, twice is once, and no discussion is orphaned by accident."""

import asyncio
import copy
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comments_service.discussion import thread_rules
from comments_service.discussion.sync_threads import ManifestIsWrong, ThreadsWouldBeOrphaned, parse, sync_threads
from comments_service.events import THREADS_SYNCED
from comments_service.storage import comments, threads
from tests.support.company import AMAL, PAGES, entry, manifest
from tests.support.talking import Talk, everything


async def sync(talk: Talk, *entries: dict[str, Any], archive: tuple[str, ...] = ()) -> Any:
    return await sync_threads(list(entries), archive=archive, ledger=talk.ledger)


@pytest.mark.anyio
async def test_a_new_page_has_a_discussion(talk: Talk) -> None:
    synced = await sync(talk, *PAGES, entry("canteen", title="The new canteen", owner="ines"))
    thread = await threads.get("canteen")

    assert (synced.threads, synced.changed, synced.archived) == (len(PAGES) + 1, ["canteen"], [])
    assert thread is not None
    assert (thread.title, thread.facts["owner"]) == ("The new canteen", "ines")
    assert talk.announced == ["canteen"]
    assert await talk.says(AMAL, thread="canteen")


@pytest.mark.anyio
async def test_the_same_manifest_again_changes_nothing(talk: Talk) -> None:
    before = await everything()
    synced = await sync(talk, *PAGES)

    assert (synced.changed, synced.archived) == ([], [])
    assert await everything() == before
    assert talk.announced == []


@pytest.mark.anyio
async def test_a_page_that_was_renamed_and_moved_keeps_its_discussion(talk: Talk) -> None:
    said = await talk.says(AMAL)
    version = await threads.version("rota")
    await sync(talk, entry("rota", title="Rotas, all of them", url="/pages/rotas/"), *PAGES[1:])
    thread = await threads.get("rota")

    assert thread is not None
    assert (thread.title, thread.url, thread.version) == ("Rotas, all of them", "/pages/rotas/", (version or 0) + 1)
    assert await comments.roots("rota", newest_first=False, after=None, limit=9) == [said.id]


@pytest.mark.anyio
async def test_a_sync_is_recorded_once_with_what_changed(talk: Talk) -> None:
    await sync(talk, entry("canteen"), *PAGES[1:])
    event = [row for row in (await everything())["event"] if row["kind"] == THREADS_SYNCED][-1]

    assert json.loads(str(event["facts"])) == {"changed": ["canteen"], "archived": ["rota"]}


@pytest.mark.anyio
async def test_a_sync_that_would_orphan_a_discussion_changes_nothing_and_says_which(talk: Talk) -> None:
    await talk.says(AMAL, thread="rota")
    await talk.says(AMAL, thread="incident")  # held, and somebody's words all the same
    before, announced = await everything(), list(talk.announced)

    with pytest.raises(ThreadsWouldBeOrphaned) as refused:
        await sync(talk, entry("canteen"), *PAGES[2:])

    assert refused.value.facts == {"uids": ["incident", "rota"]}
    assert "incident, rota" in refused.value.message
    assert await everything() == before
    assert talk.announced == announced


@pytest.mark.anyio
async def test_a_page_without_comments_is_put_away_when_it_vanishes(talk: Talk) -> None:
    synced = await sync(talk, *PAGES[1:])
    thread = await threads.get("rota")

    assert synced.archived == ["rota"]
    assert thread is not None
    assert not thread_rules.is_open(thread, now=talk.now)


@pytest.mark.anyio
async def test_a_page_with_comments_is_put_away_on_purpose_only_and_can_still_be_read(talk: Talk) -> None:
    said = await talk.says(AMAL)
    synced = await sync(talk, *PAGES[1:], archive=("rota",))

    assert synced.archived == ["rota"]
    assert (await talk.now_of(said)).state == "published"
    with pytest.raises(thread_rules.ThreadIsClosed):
        await talk.says(AMAL)


@pytest.mark.anyio
async def test_what_was_put_away_stays_so_without_being_named_again(talk: Talk) -> None:
    await talk.says(AMAL)
    await sync(talk, *PAGES[1:], archive=("rota",))

    assert (await sync(talk, *PAGES[1:])).archived == []


@pytest.mark.anyio
async def test_a_page_comes_back_from_the_archive_with_its_discussion(talk: Talk) -> None:
    said = await talk.says(AMAL)
    await sync(talk, *PAGES[1:], archive=("rota",))

    assert (await sync(talk, *PAGES)).changed == ["rota"]
    assert await talk.says(AMAL, to=said)


@pytest.mark.anyio
async def test_two_syncs_at_once_are_one(talk: Talk) -> None:
    fresh = [entry(f"page-{number}") for number in range(20)]
    ends = await asyncio.gather(*(sync(talk, *PAGES, *fresh) for _ in range(4)))

    assert sorted(len(end.changed) for end in ends) == [0, 0, 0, 20]


# --- what a manifest must be --------------------------------------------------------------------------------------


def text_of(*entries: dict[str, Any]) -> bytes:
    return json.dumps(manifest(*entries)).encode()


def test_entries_come_with_all_that_the_build_said() -> None:
    said = entry("rota", owner="ines", pulse=["Better", "Worse"])

    assert parse(text_of(said)) == [said]


@pytest.mark.parametrize(
    "text",
    [
        b"", b"null", b"[]", b"{}", b'{"threads": []}', b'{"site": {}, "threads": {}}', b"\xff\xfe",
        b'{"site": {}, "thr', b"[" * 100_000, b'{"site": ' + b'{"a":' * 50_000,
    ],
)  # fmt: skip
def test_what_is_no_manifest_is_refused(text: bytes) -> None:
    with pytest.raises(ManifestIsWrong):
        parse(text)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("uid", ""), ("uid", "-rota"), ("uid", "Rota"), ("uid", "rota\n"), ("uid", "a" * 101), ("uid", "a b"),
        ("uid", 7), ("uid", "../rota"), ("uid", None), ("url", "https://elsewhere.example/"),
        ("url", "//elsewhere.example/"), ("url", "/\\elsewhere.example/"), ("url", "/\t/elsewhere.example/"),
        ("url", "/news/\n"), ("url", "rota/"),
        ("url", "/" + "a" * 500), ("title", ""), ("title", "a" * 301), ("title", None), ("lang", "a" * 17),
        ("kind", "poem"), ("comments", "off"), ("comments", True), ("moderation", "strict"), ("closes", "soon"),
        ("closes", "2026-02-30"), ("closes", "2026-11-16T10:00:00"), ("closes", 20261116), ("responders", "ines"),
        ("translations", [{"lang": "fr"}]), ("title", "a\x00b"), ("owner", {"name": ["\x00"]}),
    ],
)  # fmt: skip
def test_an_entry_that_cannot_be_used_is_refused(key: str, value: object) -> None:
    with pytest.raises(ManifestIsWrong):
        parse(text_of(entry("incident"), {**entry("rota"), key: value}))


@pytest.mark.parametrize("key", ["uid", "url", "title", "lang", "kind", "comments", "moderation", "category"])
def test_an_entry_that_lacks_something_is_refused_and_it_is_named(key: str) -> None:
    with pytest.raises(ManifestIsWrong, match=key):
        parse(text_of({name: value for name, value in entry("rota").items() if name != key}))


def test_half_a_surrogate_pair_is_refused() -> None:
    with pytest.raises(ManifestIsWrong):
        parse(text_of(entry("rota")).replace(b'"title": "Rota"', b'"title": "Ro\\ud800ta"'))


def test_a_uid_twice_is_refused_and_named() -> None:
    with pytest.raises(ManifestIsWrong, match="rota"):
        parse(text_of(entry("rota"), entry("incident"), entry("rota")))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


@settings(max_examples=200)
@given(st.binary(max_size=200) | JSON.map(lambda value: json.dumps(value).encode()))
def test_whatever_it_is_it_is_a_manifest_or_refused(text: bytes) -> None:
    with pytest.raises(ManifestIsWrong):
        parse(text)


@settings(max_examples=150)
@given(st.sampled_from(sorted(entry("rota"))), JSON)
def test_whatever_stands_in_an_entry_it_is_refused_or_a_thread_that_can_be_asked(key: str, value: object) -> None:
    changed = copy.deepcopy(entry("rota")) | {key: value}
    try:
        (said,) = parse(text_of(changed))
    except ManifestIsWrong:
        return
    thread = thread_rules.Thread(said["uid"], said["url"], said["title"], said["lang"], said, 0, archived=False)

    assert thread_rules.moderation(thread) in {"screened", "first", "review"}
    thread_rules.kind(thread)
    thread_rules.closes(thread)
