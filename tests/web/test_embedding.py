"""Whose pages may read answers and change something, by the headers that browsers go by."""

from uuid import uuid4

import pytest
from starlette.testclient import TestClient

from comments_service.settings import Settings, read
from comments_service.web.headers import headers_of
from comments_service.web.routes import TABLE
from tests.conftest import Visitor

LET_IN = "https://intranet.example.com"


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """One database will do: this is about HTTP."""
    return sqlite_url


@pytest.fixture
def settings(database_url: str) -> Settings:
    return read({"TOWNHALL_DATABASE_URL": database_url, "TOWNHALL_EMBED_ORIGINS": LET_IN})


@pytest.fixture
def amal(visitor: Visitor) -> TestClient:
    return visitor("amal")


def from_page(origin: str) -> dict[str, str]:
    return {"origin": origin, "sec-fetch-site": "same-site"}


def test_a_page_that_is_let_in_reads_and_writes_in_its_readers_name(amal: TestClient) -> None:
    own = uuid4()
    put = amal.put(f"/api/v1/comments/{own}", json={"thread": "rota", "body": "Hello"}, headers=from_page(LET_IN))
    # Twice: the second is what is kept.
    answers = [
        put,
        *(amal.get(path, headers=from_page(LET_IN)) for path in ("/t/rota/fragment",) * 2 + ("/api/v1/me",)),
    ]

    assert [answer.status_code for answer in answers] == [201, 200, 200, 200]
    for answer in answers:
        assert answer.headers["access-control-allow-origin"] == LET_IN
        assert answer.headers["access-control-allow-credentials"] == "true"
        assert answer.headers["cross-origin-resource-policy"] == "cross-origin"
        assert "Origin" in answer.headers["vary"]


@pytest.mark.parametrize(
    "origin",
    [
        "https://elsewhere.example",
        f"{LET_IN}.evil.example",
        f"{LET_IN}:8443",
        "http://intranet.example.com",
        "null",
        "*",
    ],
)
def test_no_other_page_is_let_in(amal: TestClient, origin: str) -> None:
    body = {"thread": "rota", "body": "Not my words"}
    put = amal.put(f"/api/v1/comments/{uuid4()}", json=body, headers=from_page(origin))
    read_it = [amal.get(path, headers=from_page(origin)) for path in ("/t/rota/fragment",) * 2 + ("/api/v1/me",)]
    before = amal.options("/api/v1/me", headers={**from_page(origin), "access-control-request-method": "PUT"})

    assert put.status_code == 403
    for answer in (put, *read_it, before):
        assert not [name for name in answer.headers if name.startswith("access-control-")]
        assert "Origin" in answer.headers["vary"]


def test_a_preflight_allows_what_the_widget_sends(amal: TestClient) -> None:
    asked = {**from_page(LET_IN), "access-control-request-method": "PUT"}
    answer = amal.options(f"/api/v1/comments/{uuid4()}", headers=asked)

    assert (answer.status_code, answer.text) == (204, "")
    assert answer.headers["access-control-allow-methods"].split(", ") == ["GET", "PUT", "POST", "PATCH", "DELETE"]
    assert answer.headers["access-control-allow-headers"] == "content-type, x-townhall-token"


def test_the_desk_and_plain_forms_stay_the_services_own(visitor: Visitor) -> None:
    dana = visitor("dana")
    opened = set()
    for path, methods in TABLE.items():
        for method in set(methods) - {"GET"}:
            address = path.format(id=uuid4(), uid="rota", handle="amal", name="townhall.js", item="f" * 12)
            answer = dana.request(method, address, headers=from_page(LET_IN))
            if answer.status_code != 403 or not answer.json()["type"].endswith("/came-from-elsewhere"):
                opened.add((method, path))

    assert opened == {
        *((method, path) for path, methods in TABLE.items() for method in set(methods) - {"GET"} if "/api/v1/" in path),
        ("POST", "/auth/logout"),
    } - {("PUT", "/api/v1/site/threads")}


def test_forms_may_lead_back_to_a_page_that_is_let_in_and_still_nobody_frames_a_page(settings: Settings) -> None:
    policy = headers_of(settings)["content-security-policy"]

    assert f"form-action 'self' {LET_IN};" in policy
    assert "frame-ancestors 'none'" in policy


@pytest.mark.parametrize(
    ("wanted", "led_to"),
    [
        (f"{LET_IN}/rota?a=b#discussion", f"{LET_IN}/rota?a=b#discussion"),
        (f"{LET_IN}.evil.example/", "/"),
        (f"{LET_IN}@evil.example/", "/"),
        (LET_IN, "/"),
        (f"{LET_IN}/\\evil.example", "/"),
        ("https://elsewhere.example/", "/"),
        ("//elsewhere.example/", "/"),
    ],
)
def test_signing_in_leads_back_to_a_page_that_is_let_in_and_to_no_other(
    visitor: Visitor, wanted: str, led_to: str
) -> None:
    answer = visitor().post("/auth/demo", data={"person": "amal", "next": wanted})

    assert (answer.status_code, answer.headers["location"]) == (303, led_to)
