"""/admin/ and /admin/comments/{id} over HTTP: what is shown to whom, and what looking at it changes."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from uuid import UUID, uuid4

import pytest

from tests.conftest import Visitor

Say = Callable[..., str]
Untouched = Callable[[], AbstractContextManager[None]]
HTML = {"accept": "text/html"}


def test_opening_a_comment_claims_it_and_looking_ahead_does_not(visitor: Visitor, say: Say) -> None:
    held = say(visitor("amal"), "Who checks the seals?", thread="incident")
    dana, eli = visitor("dana"), visitor("eli")
    address = f"/admin/?queue=held&item={held}"
    dana.get(address, headers={"x-townhall-looks-ahead": "1"})
    before = eli.get("/admin/?queue=held").text
    dana.get(address)

    assert "Dana Reyes is on this" not in before
    assert "Dana Reyes is on this" in eli.get("/admin/?queue=held").text


def test_a_decision_leads_to_the_next_that_nobody_else_is_on(visitor: Visitor, say: Say) -> None:
    amal, dana, eli = visitor("amal"), visitor("dana"), visitor("eli")
    words = ("Who checks the seals?", "My neighbour saw the truck.", "Nobody called us on Sunday.")
    first, second, third = (say(amal, one, thread="incident") for one in words)
    eli.get(f"/admin/?queue=held&item={second}")
    page = dana.get(f"/admin/?queue=held&item={first}").text
    token = page.partition('name="_token" value="')[2][:64]
    case = page.partition('name="case" value="')[2][:36]
    fields = {"_token": token, "comment": first, "version": "1", "action": "approve", "queue": "held", "case": case}
    answer = dana.post("/admin/decisions", data=fields)

    assert answer.status_code == 303
    assert answer.headers["location"] == f"/admin/?queue=held&item={third}&decided={first}#item-title"


def test_behind_the_last_comes_the_first_that_was_passed_over(visitor: Visitor, say: Say) -> None:
    amal, dana = visitor("amal"), visitor("dana")
    first, last = (say(amal, one, thread="incident") for one in ("Who checks the seals?", "Nobody called us."))
    page = dana.get(f"/admin/?queue=held&item={last}").text
    token = page.partition('name="_token" value="')[2][:64]
    case = page.partition('name="case" value="')[2][:36]
    fields = {"_token": token, "version": "1", "action": "approve", "queue": "held", "case": case}
    answers = [dana.post("/admin/decisions", data={**fields, "comment": one}) for one in (last, first)]

    places = [answer.headers["location"].partition("&decided")[0] for answer in answers]
    assert places == [f"/admin/?queue=held&item={first}", "/admin/?queue=held"]


def test_what_is_wrong_with_a_form_keeps_what_was_typed(visitor: Visitor, say: Say, untouched: Untouched) -> None:
    held = say(visitor("amal"), "Who checks the seals?", thread="incident")
    dana = visitor("dana")
    token = dana.get("/admin/").text.partition('name="_token" value="')[2][:64]
    fields = {"comment": held, "version": "1", "action": "remove", "queue": "held", "message": "Half a sentence"}
    dana.get(f"/admin/?queue=held&item={held}")
    wrong = [{**fields, "_token": token}, {**fields, "_token": "old", "reason": "other"}]
    answers = [dana.post("/admin/decisions", data=one, headers=HTML) for one in wrong]

    assert [answer.status_code for answer in answers] == [422, 403]
    assert all("Half a sentence" in answer.text for answer in answers)


@pytest.mark.parametrize(
    "query", ["queue=nothing", "after=nothing", f"after={UUID(int=7)}", "item=nothing", f"item={UUID(int=7)}"]
)
def test_an_address_that_leads_nowhere_shows_the_list(visitor: Visitor, query: str) -> None:
    answer = visitor("dana").get(f"/admin/?{query}")

    assert (answer.status_code, "Everything that waits" in answer.text) == (200, True)


def test_a_comment_that_is_gone_is_said_to_be_gone_above_the_list(visitor: Visitor) -> None:
    dana = visitor("dana")

    assert "There is no such comment any more" in dana.get(f"/admin/?queue=held&item={UUID(int=7)}").text
    assert "There is no such comment any more" not in dana.get("/admin/?queue=held").text


def test_a_comment_that_is_not_there_is_not_found(visitor: Visitor) -> None:
    dana = visitor("dana")

    assert dana.get(f"/admin/comments/{uuid4()}", headers=HTML).status_code == 404
    assert dana.get("/admin/comments/nothing", headers=HTML).status_code == 422


@pytest.mark.parametrize(("person", "status"), [("ines", 403), ("noor", 403), ("amal", 403), (None, 401)])
def test_the_desk_is_for_facilitators(visitor: Visitor, say: Say, person: str | None, status: int) -> None:
    held = say(visitor("amal"), "Who checks the seals?", thread="incident")
    asked = visitor(person)

    assert [asked.get(path).status_code for path in ("/admin/", f"/admin/comments/{held}")] == [status, status]


def test_people_are_offered_the_pages_that_they_may_open_and_no_others(visitor: Visitor) -> None:
    dana, noor = visitor("dana").get("/admin/").text, visitor("noor").get("/admin/audit").text

    assert 'href="/admin/?queue=held"' in dana
    assert 'href="/admin/sealed/"' not in dana
    assert 'href="/admin/rules"' in noor
    assert "queue=held" not in noor
