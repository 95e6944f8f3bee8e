"""“I have read this” over HTTP: as JSON, as a plain form, in the overlay, and what the owner is shown of it."""

import re

import pytest
from starlette.testclient import TestClient

from comments_service.app import clock
from comments_service.discussion.sync_threads import sync_threads
from comments_service.events import Ledger
from tests.conftest import Visitor
from tests.support.company import PAGES, entry

ASKS = "Please say that you have read this page"


@pytest.fixture
def town(app: TestClient) -> TestClient:
    assert app.portal

    async def ask() -> None:
        await sync_threads(
            [*PAGES, entry("must", acknowledge=True, owner="ines")], archive=[], ledger=Ledger(now=clock)
        )

    app.portal.call(ask)
    return app


@pytest.mark.usefixtures("town")
def test_a_program_says_so_and_is_told_the_day(visitor: Visitor) -> None:
    amal, where = visitor("amal"), "/api/v1/threads/must/receipt"
    first, again = amal.put(where), amal.put(where)

    assert (first.status_code, again.json()) == (200, first.json())
    assert first.json() == {"confirmed": clock().date().isoformat()}
    assert visitor().put(where).status_code == 401
    assert amal.put("/api/v1/threads/rota/receipt").status_code == 409
    assert amal.put("/api/v1/threads/nowhere/receipt").status_code == 404


@pytest.mark.usefixtures("town")
def test_a_plain_form_does_the_same(visitor: Visitor) -> None:
    amal = visitor("amal")
    page = amal.get("/t/must").text
    assert ASKS in page
    token = re.search(r'name="_token" value="([^"]+)"', page)
    assert token
    assert amal.post("/t/must/receipt", data={"_token": "x"}).status_code == 403
    sent = amal.post("/t/must/receipt", data={"_token": token[1]})
    assert (sent.status_code, sent.headers["location"]) == (303, "/t/must#th-receipt")
    assert ASKS not in amal.get("/t/must").text
    assert "that you have read this page." in amal.get("/api/v1/threads/must/me").json()["composer"]
    assert ASKS in visitor("ben").get("/api/v1/threads/must/me").json()["composer"]
    for nobody in (visitor().get("/t/must").text, visitor("ben").get("/t/rota").text):
        assert "th-receipt" not in nobody


@pytest.mark.usefixtures("town")
def test_its_owner_is_shown_who_and_a_facilitator_how_many(visitor: Visitor) -> None:
    visitor("amal").put("/api/v1/threads/must/receipt")
    shown = {who: visitor(who).get("/admin/threads/must").text for who in ("ines", "dana")}

    assert "<bdi>Amal Haddad, Casablanca</bdi>: read it" in shown["ines"]
    assert "Amal" not in shown["dana"]
    assert all(
        "Who has read it" in text and "A figure of fewer than five people is not shown" in text
        for text in shown.values()
    )
    assert "Who has read it" not in visitor("dana").get("/admin/threads/rota").text
