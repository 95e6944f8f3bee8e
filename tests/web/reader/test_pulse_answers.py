"""The closed question of a page over HTTP: as JSON, as a plain form, and in the overlay."""

import re

import pytest
from starlette.testclient import TestClient

from comments_service.app import clock
from comments_service.discussion.sync_threads import sync_threads
from comments_service.events import Ledger
from tests.conftest import Visitor
from tests.support.company import PAGES, entry

ASKED = "How clear is it?"


@pytest.fixture
def town(app: TestClient) -> TestClient:
    assert app.portal

    async def ask() -> None:
        page = entry("must", pulse=[ASKED, "Clear", "Not clear"])
        await sync_threads([*PAGES, page], archive=[], ledger=Ledger(now=clock))

    app.portal.call(ask)
    return app


@pytest.mark.usefixtures("town")
def test_a_program_answers_and_is_told_the_result_once_there_is_one(visitor: Visitor) -> None:
    where, sent = "/api/v1/threads/must/pulse", {"question": ASKED, "choice": "Clear"}
    for who in ("amal", "ben", "dana", "eli"):
        assert visitor(who).put(where, json=sent).json() == {"choice": "Clear", "result": None}
    done = visitor("ines").put(where, json={**sent, "choice": "Not clear"})

    assert (done.status_code, done.json()) == (200, {"choice": "Not clear", "result": {"Clear": 4, "Not clear": 1}})
    assert done.headers["cache-control"] == "private, no-store"
    assert visitor().put(where, json=sent).status_code == 401
    amal = visitor("amal")
    assert amal.put("/api/v1/threads/rota/pulse", json=sent).status_code == 409
    assert amal.put("/api/v1/threads/nowhere/pulse", json=sent).status_code == 404
    for wrong in ({**sent, "choice": "Maybe"}, {**sent, "question": "Else?"}, {"choice": "Clear"}):
        assert amal.put(where, json=wrong).status_code == 422


@pytest.mark.usefixtures("town")
def test_a_plain_form_does_the_same(visitor: Visitor) -> None:
    amal = visitor("amal")
    page = amal.get("/t/must").text
    token = re.search(r'name="_token" value="([^"]+)"', page)
    assert token
    sent = {"question": ASKED, "choice": "Not clear"}
    assert f'<legend dir="auto">{ASKED}</legend>' in page
    assert amal.post("/t/must/pulse", data={"_token": "x", **sent}).status_code == 403
    done = amal.post("/t/must/pulse", data={"_token": token[1], **sent})
    assert (done.status_code, done.headers["location"]) == (303, "/t/must#th-pulse")
    for shown in (amal.get("/t/must").text, amal.get("/api/v1/threads/must/me").json()["composer"]):
        assert "You answered “<bdi>Not clear</bdi>”. The result is shown once five people have answered." in shown
        assert "Change my answer" in shown
    for nobody in (visitor().get("/t/must").text, amal.get("/t/rota").text):
        assert "th-pulse" not in nobody
