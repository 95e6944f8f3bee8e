"""/latest/: the conversations of all pages, as everybody may read them."""

import functools
import operator
import re
from collections.abc import Callable
from uuid import uuid4

import pytest
from starlette.testclient import TestClient

from comments_service.discussion.sync_threads import sync_threads
from comments_service.events import Ledger
from tests.conftest import Visitor
from tests.support.company import NOON, PAGES, entry

Say = Callable[..., str]
_SHOWN = re.compile(r'<h2 class="th-topic__title"[^>]*><a href="([^"]+)"><bdi>(.*?)</bdi>')
BOARD = entry("lay-by", kind="board", category="communities")


def _sync(app: TestClient, *pages: dict[str, object], archive: list[str]) -> None:
    async def put() -> None:
        await sync_threads(pages, archive=archive, ledger=Ledger(now=lambda: NOON))

    assert app.portal is not None
    app.portal.call(put)


@pytest.fixture
def pages(app: TestClient) -> None:
    translated = [{"uid": "both", "lang": "pl", "url": "/pl/both/", "title": "Oba", "blocks": []}]
    both = entry("both", translations=translated)
    _sync(app, *PAGES, BOARD, entry("rota-fr", lang="fr"), entry("gone"), both, archive=[])


def shown(client: TestClient, query: str = "") -> list[str]:
    answer = client.get(f"/latest/{query}")
    assert answer.status_code == 200, answer.text
    return [words for _, words in _SHOWN.findall(answer.text)]


@pytest.mark.usefixtures("pages")
def test_where_something_was_said_last_comes_first_whatever_the_page(visitor: Visitor, say: Say) -> None:
    amal, ben = visitor("amal"), visitor("ben")
    old = say(amal, body="The rota is new.")
    topic = say(ben, thread="lay-by", body="Ice on the A1\n\nSlow down.")
    say(amal, thread="rota-fr", body="La première.")
    say(ben, body="It is.", parent=old)

    page = visitor().get("/latest/").text
    assert _SHOWN.findall(page) == [
        (f"/t/rota?comment={old}", "The rota is new."),
        ("/t/rota-fr?comment=" + page.partition("/t/rota-fr?comment=")[2][:36], "La première."),
        (f"/t/lay-by/topics/{topic}", "Ice on the A1"),
    ]
    assert '<a href="/news/rota/" lang="en"><bdi>Rota</bdi></a>' in page
    assert "1 reply" in page


@pytest.mark.usefixtures("pages")
def test_c1_5_unanswered_shows_exactly_the_questions_that_wait_the_oldest_first(visitor: Visitor, say: Say) -> None:
    amal, ben, ines = visitor("amal"), visitor("ben"), visitor("ines")
    asked = [f"Question {number}?" for number in range(4)]
    ids = [say(one, body=words, kind="question") for words, one in zip(asked, (amal, ben, amal, ben), strict=True)]
    say(amal, body="No question at all.")
    say(ines, body="This answers it.", parent=ids[1])

    assert shown(visitor(), "?view=unanswered") == [asked[0], asked[2], asked[3]]


@pytest.mark.usefixtures("pages")
def test_it_can_be_chosen_by_kind_place_language_and_community(visitor: Visitor, say: Say) -> None:
    amal, ben = visitor("amal"), visitor("ben")  # Casablanca, Leeds
    say(amal, body="Why?", kind="question")
    say(ben, thread="lay-by", body="Ice on the A1")
    say(ben, thread="rota-fr", body="Bonjour.")
    say(amal, thread="both", body="In two.")

    assert shown(visitor(), "?kind=question") == ["Why?"]
    assert shown(visitor(), "?site=Leeds") == ["Bonjour.", "Ice on the A1"]
    assert shown(visitor(), "?lang=fr") == ["Bonjour."]
    assert shown(visitor(), "?lang=pl") == ["In two."]
    assert shown(visitor(), "?community=lay-by") == ["Ice on the A1"]
    assert shown(visitor(), "?community=lay-by&site=Casablanca") == []
    page = visitor().get("/latest/?site=Leeds").text
    assert '<option value="Leeds" selected>' in page
    assert '<option value="lay-by">Lay by</option>' in page
    # The other views keep what was chosen.
    assert 'href="/latest/?view=unanswered&amp;site=Leeds"' in page


@pytest.mark.usefixtures("pages")
def test_mine_and_what_i_follow_are_told_to_me_alone(visitor: Visitor, say: Say) -> None:
    amal, ben = visitor("amal"), visitor("ben")
    first = say(ben, body="I began it.")
    say(amal, body="I answered.", parent=first)
    say(ben, thread="lay-by", body="Ice on the A1")
    assert amal.put("/api/v1/threads/lay-by/following").status_code == 200

    assert shown(amal, "?view=mine") == ["I began it."]
    assert shown(ben, "?view=mine") == ["Ice on the A1", "I began it."]
    assert shown(amal, "?view=following") == ["Ice on the A1"]
    assert shown(ben, "?view=following") == []
    for view in ("mine", "following"):
        assert visitor().get(f"/latest/?view={view}").status_code in (303, 401)
    assert "view=mine" not in visitor().get("/latest/").text


@pytest.mark.usefixtures("pages")
def test_what_everybody_may_not_read_is_not_there(app: TestClient, visitor: Visitor, say: Say) -> None:
    amal, ben, dana = visitor("amal"), visitor("ben"), visitor("dana")
    say(amal, thread="incident", body="It waits.")
    say(amal, thread="gone", body="On a page that went.")
    withdrawn, hidden, stays = say(amal, body="Taken back."), say(ben, body="Hidden."), say(ben, body="It stays.")
    reply = say(amal, body="A reply that is taken back.", parent=stays)
    say(ben, body="Newer.")
    for one in (withdrawn, reply):
        assert amal.delete(f"/api/v1/comments/{one}").status_code == 200
    verdict = {"comment": hidden, "version": 1, "action": "hide", "reason": "off-topic", "message": "Not here."}
    assert dana.post("/admin/api/decisions", json=[verdict]).json()["results"][0]["status"] == 200
    _sync(app, *PAGES, archive=["gone"])

    for one in (visitor(), amal, dana):
        assert shown(one) == ["Newer.", "It stays."]


@pytest.mark.usefixtures("pages")
def test_it_is_read_page_by_page_each_conversation_once(visitor: Visitor, say: Say) -> None:
    people = [visitor(one) for one in ("amal", "ben", "tom", "ines", "priya", "eli", "dana")]
    roots = [say(people[number % 7], body=f"Words {number:02}") for number in range(33)]
    say(people[0], body="It goes on.", parent=roots[2])
    seen, query = [], ""
    while True:
        page = people[0].get(f"/latest/{query}").text
        seen.append([words for _, words in _SHOWN.findall(page)])
        if not (found := re.search(r'href="/latest/(\?after=[^"]+)"', page)):
            break
        query = found[1]

    expected = ["Words 02", *(f"Words {number:02}" for number in reversed(range(33)) if number != 2)]
    assert [len(one) for one in seen] == [30, 3]
    assert functools.reduce(operator.iadd, seen, []) == expected


def test_what_there_is_not_to_choose_is_refused(visitor: Visitor) -> None:
    answers = [visitor().get(f"/latest/?{query}") for query in ("view=theirs", "kind=vote", "after=x")]

    assert [one.status_code for one in answers] == [422] * 3
    assert shown(visitor(), f"?after={uuid4()}&site=%00Leeds&community=nowhere") == []
