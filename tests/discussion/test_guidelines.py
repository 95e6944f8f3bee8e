"""The guidelines at the point of posting: the first time, once more in each version, as short as the page asks."""

import json
from typing import Any
from uuid import uuid4

import pytest

from comments_service.discussion.deadlines import USUAL
from comments_service.discussion.my_view import my_view
from comments_service.discussion.post import Draft, post
from comments_service.discussion.sync_threads import ManifestIsWrong, parse, sync_threads
from comments_service.records import Person
from comments_service.storage import people, threads
from tests.support.company import AMAL, BEN, PAGES, entry, manifest
from tests.support.talking import WINDOW, Talk

pytestmark = pytest.mark.anyio

POINTS = ["Say what you see.", "Ask first.", "Passwords stay out."]


def page(version: str = "1", **about: Any) -> dict[str, Any]:
    return entry("rota", guidelines_card={"version": version, "points": POINTS}, **about)


@pytest.fixture
async def talk(database: str) -> Talk:
    talk = Talk()
    await publish(talk, page())
    return talk


async def publish(talk: Talk, rota: dict[str, Any]) -> None:
    """Sync the site, with this page in it."""
    await sync_threads([rota, *(one for one in PAGES if one["uid"] != "rota")], archive=[], ledger=talk.ledger)


async def shown_to(talk: Talk, person: Person) -> tuple[str, ...] | None:
    thread = await threads.get("rota")
    assert thread
    found = (await my_view(thread, person, edit_window=WINDOW, now=talk.now)).guidelines
    return found.points if found else None


async def posts(talk: Talk, by: Person, guidelines: str) -> None:
    how = {"ledger": talk.ledger, "rules": talk.rules, "deadlines": USUAL, "new_id": talk.new_id, "now": talk.now}
    draft = Draft(uuid4(), "rota", f"{uuid4()} is what {by.name} says.", guidelines=guidelines)
    await post(draft, by=by, site_host="news.example", **how)


async def test_they_are_shown_until_one_has_posted_under_them(talk: Talk) -> None:
    assert await shown_to(talk, AMAL) == tuple(POINTS)
    await posts(talk, AMAL, "1")

    assert await shown_to(talk, AMAL) is None
    assert await shown_to(talk, BEN) == tuple(POINTS)


async def test_each_new_version_is_shown_once(talk: Talk) -> None:
    await posts(talk, AMAL, "1")
    await publish(talk, page("2"))
    assert await shown_to(talk, AMAL) == tuple(POINTS)
    # Posted from a page that was opened before: what stood above it were the old ones.
    await posts(talk, AMAL, "1")
    assert await shown_to(talk, AMAL) == tuple(POINTS)
    await posts(talk, AMAL, "2")

    assert await shown_to(talk, AMAL) is None


@pytest.mark.parametrize(("form", "shown"), [("full", 3), ("short", 1)])
async def test_a_page_may_ask_for_one_line_of_them(talk: Talk, form: str, shown: int) -> None:
    await publish(talk, page(guidelines=form))

    assert await shown_to(talk, AMAL) == tuple(POINTS[:shown])


async def test_a_page_may_do_without_them(talk: Talk) -> None:
    await publish(talk, page(guidelines="off"))

    assert await shown_to(talk, AMAL) is None
    await posts(talk, AMAL, "1")
    assert await people.guidelines_seen(AMAL.id) == ""


async def test_what_never_stood_above_the_box_was_not_read(talk: Talk) -> None:
    await posts(talk, AMAL, "")
    await posts(talk, BEN, "never-was")

    assert await shown_to(talk, AMAL) == await shown_to(talk, BEN) == tuple(POINTS)


@pytest.mark.parametrize("wrong", [{"version": ""}, {"points": []}, {"points": ["a"] * 4}, {"points": ["a" * 301]}])
def test_a_manifest_with_guidelines_that_are_none_is_refused(wrong: dict[str, Any]) -> None:
    rota = entry("rota", guidelines_card={"version": "1", "points": POINTS, **wrong})
    with pytest.raises(ManifestIsWrong):
        parse(json.dumps(manifest(rota)))
