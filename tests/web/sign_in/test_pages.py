"""Signing in and out: as the demo people, on development services; the cookie, and where one is led afterwards."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager

import pytest
from starlette.requests import Request
from starlette.responses import Response
from starlette.testclient import TestClient

from comments_service.app import clock, create_app, new_id
from comments_service.events import Ledger
from comments_service.people import sign_in
from comments_service.settings import read
from comments_service.storage import connection
from comments_service.web.sign_in.entering import entered
from tests.conftest import Visitor, move_in
from tests.support.company import AMAL

Untouched = Callable[[], AbstractContextManager[None]]
PUBLIC = "https://news.example.com"
OUR_COOKIE = "townhall_session"


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """One database will do: what sessions are is tested with people/."""
    return sqlite_url


def test_somebody_signed_in_is_known(visitor: Visitor) -> None:
    me = visitor("amal").get("/api/v1/me")

    assert me.json()["person"]["name"] == "Amal Haddad"


def test_nobody_signed_in_is_told_where_to_sign_in(visitor: Visitor) -> None:
    answer = visitor().get("/api/v1/me")

    assert (answer.status_code, answer.json()["sign_in"]) == (401, "/auth/login")


def test_the_sign_in_page_offers_the_demo_people_and_keeps_where_one_came_from(visitor: Visitor) -> None:
    page = visitor().get("/auth/login?next=/t/rota?reply=1")

    assert (page.status_code, page.headers["cache-control"]) == (200, "private, no-store")
    assert "Amal Haddad" in page.text
    assert 'value="/t/rota?reply=1"' in page.text


def test_a_plain_form_signs_in_and_leads_back(visitor: Visitor) -> None:
    nobody = visitor()
    answer = nobody.post("/auth/demo", data={"person": " Amal ", "next": "/t/rota#composer"})

    assert (answer.status_code, answer.headers["location"]) == (303, "/t/rota#composer")
    assert nobody.get("/api/v1/me").json()["person"]["handle"] == "amal"


def test_the_cookie_is_for_this_site_alone_and_for_no_script(visitor: Visitor) -> None:
    cookie = visitor().post("/auth/demo", json={"person": "amal"}).headers["set-cookie"]
    parts = [part.strip() for part in cookie.split(";")]

    assert parts[0].startswith(f"{OUR_COOKIE}=")
    assert len(parts[0].partition("=")[2]) >= 43  # 256 bits
    assert set(parts[1:]) == {"HttpOnly", "SameSite=lax", "Path=/", "Max-Age=2592000"}


NOT_THERE = [{"person": "nobody"}, {"person": ""}, {}, {"person": 7}, {"person": "amal\x00"}]


def test_nobody_signs_in_as_somebody_who_is_not_there(visitor: Visitor, untouched: Untouched) -> None:
    nobody = visitor()

    with untouched():
        answers = [nobody.post("/auth/demo", json=sent) for sent in NOT_THERE]

    told = [(one.status_code, one.json()["errors"][0]["field"], "set-cookie" in one.headers) for one in answers]
    assert told == [(422, "person", False)] * len(NOT_THERE)


ELSEWHERE = [
    "https://evil.example",
    "//evil.example",
    "///evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    " //evil.example",
    "javascript:alert(1)",
    "data:text/html,hello",
    "evil.example",
    "@evil.example",
    "/ok\r\nset-cookie: a=b",
    "",
]


def test_nobody_is_led_to_another_site(visitor: Visitor) -> None:
    for wanted in ELSEWHERE:
        answer = visitor().post("/auth/demo", data={"person": "amal", "next": wanted})
        page = visitor().get("/auth/login", params={"next": wanted})

        assert (answer.status_code, answer.headers["location"]) == (303, "/")
        assert 'name="next" value="/"' in page.text


def test_a_session_that_was_planted_is_worth_nothing_after_signing_in(visitor: Visitor) -> None:
    attacker = visitor("ben")
    planted = attacker.cookies[OUR_COOKIE]
    victim = visitor()
    victim.cookies.set(OUR_COOKIE, planted, domain="127.0.0.1")

    assert victim.post("/auth/demo", json={"person": "amal"}).status_code == 204

    fresh = victim.cookies.get(OUR_COOKIE, path="/", domain="127.0.0.1")
    assert attacker.get("/api/v1/me").status_code == 401
    assert fresh != planted


def test_signing_out_ends_the_session_wherever_its_token_is(visitor: Visitor) -> None:
    amal, elsewhere = visitor("amal"), visitor()
    elsewhere.cookies.set(OUR_COOKIE, amal.cookies[OUR_COOKIE], domain="127.0.0.1")
    assert elsewhere.get("/api/v1/me").status_code == 200
    token = amal.get("/t/rota").text.partition('name="_token" value="')[2][:64]

    out = amal.post("/auth/logout", data={"_token": token, "next": "/t/rota"})

    assert (out.status_code, out.headers["location"]) == (303, "/t/rota")
    assert "Max-Age=0" in out.headers["set-cookie"]
    assert [one.get("/api/v1/me").status_code for one in (amal, elsewhere)] == [401, 401]


def test_a_program_signs_out_by_json_and_doing_so_twice_is_harmless(visitor: Visitor) -> None:
    amal, json = visitor("amal"), {"content-type": "application/json"}

    assert [amal.post("/auth/logout", headers=json).status_code for _ in range(2)] == [204, 204]


def test_signing_out_of_one_browser_leaves_the_others(visitor: Visitor) -> None:
    one, other = visitor("amal"), visitor("amal")

    one.post("/auth/logout", headers={"content-type": "application/json"})

    assert (one.get("/api/v1/me").status_code, other.get("/api/v1/me").status_code) == (401, 200)


NOBODYS = ["", "x", "a" * 43, "ü", "';--", "a" * 4000]


def test_a_token_that_is_nobodys_signs_nobody_in(visitor: Visitor) -> None:
    nobody = visitor()
    cookies = [f"{OUR_COOKIE}={token}".encode() for token in NOBODYS]

    assert [nobody.get("/api/v1/me", headers={"cookie": one}).status_code for one in cookies] == [401] * len(cookies)


@pytest.fixture
def in_production(sqlite_url: str) -> Iterator[TestClient]:
    """A client of a service in production."""

    async def fill() -> None:
        async with connection.opened(sqlite_url):
            await move_in()

    asyncio.run(fill())
    settings = read(
        {
            "TOWNHALL_ENV": "production",
            "TOWNHALL_SECRET": "a-long-secret-" * 3,
            "TOWNHALL_PUBLIC_URL": PUBLIC,
            "TOWNHALL_DATABASE_URL": sqlite_url,
        }
    )
    with TestClient(create_app(settings), base_url=PUBLIC, headers={"origin": PUBLIC}) as client:
        yield client


def test_in_production_nobody_signs_in_as_a_demo_person(in_production: TestClient) -> None:
    answers = [
        in_production.post("/auth/demo", json={"person": "amal"}),
        in_production.post("/auth/demo", data={"person": "amal"}),
    ]

    assert [(one.status_code, "set-cookie" in one.headers) for one in answers] == [(403, False)] * 2
    page = in_production.get("/auth/login").text
    assert "Amal Haddad" not in page
    assert "/auth/demo" not in page


def test_in_production_the_cookie_is_sent_over_https_to_this_host_alone(in_production: TestClient) -> None:
    app = in_production.app._app._app

    async def signed_in() -> str:
        request = Request({"type": "http", "method": "POST", "path": "/", "headers": [], "app": app})
        return (await entered(Response(), AMAL, request, way=sign_in.DEMO)).headers["set-cookie"]

    cookie = in_production.portal.call(signed_in)

    assert cookie.startswith("__Host-townhall_session=")
    assert {part.strip() for part in cookie.split(";")[1:]} == {
        "HttpOnly",
        "SameSite=lax",
        "Secure",
        "Path=/",
        "Max-Age=2592000",
    }


def test_in_production_only_the_prefixed_cookie_signs_in(in_production: TestClient) -> None:
    async def begun() -> str:
        return await sign_in.begin(AMAL, ledger=Ledger(now=clock), new_id=new_id)

    token = in_production.portal.call(begun)

    def status(name: str) -> int:
        return in_production.get("/api/v1/me", headers={"cookie": f"{name}={token}"}).status_code

    assert (status("__Host-townhall_session"), status("townhall_session")) == (200, 401)
