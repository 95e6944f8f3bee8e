"""Marks by plain forms and by the API: for whoever may, with what was typed still there when something is wrong."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from starlette.testclient import TestClient

from tests.conftest import Visitor
from tests.web.conftest import Say

Untouched = Callable[[], AbstractContextManager[None]]
PAGE = {"accept": "text/html"}


def token(client: TestClient) -> str:
    """The form token of whoever is signed in."""
    found = re.search(r'name="_token" value="([^"]+)"', client.get("/t/rota").text)
    assert found
    return found[1]


def mark(client: TestClient, comment: str, kind: str, **fields: str) -> Any:
    """Send the form that puts a mark on a comment."""
    sent = {"_token": token(client), "comment": comment, "mark": kind, "back": "/t/rota", **fields}
    return client.post("/admin/marks", data=sent, headers=PAGE)


def marks_of(client: TestClient, comment: str) -> list[dict[str, Any]]:
    """The marks on a comment, as the API tells them."""
    found: list[dict[str, Any]] = client.get(f"/api/v1/comments/{comment}").json()["marks"]
    return found


FORMS: dict[str, tuple[str, dict[str, str]]] = {
    "pinned": ("dana", {}),
    "featured": ("dana", {}),
    "endorsed": ("priya", {}),
    "accuracy": ("priya", {"status": "corrected", "source": "/news/rota/", "text": "On the 12th."}),
    # The application's clock is real: this day is near whenever the test runs.
    "acknowledged": ("dana", {"owner": "ines", "due": (datetime.now(UTC).date() + timedelta(days=2)).isoformat()}),
}


@pytest.mark.parametrize("kind", FORMS)
def test_a_form_puts_a_mark_on_and_takes_it_off_and_leads_back(visitor: Visitor, say: Say, kind: str) -> None:
    comment = say(visitor("amal"), kind="question")
    handle, fields = FORMS[kind]
    by = visitor(handle)

    done = mark(by, comment, kind, **fields)

    assert (done.status_code, done.headers["location"]) == (303, "/t/rota")
    assert [one["kind"] for one in marks_of(visitor(), comment)] == [kind]
    assert "End it" in by.get(f"/admin/marks?comment={comment}").text
    ended = by.post("/admin/marks/end", data={"_token": token(by), "comment": comment, "mark": kind, "back": "/t/rota"})
    assert (ended.status_code, ended.headers["location"]) == (303, "/t/rota")
    assert marks_of(visitor(), comment) == []


@pytest.mark.parametrize("kind", FORMS)
def test_who_may_not_is_refused_and_nothing_is_written(
    visitor: Visitor, say: Say, untouched: Untouched, kind: str
) -> None:
    comment = say(visitor("amal"), kind="question")
    ben, dana = visitor("ben"), visitor("dana")

    with untouched():
        assert mark(ben, comment, kind, **FORMS[kind][1]).status_code == 403
        assert ben.get(f"/admin/marks?comment={comment}", headers=PAGE).status_code == 403
        without = dana.post("/admin/marks", data={"comment": comment, "mark": kind}, headers=PAGE)
        assert without.status_code == 403


def test_what_was_typed_is_there_when_something_is_missing(visitor: Visitor, say: Say, untouched: Untouched) -> None:
    comment = say(visitor("amal"))
    priya = visitor("priya")

    with untouched():
        refused = mark(priya, comment, "accuracy", status="corrected", source="", text="It was the twelfth.")

    assert refused.status_code == 422
    assert "A note needs a source" in refused.text
    assert "It was the twelfth." in refused.text
    assert 'value="corrected" required checked' in refused.text


def test_a_fourth_featured_comment_is_refused_with_the_three(visitor: Visitor, say: Say) -> None:
    amal, dana = visitor("amal"), visitor("dana")
    four = [say(amal, f"Comment number {number}.") for number in range(4)]
    for comment in four[:3]:
        assert mark(dana, comment, "featured").status_code == 303

    refused = mark(dana, four[3], "featured")

    assert refused.status_code == 409
    for comment in four[:3]:
        assert f"/t/rota?comment={comment}" in refused.text


@pytest.mark.parametrize("back", ["https://evil.example/", "//evil.example/", "/\\evil.example", ""])
def test_nobody_is_led_away_from_this_site(visitor: Visitor, say: Say, back: str) -> None:
    comment = say(visitor("amal"))

    assert mark(visitor("dana"), comment, "pinned", back=back).headers["location"] == "/"


def test_no_such_kind_of_mark_and_no_such_comment(visitor: Visitor, say: Say) -> None:
    comment = say(visitor("amal"))
    dana = visitor("dana")

    assert mark(dana, comment, "golden").status_code == 422
    assert mark(dana, comment, "official").status_code == 422
    assert mark(dana, "not-an-id", "pinned").status_code == 422
    assert mark(dana, "00000000-0000-7000-8000-000000000000", "pinned").status_code == 404


def test_the_api_endorses_and_takes_it_back(visitor: Visitor, say: Say) -> None:
    comment = say(visitor("amal"))
    path = f"/api/v1/comments/{comment}/endorsement"
    priya = visitor("priya")

    first, again = priya.put(path), priya.put(path)

    assert (first.status_code, first.json()) == (200, again.json())
    assert first.json()["role"] == "expert"
    assert marks_of(visitor(), comment) == [first.json()]
    assert visitor("ben").put(path).status_code == 403
    assert visitor("ben").delete(path).status_code == 403
    assert visitor().put(path).status_code == 401
    assert [priya.delete(path).status_code for _ in range(2)] == [200, 200]
    assert marks_of(visitor(), comment) == []


def test_nobody_learns_of_what_is_not_public_by_marking_it(visitor: Visitor, say: Say) -> None:
    held = say(visitor("amal"), "Not yet public.", thread="incident")

    assert visitor("priya").get(f"/admin/marks?comment={held}", headers=PAGE).status_code == 404
    assert visitor("priya").put(f"/api/v1/comments/{held}/endorsement").status_code == 409


def test_a_facilitator_finds_the_forms_beside_the_comment(visitor: Visitor, say: Say) -> None:
    comment = say(visitor("amal"), kind="question")

    shown = visitor("dana").get(f"/admin/comments/{comment}").text

    for words in ("Pin", "Feature", "Add an accuracy note", "Say who is finding out"):
        assert words in shown
