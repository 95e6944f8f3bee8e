"""Where one answers first, no route brings a colleague's words to who has neither answered nor skipped."""

import re
from typing import Any
from uuid import UUID

import pytest
from starlette.testclient import TestClient

from comments_service.app import clock
from comments_service.discussion.sync_threads import sync_threads
from comments_service.events import Ledger
from comments_service.web.reader.live import as_readers_see
from comments_service.web.routes import ENDLESS, TABLE
from tests.conftest import Visitor
from tests.support.company import PAGES, entry

LESSON, WORDS = "cold-1", "the dock door stood ajar all night"
ASKED, REPLY, OWN = (UUID(f"0199e0a0-0000-7000-8000-00000000000{number}") for number in (1, 2, 3))
PLACES = {"uid": LESSON, "id": str(ASKED), "name": "townhall.js", "course": "cold", "handle": "ben", "item": "b-one"}
# What a reader can ask for besides, where an address takes it.
ALSO = [
    *(f"/t/{LESSON}?{query}" for query in (f"comment={ASKED}", f"reply={ASKED}&quote=yes", f"edit={ASKED}")),
    *(
        f"{where}?{query}"
        for where in (f"/t/{LESSON}", f"/t/{LESSON}/fragment", f"/api/v1/threads/{LESSON}")
        for query in ("sort=newest", "sort=helpful", "only=questions", "only=official", f"after={ASKED}", "lang=de")
    ),
    *(f"{where}?only={only}" for where in (f"/t/{LESSON}", f"/t/{LESSON}/fragment") for only in ("mine", "following")),
    *(f"/latest/?view={view}" for view in ("unanswered", "following", "mine")),
    f"/api/v1/comments/{REPLY}",
    f"/t/{LESSON}/comments/{REPLY}/report",
    f"/t/{LESSON}/comments/{REPLY}/reactions",
]
READ_IN = {
    f"/t/{LESSON}",
    f"/t/{LESSON}/fragment",
    f"/api/v1/threads/{LESSON}",
    f"/api/v1/comments/{ASKED}",
    "/latest/",
}


@pytest.fixture
def town(app: TestClient, visitor: Visitor) -> TestClient:
    """A newsroom in whose lesson Ben asked something, and Lotte answered."""
    assert app.portal
    pages = [
        entry("cold", course="cold", owner="priya"),
        entry(LESSON, course="cold", lesson=1, kind="questions", post_first=True, quizzes=["b-one"]),
    ]

    async def teach() -> None:
        await sync_threads([*PAGES, *pages], archive=[], ledger=Ledger(now=clock))

    app.portal.call(teach)
    says(visitor("ben"), ASKED, f"Why is it that {WORDS}?", kind="question")
    says(visitor("lotte"), REPLY, f"Because of the seal {WORDS}.", parent=str(ASKED))
    return app


def says(client: TestClient, id: UUID, body: str, **about: str) -> None:
    made = client.put(f"/api/v1/comments/{id}", json={"thread": LESSON, "body": body, **about})
    assert made.status_code == 201, made.text


def told_by(client: TestClient) -> set[str]:
    """Every address of the service that is read by asking for it, at which a colleague's words are."""
    table = [path.format(**PLACES) for path, ways in TABLE.items() if "GET" in ways and path not in ENDLESS]
    found = {address for address in (*table, *ALSO) if "ajar" in client.get(address, follow_redirects=True).text}
    similar = client.post("/api/v1/similar", json={"body": f"Why is it that {WORDS}?"})
    return found | ({"similar"} if "ajar" in similar.text else set())


@pytest.mark.usefixtures("town")
@pytest.mark.parametrize("who", [None, "amal"])
def test_c4_3_no_route_brings_words_to_who_has_not_answered(visitor: Visitor, who: str | None) -> None:
    # Whoever may read it goes first: what is kept for them is not sent to the next.
    assert told_by(visitor("ben")) >= READ_IN
    reader = visitor(who)
    assert told_by(reader) == set()
    # Again: what was remembered of the first time answers now.
    assert told_by(reader) == set()
    assert "Answer first, then see what 2 colleagues said." in reader.get(f"/t/{LESSON}").text
    assert "Answer first" in reader.get(f"/t/{LESSON}/fragment").text
    assert reader.get(f"/api/v1/threads/{LESSON}").json()["covered"] is True


@pytest.mark.usefixtures("town")
def test_c4_3_whoever_has_answered_reads_it_all_and_nobody_else_by_that(visitor: Visitor) -> None:
    amal = visitor("amal")
    assert told_by(amal) == set()
    says(amal, OWN, "I would look at the hinges.")

    assert told_by(amal) >= {*READ_IN, "similar"}
    assert told_by(visitor("noor")) == set()
    amal.delete(f"/api/v1/comments/{OWN}")
    assert told_by(amal) == set()


@pytest.mark.usefixtures("town")
def test_c4_3_whoever_skips_reads_it_all_by_a_program_or_a_plain_form(visitor: Visitor) -> None:
    amal, noor = visitor("amal"), visitor("noor")
    token = re.search(
        r'action="/t/cold-1/skip".*?name="_token" value="([^"]+)"', noor.get(f"/t/{LESSON}").text, re.DOTALL
    )
    assert token
    assert noor.post(f"/t/{LESSON}/skip", data={"_token": "x"}).status_code == 403
    assert told_by(noor) == set()
    assert noor.post(f"/t/{LESSON}/skip", data={"_token": token[1]}).status_code == 303
    assert visitor().put(f"/api/v1/threads/{LESSON}/skip").status_code == 401
    for _ in range(2):
        assert amal.put(f"/api/v1/threads/{LESSON}/skip").json() == {"covered": False}

    assert told_by(amal) >= {*READ_IN, "similar"}
    assert told_by(noor) >= READ_IN
    assert 'action="/t/cold-1/skip"' not in noor.get(f"/t/{LESSON}").text
    assert told_by(visitor("hanna")) == set()


@pytest.mark.usefixtures("town")
def test_who_looks_after_it_reads_it_and_what_is_for_all_has_nothing_of_it(visitor: Visitor, deploy_token: str) -> None:
    assert told_by(visitor("dana")) >= READ_IN
    for reader in ("ben", "dana"):
        assert "ajar" not in visitor(reader).get(f"/t/{LESSON}/feed").text
    snapshot = visitor().get("/api/v1/site/snapshot", headers={"authorization": f"Bearer {deploy_token}"})
    assert (snapshot.status_code, "ajar" in snapshot.text) == (200, False)


def test_whoever_listens_hears_that_something_changed(town: TestClient, visitor: Visitor) -> None:
    served: Any = town.app
    while not hasattr(served, "state"):
        served = vars(served)["_app"]
    assert town.portal
    before = town.portal.call(as_readers_see, LESSON, served.state.context)
    assert visitor("ben").patch(f"/api/v1/comments/{ASKED}", json={"body": "Why was it open?"}).status_code == 200

    assert town.portal.call(as_readers_see, LESSON, served.state.context) != before
    assert "Why was it open" not in visitor("amal").get(f"/t/{LESSON}/fragment").text
