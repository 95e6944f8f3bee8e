"""A page names the comments that led to a change, and each says so: as the last sync says, and no longer."""

import pytest

from comments_service.discussion import reading, rendering
from comments_service.discussion.sync_threads import ManifestIsWrong, parse, sync_threads
from comments_service.records import Comment
from comments_service.storage import threads
from tests.support.company import AMAL, BEN, PAGES, entry
from tests.support.talking import Talk

pytestmark = pytest.mark.anyio


async def led(talk: Talk) -> dict[str, list[str]]:
    """What each comment on the rota is said to have led to."""
    thread = await rendering.thread("rota")
    assert thread
    page = await rendering.page_of(thread, sort="oldest", after=None, size=20, now=talk.now)
    return {str(node.spoken.comment.id): [one.title for one in node.led] for node in page.nodes}


async def sync(talk: Talk, *cites: Comment | str, archive: bool = False) -> None:
    named = [one if isinstance(one, str) else str(one.id) for one in cites]
    outcome = [] if archive else [entry("outcome", title="What we changed", cites=named)]
    await sync_threads([*PAGES, *outcome], archive=[], ledger=talk.ledger)


async def test_a_comment_that_a_page_cites_says_that_it_led_to_a_change(talk: Talk) -> None:
    early, late = await talk.says(AMAL, "It ends too early."), await talk.says(BEN, "It ends too late.")
    before = await threads.version("rota")
    # One that is not here does no harm: a page may be tried out beside other comments.
    await sync(talk, early, "00000000-0000-4000-8000-00000000002a")

    assert await led(talk) == {str(early.id): ["What we changed"], str(late.id): []}
    assert [one.url for one in await reading.led_to(early.id)] == ["/news/outcome/"]
    # Whoever reads it sees it at once; the same again changes nothing.
    now = await threads.version("rota")
    assert now is not None
    assert before is not None
    assert now > before
    await sync(talk, early, "00000000-0000-4000-8000-00000000002a")
    assert await threads.version("rota") == now

    await sync(talk, late)
    assert await led(talk) == {str(early.id): [], str(late.id): ["What we changed"]}
    await sync(talk, archive=True)
    assert await led(talk) == {str(early.id): [], str(late.id): []}


def test_what_is_no_id_is_told_by_the_manifest() -> None:
    with pytest.raises(ManifestIsWrong):
        parse(
            '{"site": {}, "threads": [{"uid": "a", "url": "/a/", "title": "A", "lang": "en", "kind": "ama", '
            '"comments": "open", "moderation": "first", "category": "news", "cites": ["42"]}]}'
        )
