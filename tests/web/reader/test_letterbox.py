"""What is done without a name, over HTTP: its author alone sees it, by the id that they sent, until it is emptied."""

import re

import pytest
from starlette.testclient import TestClient

from comments_service.app import clock
from comments_service.discussion.sync_threads import sync_threads
from comments_service.events import Ledger
from comments_service.ids import uuid7
from comments_service.settings import Settings
from tests.conftest import Visitor
from tests.support.company import NOON, PAGES, entry
from tests.support.letters import empty
from tests.support.service import run

SENT = str(uuid7(NOON, 77))
WORDS, OTHER_WORDS = "The rest hours are not kept.", "The rest hours are never kept."


@pytest.fixture
def amal(app: TestClient, visitor: Visitor) -> TestClient:
    """Amal, who speaks without her name on a page that lets her."""
    assert app.portal

    async def open_a_page() -> None:
        await sync_threads([*PAGES, entry("confide", anonymous=True)], archive=[], ledger=Ledger(now=clock))

    app.portal.call(open_a_page)
    client = visitor("amal")
    sent = {"thread": "confide", "body": WORDS, "anonymous": True}
    answer = client.put(f"/api/v1/comments/{SENT}", json=sent)
    assert (answer.status_code, answer.json()["state"]) == (202, "held"), answer.text
    assert "letterbox" in " ".join(answer.json()["why"])
    assert client.put(f"/api/v1/comments/{SENT}", json=sent).status_code == 200
    return client


def mine(client: TestClient) -> list[dict[str, object]]:
    found: list[dict[str, object]] = client.get("/api/v1/threads/confide/me").json()["mine"]
    return found


def test_its_author_reads_changes_and_takes_it_out_by_the_id_they_sent(
    app: TestClient, amal: TestClient, visitor: Visitor
) -> None:
    [kept] = mine(amal)
    assert (kept["can"], kept["anonymous"], kept["letter"]["action"]) == (["edit", "withdraw"], True, "post")  # type: ignore[index]
    assert amal.get(f"/api/v1/comments/{SENT}").json()["body"] == WORDS
    assert amal.patch(f"/api/v1/comments/{SENT}", json={"body": OTHER_WORDS}).status_code == 202
    assert amal.get(f"/api/v1/comments/{kept['id']}").json()["body"] == OTHER_WORDS
    for other in (visitor(), visitor("ben"), visitor("dana")):
        for known_as in (SENT, kept["id"]):
            assert other.get(f"/api/v1/comments/{known_as}").status_code == 404
    for method in ("PATCH", "DELETE"):
        sent = {"json": {"body": "Mine."}} if method == "PATCH" else {}
        assert visitor("ben").request(method, f"/api/v1/comments/{kept['id']}", **sent).status_code == 404
    assert WORDS not in visitor("dana").get("/admin/?queue=all").text

    assert amal.delete(f"/api/v1/comments/{SENT}").json()["state"] == "withdrawn"
    assert mine(amal) == []
    assert empty(app) == 0
    assert amal.get(f"/api/v1/comments/{SENT}").status_code == 404


def test_once_it_is_emptied_it_goes_on_by_either_id(app: TestClient, amal: TestClient, visitor: Visitor) -> None:
    assert empty(app) == 1
    [kept] = mine(amal)
    assert "letter" not in kept
    assert WORDS in visitor("dana").get("/admin/?queue=held").text
    assert amal.patch(f"/api/v1/comments/{SENT}", json={"body": OTHER_WORDS}).status_code == 202
    [changed] = mine(amal)
    assert (changed["body"], changed["letter"]["action"]) == (OTHER_WORDS, "edit")  # type: ignore[index]
    assert OTHER_WORDS not in visitor("dana").get(f"/admin/comments/{kept['id']}").text
    assert amal.delete(f"/api/v1/comments/{kept['id']}").json()["state"] == "held"
    [gone] = mine(amal)
    assert (gone["can"], gone["letter"]["action"]) == ([], "withdraw")  # type: ignore[index]
    assert amal.patch(f"/api/v1/comments/{SENT}", json={"body": WORDS}).status_code == 409
    assert empty(app) == 1
    assert mine(amal) == []


def test_plain_forms_do_all_of_it(app: TestClient, amal: TestClient) -> None:
    page = amal.get("/t/confide").text
    assert "In the letterbox until" in page
    assert amal.delete(f"/api/v1/comments/{SENT}").status_code == 200
    form = {name: re.search(rf'name="{name}" value="([^"]+)"', page)[1] for name in ("_token", "id")}  # type: ignore[index]
    sent = amal.post("/t/confide", data={**form, "body": WORDS, "anonymous": "yes"})
    assert sent.status_code == 303
    [kept] = mine(amal)
    assert sent.headers["location"] == f"/t/confide#comment-{kept['id']}"
    assert f">\n{WORDS}</textarea>" in amal.get(f"/t/confide?edit={kept['id']}").text
    token = {"_token": form["_token"]}
    changed = amal.post("/t/confide", data={**form, "edit": str(kept["id"]), "body": OTHER_WORDS})
    assert changed.status_code == 303
    assert [one["body"] for one in mine(amal)] == [OTHER_WORDS]
    where = f"/t/confide/comments/{kept['id']}/withdraw"
    assert OTHER_WORDS in amal.get(where).text
    assert amal.post(where, data=token).status_code == 303
    assert mine(amal) == []
    assert empty(app) == 0


def test_what_came_too_late_comes_back_with_why(app: TestClient, amal: TestClient) -> None:
    assert app.portal

    async def close() -> None:
        pages = [*PAGES, entry("confide", anonymous=True, comments="closed")]
        await sync_threads(pages, archive=[], ledger=Ledger(now=clock))

    app.portal.call(close)
    assert empty(app) == 0
    [kept] = mine(amal)
    assert kept["letter"]["problem"]  # type: ignore[index]
    page = amal.get("/t/confide").text
    assert "This could not be taken when the letterbox was emptied." in page
    assert WORDS in page


def test_a_command_empties_it_and_what_is_not_due_only_if_told(amal: TestClient, settings: Settings) -> None:
    def emptied(*options: str) -> str:
        return run("letterbox", *options, TOWNHALL_DATABASE_URL=settings.database_url, TOWNHALL_LETTERBOX="12h")

    amal.patch(f"/api/v1/comments/{SENT}", json={"body": OTHER_WORDS})
    assert emptied("--all") == "1 letter was taken out.\n"
    assert emptied() == "0 letters were taken out.\n"
    assert [one.get("letter") for one in mine(amal)] == [None]
