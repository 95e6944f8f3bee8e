"""/admin/holds: placing, reading and ending a hold by plain forms, for human resources and legal alone."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from starlette.testclient import TestClient

from tests.conftest import Visitor

Say = Callable[..., str]
Untouched = Callable[[], AbstractContextManager[None]]
REVIEW = (datetime.now(UTC) + timedelta(days=90)).date().isoformat()
HTML = {"accept": "text/html"}


def token_of(client: TestClient, where: str = "/admin/holds") -> str:
    return client.get(where).text.partition('name="_token" value="')[2].partition('"')[0]


def form(client: TestClient, **about: str) -> dict[str, str]:
    return {"_token": token_of(client), "id": str(uuid4()), "reason": "A <b>claim</b>.", "review": REVIEW, **about}


def test_a_hold_is_placed_shows_what_it_keeps_and_is_ended(visitor: Visitor, say: Say) -> None:
    hanna = visitor("hanna")
    say(visitor("amal"), "Kept words.")
    sent = form(hanna, person="amal")
    placed = hanna.post("/admin/holds", data=sent)
    again = hanna.post("/admin/holds", data=sent)
    page = visitor("owen").get(placed.headers["location"]).text

    assert (placed.status_code, placed.headers["location"]) == (303, again.headers["location"])
    assert "Kept words." in page
    assert re.search(r"<bdi>Amal Haddad</bdi> on <bdi>Rota</bdi> <span[^>]*>\(rota\)</span>", page)
    assert "A &lt;b&gt;claim&lt;/b&gt;." in page
    end = hanna.post(f"{placed.headers['location']}/end", data={"_token": token_of(hanna)})
    assert (end.status_code, end.headers["location"]) == (303, "/admin/holds")
    assert "Ended by Hanna Vermeer" in hanna.get("/admin/holds").text


def test_what_is_wrong_is_said_beside_what_was_typed(visitor: Visitor, untouched: Untouched) -> None:
    hanna = visitor("hanna")
    for wrong, said in (({"person": "nobody"}, "nobody of that handle"), ({}, "Say what is to be kept")):
        with untouched():
            answer = hanna.post("/admin/holds", data=form(hanna, **wrong))
        assert answer.status_code == 422
        assert said in answer.text
        assert "A &lt;b&gt;claim" in answer.text
    with untouched():
        assert hanna.post("/admin/holds", data=form(hanna, person="amal", _token="x")).status_code == 403


@pytest.mark.parametrize("person", ["amal", "dana", "ines", "noor", None])
def test_nobody_else_opens_or_places_one(visitor: Visitor, untouched: Untouched, person: str | None) -> None:
    client, hold = visitor(person), uuid4()
    with untouched():
        for method, address in (
            ("GET", "/admin/holds"),
            ("POST", "/admin/holds"),
            ("GET", f"/admin/holds/{hold}"),
            ("POST", f"/admin/holds/{hold}/end"),
        ):
            sent = {"data": {"_token": "x"}} if method == "POST" else {}
            assert client.request(method, address, **sent).status_code in (401, 403), address  # type: ignore[arg-type]
    assert "Legal holds" not in client.get("/t/rota").text


def test_a_hold_that_is_not_there_is_not_found(visitor: Visitor) -> None:
    for hold in ("no-id", uuid4()):
        assert visitor("owen").get(f"/admin/holds/{hold}", headers=HTML).status_code == 404
