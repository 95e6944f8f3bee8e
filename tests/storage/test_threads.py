"""Threads and their versions."""

import pytest

from comments_service.storage import threads
from tests.support.company import entry

pytestmark = pytest.mark.anyio


@pytest.fixture
async def known(empty_database: str) -> None:
    await threads.put([entry("rota", owner="ines", pulse=["Better?"]), entry("incident")], known={})


async def test_what_the_manifest_said_comes_back(known: None) -> None:
    thread = await threads.get("rota")

    assert thread is not None
    assert dict(thread.facts) == entry("rota", owner="ines", pulse=["Better?"])
    assert (thread.uid, thread.url, thread.version, thread.archived) == ("rota", "/news/rota/", 0, False)
    assert await threads.some(["rota", "no-such-page"]) == {"rota": thread}
    assert await threads.some([]) == {}


async def test_a_bump_moves_one_threads_version_by_one(known: None) -> None:
    await threads.bump("rota")
    await threads.bump("rota")

    assert await threads.versions() == {"rota": 2, "incident": 0}
    assert await threads.version("rota") == 2


@pytest.mark.parametrize("uid", ["", "no-such-page", "Rota", "rota ", "x" * 1000, "ro\x00ta", "' OR 1=1 --", "%"])
async def test_a_thread_that_there_is_not_is_none(known: None, uid: str) -> None:
    assert await threads.get(uid) is None
    assert await threads.version(uid) is None


async def test_what_was_archived_is_still_there(known: None) -> None:
    await threads.archive(["rota"])
    await threads.archive([])

    assert {thread.uid: thread.archived for thread in await threads.all_threads()} == {"rota": True, "incident": False}


async def test_only_what_differs_is_written(known: None) -> None:
    before = {thread.uid: thread for thread in await threads.all_threads()}

    assert await threads.put([entry("rota", owner="marek"), entry("incident")], known=before) == ["rota"]
