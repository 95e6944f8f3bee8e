"""Where somebody is signed in, and ending it; another token where roles change; waiting where signing in failed."""

import re
from dataclasses import replace

import pytest
from starlette.testclient import TestClient

from comments_service.app import clock
from comments_service.events import Ledger
from comments_service.people.attempts import MOST_FAILURES
from comments_service.people.bring_up_to_date import bring_up_to_date
from comments_service.records import Person
from comments_service.settings import Settings
from tests.conftest import ORIGIN, Visitor
from tests.support.company import AMAL
from tests.support.contents import rows

WHERE = "/auth/sessions"


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """One database will do: what sessions are is tested with people/."""
    return sqlite_url


def form_of(client: TestClient) -> tuple[str, list[str]]:
    """The token of the page's form, and the sessions that can be ended by it; this browser's own first."""
    page = client.get(WHERE).text
    lines = sorted(
        re.findall(r"<li class=.th-sessions.*?</li>", page, re.DOTALL), key=lambda line: "<strong>" not in line
    )
    ids = [line.partition('name="end" value="')[2][:36] for line in lines]
    return page.partition('name="_token" value="')[2][:64], ids


def is_known(*clients: TestClient) -> list[bool]:
    return [client.get("/api/v1/me").status_code == 200 for client in clients]


def bring(app: TestClient, person: Person) -> None:
    """Somebody's roles, or whether they are active, change from the command line."""
    app.portal.call(lambda: bring_up_to_date([person], ledger=Ledger(now=clock), secret="town " * 8))  # type: ignore[union-attr]


def test_one_sees_ones_browsers_and_which_of_them_this_is(visitor: Visitor) -> None:
    amal, _phone, _ben = visitor("amal"), visitor("amal"), visitor("ben")
    page = amal.get(WHERE)

    assert (page.status_code, page.headers["cache-control"]) == (200, "private, no-store")
    assert (page.text.count("This browser"), page.text.count("Another browser")) == (1, 1)


def test_nobody_signed_in_is_led_to_sign_in(visitor: Visitor) -> None:
    answer = visitor().get(WHERE, headers={"accept": "text/html"})

    assert (answer.status_code, answer.headers["location"]) == (303, "/auth/login?next=/auth/sessions")
    assert visitor().post(WHERE, data={"everywhere": "yes"}).status_code == 401


def test_another_browser_is_signed_out_from_here(visitor: Visitor) -> None:
    amal, phone = visitor("amal"), visitor("amal")
    token, (_here, there) = form_of(amal)
    answer = amal.post(WHERE, data={"_token": token, "end": there})

    assert (answer.status_code, answer.headers["location"]) == (303, WHERE)
    assert is_known(amal, phone) == [True, False]


def test_whoever_ends_the_session_they_sit_at_is_signed_out_here(visitor: Visitor) -> None:
    amal, phone = visitor("amal"), visitor("amal")
    token, (here, _there) = form_of(amal)
    answer = amal.post(WHERE, data={"_token": token, "end": here})

    assert (answer.headers["location"], "Max-Age=0" in answer.headers["set-cookie"]) == ("/auth/login", True)
    assert is_known(amal, phone) == [False, True]


def test_signing_out_everywhere_ends_this_one_too_and_nobody_elses(visitor: Visitor) -> None:
    amal, phone, ben = visitor("amal"), visitor("amal"), visitor("ben")
    answer = amal.post(WHERE, data={"_token": form_of(amal)[0], "everywhere": "yes"})

    assert "Max-Age=0" in answer.headers["set-cookie"]
    assert is_known(amal, phone, ben) == [False, False, True]


def test_nobody_ends_anothers_session_nor_any_without_the_forms_token(visitor: Visitor) -> None:
    amal, ben = visitor("amal"), visitor("ben")
    token, (bens,) = form_of(amal)[0], form_of(ben)[1]
    amal.post(WHERE, data={"_token": token, "end": bens})
    amal.post(WHERE, data={"_token": token, "end": "no id"})

    assert amal.post(WHERE, data={"_token": form_of(ben)[0], "everywhere": "yes"}).status_code == 409
    assert is_known(amal, ben) == [True, True]


def test_whose_roles_change_gets_another_cookie_with_the_next_answer(app: TestClient, visitor: Visitor) -> None:
    amal, planted = visitor("amal"), visitor()
    before = amal.cookies["townhall_session"]
    bring(app, replace(AMAL, roles=("facilitator",)))
    answer = amal.get("/api/v1/me")
    again = amal.get("/api/v1/me")

    assert answer.json()["can"]["moderate"] is True
    assert "HttpOnly" in answer.headers["set-cookie"]
    assert answer.headers["cache-control"] == "private, no-store"
    assert amal.cookies["townhall_session"] != before
    assert (again.status_code, "set-cookie" in again.headers) == (200, False)
    planted.cookies.set("townhall_session", before, domain="127.0.0.1")
    assert "set-cookie" not in planted.get("/api/v1/me").headers


def test_whoever_signs_out_with_the_token_of_before_gets_no_new_one(app: TestClient, visitor: Visitor) -> None:
    amal = visitor("amal")
    bring(app, replace(AMAL, roles=("facilitator",)))
    answer = amal.post("/auth/logout", headers={"content-type": "application/json"})

    assert answer.headers.get_list("set-cookie")[0].count("Max-Age=0") == len(answer.headers.get_list("set-cookie"))


def test_whoever_is_deactivated_is_nobody_at_once_and_their_overlay_is_kept_nowhere(
    app: TestClient, visitor: Visitor, settings: Settings
) -> None:
    amal = visitor("amal")
    overlay = amal.get("/api/v1/threads/rota/me")
    bring(app, replace(AMAL, active=False))
    after = amal.get("/api/v1/threads/rota/me")

    assert overlay.headers["cache-control"] == "private, no-store"
    assert (overlay.json()["person"]["handle"], after.json()["person"]) == ("amal", None)
    assert amal.put(f"/api/v1/comments/{AMAL.id}", json={"thread": "rota", "body": "Hello"}).status_code == 401
    assert rows(settings.database_url, "SELECT id FROM session") == []


def from_address(app: TestClient, address: str) -> TestClient:
    client = TestClient(app.app, base_url=ORIGIN, headers={"origin": ORIGIN}, client=(address, 5000))
    client.portal = app.portal
    return client


def test_where_signing_in_failed_too_often_it_has_to_wait_and_no_address_is_kept(
    app: TestClient, settings: Settings
) -> None:
    office, elsewhere = from_address(app, "192.0.2.7"), from_address(app, "192.0.2.8")
    failed = [office.post("/auth/demo", json={"person": "nobody"}).status_code for _ in range(MOST_FAILURES)]
    refused = office.post("/auth/demo", json={"person": "amal"})

    assert set(failed) == {422}
    assert (refused.status_code, refused.json()["type"].rpartition("/")[2]) == (429, "too-many-attempts")
    assert 0 < int(refused.headers["retry-after"]) <= 15 * 60
    assert elsewhere.post("/auth/demo", json={"person": "amal"}).status_code == 204
    kept = rows(settings.database_url, "SELECT * FROM failed_sign_in")
    assert len(kept) == MOST_FAILURES
    assert "192.0.2" not in str(kept)


def test_who_signs_in_well_is_never_made_to_wait(app: TestClient) -> None:
    office = from_address(app, "192.0.2.7")

    assert {office.post("/auth/demo", json={"person": "amal"}).status_code for _ in range(MOST_FAILURES + 1)} == {204}
