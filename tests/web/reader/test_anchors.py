"""Asking about a part of a page, as programs, feeds, the plain page, the desk and the snapshot have it."""

import json
import re
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from starlette.testclient import TestClient

from tests.conftest import Visitor
from tests.support.company import PAGES, entry, manifest
from tests.web.reader.test_pages import send

Publish = Callable[..., None]
WORDS = "Rest is <eleven> hours & never less."
QUOTE, SHOWN = "<eleven> hours &", "&lt;eleven&gt; hours &amp;"
OTHER = "Nobody is rung up on a day off."


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """One database will do: this is about HTTP."""
    return sqlite_url


@pytest.fixture
def publish(visitor: Visitor, deploy_token: str) -> Publish:
    """Publishes a page that says some things, and what its French translation says."""

    def put(*said: str) -> None:
        blocks = [{"id": f"b-{len(words)}", "words": words} for words in said]
        french = {"lang": "fr", "url": "/fr/news/rota/", "title": "Rota", "blocks": [{"id": "b-fr", "words": "Repos."}]}
        pages = [entry("rota", blocks=blocks, translations=[french]), *PAGES[1:]]
        client, headers = visitor(), {"authorization": f"Bearer {deploy_token}", "content-type": "application/json"}
        del client.headers["origin"]
        answer = client.put("/api/v1/site/threads", content=json.dumps(manifest(*pages)), headers=headers)
        assert answer.status_code == 200, answer.text

    return put


def ask(client: TestClient, **anchor: str) -> tuple[int, Any]:
    body = {"thread": "rota", "body": "Is that so?", "anchor": anchor}
    answer = client.put(f"/api/v1/comments/{uuid4()}", json=body)
    return answer.status_code, answer.json()


def test_what_is_asked_about_is_told_wherever_the_question_is(visitor: Visitor, publish: Publish) -> None:
    publish(WORDS, OTHER)
    status, asked = ask(visitor("amal"), block=f"b-{len(WORDS)}", quote=QUOTE)
    nobody, own = visitor(), asked["id"]
    place = f"/news/rota/#b-{len(WORDS)}"
    here = {"block": f"b-{len(WORDS)}", "quote": QUOTE, "earlier": False, "url": place}

    assert (status, asked["kind"], asked["anchor"]) == (201, "question", here)
    assert nobody.get(f"/api/v1/comments/{own}").json()["anchor"] == here
    page, feed = nobody.get("/t/rota").text, nobody.get("/t/rota/feed").text
    desk = visitor("dana").get(f"/admin/comments/{own}").text
    assert f'data-asked="b-{len(WORDS)}:1 "' in page
    for shown in (page, desk):
        assert f">{SHOWN}</blockquote>" in shown
        assert f'{place}">this part of the page</a>' in shown
    assert "eleven" in feed
    assert "<eleven>" not in feed

    publish(OTHER)
    gone = {"block": None, "quote": QUOTE, "earlier": True, "url": None}
    assert nobody.get(f"/api/v1/comments/{own}").json()["anchor"] == gone
    page = nobody.get("/t/rota").text
    assert "About an earlier version</figcaption>" in page
    assert "data-asked" not in page
    # What is not public says nothing of what it was about.
    visitor("amal").delete(f"/api/v1/comments/{own}")
    assert "eleven" not in nobody.get(f"/api/v1/comments/{own}").text + nobody.get("/t/rota").text


def test_what_was_asked_of_a_translation_leads_there(visitor: Visitor, publish: Publish) -> None:
    publish(WORDS)

    assert ask(visitor("amal"), block="b-fr")[1]["anchor"]["url"] == "/fr/news/rota/#b-fr"


