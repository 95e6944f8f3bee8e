"""GET /t/{uid}/feed: tagged, encoded and as new as the thread, as the fragment is."""

from collections.abc import Callable
from xml.etree import ElementTree as ET

import pytest

from tests.conftest import ORIGIN, Visitor

Say = Callable[..., str]
FEED = "/t/rota/feed"


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """One database will do: this is about HTTP."""
    return sqlite_url


def test_everybody_gets_the_same_feed_and_nothing_personal(visitor: Visitor, say: Say) -> None:
    amal = visitor("amal")
    shown = say(amal, "I swap with Ben.")
    say(amal, "I write from +31 6 12345678.", review=True)

    copies = [one.get(FEED) for one in (visitor(), amal, visitor("ben"), visitor("dana"))]

    assert {one.content for one in copies} == {copies[0].content}
    feed = copies[0]
    assert (feed.status_code, feed.headers["content-type"]) == (200, "application/atom+xml; charset=utf-8")
    assert ("I swap with Ben." in feed.text, "12345678" in feed.text) == (True, False)
    assert f"{ORIGIN}/t/rota?comment={shown}" in feed.text
    assert "set-cookie" not in feed.headers
    ET.fromstring(feed.content)


def test_a_reader_who_has_it_is_told_so_until_something_is_said(visitor: Visitor, say: Say) -> None:
    nobody, amal = visitor(), visitor("amal")
    say(amal, "First words.")
    tag = nobody.get(FEED).headers["etag"]

    again = nobody.get(FEED, headers={"if-none-match": tag})
    say(amal, "Second words.")
    new = nobody.get(FEED, headers={"if-none-match": tag})

    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    assert not tag.startswith("W/")
    assert (new.status_code, "Second words." in new.text) == (200, True)


def test_a_feed_is_not_taken_for_the_fragment_nor_the_fragment_for_a_feed(visitor: Visitor, say: Say) -> None:
    say(visitor("amal"), "First words.")
    nobody = visitor()

    answers = [nobody.get(path) for path in (FEED, "/t/rota/fragment") * 2]

    assert [(one.headers["content-type"].partition(";")[0], one.text.startswith("<?xml")) for one in answers] == [
        ("application/atom+xml", True),
        ("text/html", False),
    ] * 2
    assert nobody.get("/t/rota/fragment?sort=feed").status_code == 422


def test_a_thread_that_there_is_not_has_no_feed(visitor: Visitor) -> None:
    answers = [visitor().get(f"/t/{uid}/feed") for uid in ("nowhere", "ROTA", "%00")]

    assert [one.status_code for one in answers] == [404] * 3


def test_the_plain_page_leads_to_it(visitor: Visitor) -> None:
    page = visitor().get("/t/rota").text

    assert '<link rel="alternate" type="application/atom+xml" title="Discussion: Rota" href="/t/rota/feed">' in page
    assert '<a class="th-link" href="/t/rota/feed"' in page
