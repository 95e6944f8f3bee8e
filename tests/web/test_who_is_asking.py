"""Begun as one person and sent when another is signed in: nothing goes out, by script or by plain form, anywhere."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any
from uuid import uuid4

import pytest
from starlette.testclient import TestClient

from tests.conftest import Visitor
from tests.web.conftest import Say

Untouched = Callable[[], AbstractContextManager[None]]
HTML = {"accept": "text/html"}


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """One database will do: this is about HTTP."""
    return sqlite_url


def token_of(client: TestClient) -> str:
    """What comes with all that is shown to somebody: the same on pages and in the overlay."""
    token = str(client.get("/api/v1/threads/rota/me").json()["token"])
    assert f'name="_token" value="{token}"' in client.get("/t/rota").text
    return token


def becomes(client: TestClient, person: str) -> None:
    """Somebody else signs in in another tab of the same browser."""
    assert client.post("/auth/demo", json={"person": person}).status_code == 204


def test_what_a_script_sends_for_somebody_else_is_refused(visitor: Visitor, say: Say, untouched: Untouched) -> None:
    browser = visitor("amal")
    said, bens = say(browser), say(visitor("ben"), "From another browser.")
    browser.headers["x-townhall-token"] = token_of(browser)
    becomes(browser, "ben")
    with untouched():
        answers = [
            browser.put(f"/api/v1/comments/{uuid4()}", json={"thread": "rota", "body": "Amal’s own words."}),
            browser.patch(f"/api/v1/comments/{bens}", json={"body": "Amal’s own words."}),
            browser.put(f"/api/v1/comments/{said}/report", json={"reason": "other"}),
            browser.delete(f"/api/v1/comments/{bens}"),
        ]

    problems: list[dict[str, Any]] = [answer.json() for answer in answers]
    assert {(one["status"], one["type"].rpartition("/")[2]) for one in problems} == {(409, "person-has-changed")}
    assert {one["person"] for one in problems} == {"Ben Carter"}
    browser.headers["x-townhall-token"] = problems[0]["token"]
    say(browser, "As Ben after all.")


def test_the_same_person_in_another_session_goes_on(visitor: Visitor, say: Say) -> None:
    browser = visitor("amal")
    browser.headers["x-townhall-token"] = token_of(browser)
    becomes(browser, "amal")

    assert token_of(browser) != browser.headers["x-townhall-token"]
    say(browser, "Still me.")


def test_a_token_tells_nobody_whose_it_is(visitor: Visitor) -> None:
    nobody, amal = visitor(), visitor("amal")
    me = amal.get("/api/v1/threads/rota/me").json()

    assert nobody.get("/api/v1/threads/rota/me").json()["token"] == ""
    assert len(me["token"]) == 64
    assert me["person"]["handle"] not in me["token"]


def test_a_plain_form_comes_back_with_the_text_and_asks(visitor: Visitor, untouched: Untouched) -> None:
    browser = visitor("amal")
    token, fields = token_of(browser), {"id": str(uuid4()), "body": "Amal’s own words."}
    becomes(browser, "ben")
    with untouched():
        answer = browser.post("/t/rota", data={**fields, "_token": token}, headers=HTML)

    assert answer.status_code == 409
    assert "You are now signed in as Ben Carter, and this was begun as somebody else" in answer.text
    assert "Post as Ben Carter</button>" in answer.text
    assert "Amal’s own words.</textarea>" in answer.text
    assert browser.post("/t/rota", data={**fields, "_token": token_of(browser)}).status_code == 303


@pytest.mark.parametrize(
    ("path", "about"),
    [("report", {"reason": "other", "detail": "Look here."}), ("withdraw", {})],
)
def test_a_report_and_a_withdrawal_ask_too(
    visitor: Visitor, say: Say, untouched: Untouched, path: str, about: dict[str, str]
) -> None:
    browser = visitor("amal")
    said, token = say(visitor("ben"), "From another browser."), token_of(browser)
    becomes(browser, "ben" if path == "withdraw" else "priya")
    with untouched():
        answer = browser.post(f"/t/rota/comments/{said}/{path}", data={**about, "_token": token}, headers=HTML)

    assert (answer.status_code, "You are now signed in as" in answer.text) == (409, True)
    assert about.get("detail", "") in answer.text


def test_a_decision_at_the_desk_asks_too(visitor: Visitor, say: Say, untouched: Untouched) -> None:
    held, browser = say(visitor("amal"), "Who checks the seals?", thread="incident"), visitor("dana")
    fields = {"comment": held, "version": "1", "action": "remove", "reason": "other", "message": "Half a sentence"}
    token = token_of(browser)
    becomes(browser, "eli")
    browser.get(f"/admin/?queue=held&item={held}")
    with untouched():
        answer = browser.post("/admin/decisions", data={**fields, "queue": "held", "_token": token}, headers=HTML)

    assert (answer.status_code, "Half a sentence" in answer.text) == (409, True)
    assert "You are now signed in as Eli" in answer.text