def test_a_part_that_is_not_there_is_refused_and_the_plain_page_lets_go_of_it(
    visitor: Visitor, publish: Publish
) -> None:
    publish(WORDS)
    amal = visitor("amal")
    status, problem = ask(amal, block="b-1", quote="Never said.")
    assert (status, problem["type"].rpartition("/")[2], problem["errors"][0]["field"]) == (
        422,
        "anchor-is-gone",
        "anchor",
    )

    begun = amal.get(f"/t/rota?block=b-{len(WORDS)}&quote=%3Celeven%3E").text
    assert re.search(r'name="quote" value="&lt;eleven&gt;"', begun)
    assert "data-about" not in amal.get("/t/rota?block=b-1&quote=Never+said").text
    status, _, page = send(amal, block="b-1", quote="Never said.", body="My long words.")
    assert (status, "My long words." in page, "data-about" in page) == (422, True, False)
    _, _, page = send(amal, block=f"b-{len(WORDS)}", quote=QUOTE, body="My long words.", preview="yes")
    assert f'name="quote" value="{SHOWN}"' in page
    _, _, page = send(amal, block=f"b-{len(WORDS)}", quote=QUOTE, body="My long words.", detach="yes")
    assert ("My long words." in page, "data-about" in page) == (True, False)
    assert visitor().get("/api/v1/threads/rota").json()["count"] == 0
    assert send(amal, block=f"b-{len(WORDS)}", quote=QUOTE)[0] == 303
    assert f">{SHOWN}</blockquote>" in visitor().get("/t/rota").text


def test_the_comments_about_one_part_are_a_page_a_fragment_and_json(visitor: Visitor, publish: Publish) -> None:
    publish(WORDS, OTHER)
    here, there = f"b-{len(WORDS)}", f"b-{len(OTHER)}"
    mine = [ask(visitor("amal"), block=here)[1]["id"] for _ in range(2)]
    other = ask(visitor("ben"), block=there)[1]["id"]
    reply = str(uuid4())
    visitor("ben").put(f"/api/v1/comments/{reply}", json={"thread": "rota", "body": "It is.", "parent": mine[0]})
    nobody = visitor()

    def seen(query: str) -> list[str]:
        comments = nobody.get(f"/api/v1/threads/rota?{query}").json()["comments"]
        return [one["id"] for one in comments]

    assert seen(f"about={here}") == [mine[0], reply, mine[1]]
    assert seen(f"about={here}&sort=newest") == [mine[1], mine[0], reply]
    assert seen(f"about={here}&only=official") == []
    assert seen(f"about={there}") == [other]
    for path in ("/t/rota", "/t/rota/fragment"):
        page = nobody.get(f"{path}?about={here}").text
        assert "2 comments about this part of the page" in page
        assert f'href="/t/rota?sort=newest&amp;about={here}"' in page
        assert (mine[1] in page, other in page, "th-lifted" in page) == (True, False, False)
    # From the whole of it a link leads there, where there is more than the one that is read.
    whole = nobody.get("/t/rota").text
    assert f'href="/t/rota?about={here}">2 comments about this part of the page</a>' in whole
    assert f"?about={there}" not in whole
    assert "th-part-only" not in whole


def test_a_part_that_was_made_up_has_no_comments_whatever_its_name(visitor: Visitor, publish: Publish) -> None:
    publish(WORDS)
    ask(visitor("amal"), block=f"b-{len(WORDS)}")
    nobody = visitor()
    made_up = [nobody.get(f"/t/rota/fragment?about=b-{number}").text for number in range(1000, 1020)]

    assert len(set(made_up)) == 1
    assert "0 comments about this part of the page" in made_up[0]
    assert "Nobody has said anything about it." in made_up[0]
    publish(WORDS, OTHER)
    assert f">{OTHER}</blockquote>" in nobody.get(f"/t/rota/fragment?about=b-{len(OTHER)}").text


def test_whoever_writes_while_they_see_one_part_comes_back_to_it(visitor: Visitor, publish: Publish) -> None:
    publish(WORDS, OTHER)
    here, amal, own = f"b-{len(WORDS)}", visitor("amal"), str(uuid4())
    begun = ask(amal, block=here)[1]["id"]
    shown = amal.get(f"/t/rota?about={here}&sort=newest").text
    assert f'action="/t/rota?about={here}&amp;sort=newest"' in shown

    status, place, _ = send(amal, thread=f"rota?about={here}", id=own, parent=begun)
    assert (status, place) == (303, f"/t/rota?comment={own}&about={here}")
    assert amal.get(place).headers["location"] == f"/t/rota?about={here}#comment-{own}"
    # What is about something else stands among all.
    _, place, _ = send(amal, thread=f"rota?about={here}", id=(other := str(uuid4())))
    assert amal.get(place).headers["location"] == f"/t/rota#comment-{other}"
    _, _, again = send(amal, thread=f"rota?about={here}", body="")
    assert "2 comments about" not in again
    assert "1 comment about this part of the page" in again
