"""Where a change may come from, and the headers on every answer."""

import asyncio
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from uuid import uuid4

import pytest
from starlette.datastructures import Headers
from starlette.testclient import TestClient

from comments_service.app import create_app
from comments_service.settings import Settings, read
from comments_service.storage import connection
from comments_service.web.headers import HEADERS, headers_of
from comments_service.web.security import came_from_here, without_words
from tests.conftest import Visitor, move_in

Untouched = Callable[[], AbstractContextManager[None]]
PRODUCTION = read(
    {
        "TOWNHALL_ENV": "production",
        "TOWNHALL_SECRET": "a-long-secret-" * 3,
        "TOWNHALL_PUBLIC_URL": "https://news.example.com/talk",
    }
)


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """One database will do: this is about HTTP."""
    return sqlite_url


COOKIE = {"cookie": "townhall_session=x"}
OURS, ELSEWHERE = "https://news.example.com", "https://elsewhere.example"


@pytest.mark.parametrize(
    ("headers", "allowed"),
    [
        ({"origin": OURS}, True),
        ({"origin": OURS, **COOKIE}, True),
        ({"sec-fetch-site": "same-origin", **COOKIE}, True),
        ({"sec-fetch-site": "same-origin", "origin": OURS, **COOKIE}, True),
        ({}, True),
        ({"authorization": "Bearer x"}, True),
        ({"authorization": "bearer x", "origin": ELSEWHERE}, True),
        (COOKIE, False),
        ({"origin": ELSEWHERE}, False),
        ({"origin": "null", **COOKIE}, False),
        ({"origin": "", **COOKIE}, False),
        ({"origin": f"{OURS}.evil.example"}, False),
        ({"origin": "http://news.example.com"}, False),
        ({"origin": f"{OURS}:8443"}, False),
        ({"sec-fetch-site": "cross-site"}, False),
        ({"sec-fetch-site": "same-site", "origin": OURS, **COOKIE}, False),
        ({"sec-fetch-site": "none", **COOKIE}, False),
        ({"sec-fetch-site": "cross-site", "origin": OURS}, False),
        ({"authorization": "Basic x", "origin": ELSEWHERE}, False),
        ({"origin": "http://127.0.0.1:8000", "host": "127.0.0.1:8000", **COOKIE}, False),
    ],
)
def test_a_change_comes_from_here_or_from_a_program(headers: dict[str, str], allowed: bool) -> None:
    assert came_from_here(Headers(headers), PRODUCTION) is allowed


def test_on_ones_own_machine_both_names_of_it_are_here() -> None:
    own = read({})

    def allowed(origin: str, host: str) -> bool:
        return came_from_here(Headers({"origin": origin, "host": host, **COOKIE}), own)

    assert allowed("http://localhost:8000", "localhost:8000")
    assert allowed("http://127.0.0.1:9000", "127.0.0.1:9000")
    assert not allowed("http://localhost:8001", "localhost:8000")
    assert not allowed("http://evil.example:8000", "evil.example:8000")


FROM_ELSEWHERE = [
    {"origin": ELSEWHERE},
    {"origin": "null"},
    {"origin": ELSEWHERE, "sec-fetch-site": "cross-site"},
    {"sec-fetch-site": "same-site"},
    {"origin": ""},
]


@pytest.mark.parametrize("headers", FROM_ELSEWHERE)
def test_what_another_site_sends_is_refused_and_writes_nothing(
    visitor: Visitor, untouched: Untouched, headers: dict[str, str]
) -> None:
    amal, own = visitor("amal"), uuid4()
    token = amal.get("/t/rota").text.partition('name="_token" value="')[2][:64]
    form = {"id": str(own), "body": "Not my words.", "_token": token}

    with untouched():
        answers = [
            amal.post("/t/rota", data=form, headers=headers),
            amal.put(f"/api/v1/comments/{own}", json={"thread": "rota", "body": "Not mine."}, headers=headers),
            amal.post("/auth/logout", data={"_token": token}, headers=headers),
            amal.post("/auth/demo", json={"person": "ben"}, headers=headers),
            amal.post("/api/v1/screen", json={"body": "Hello"}, headers=headers),
        ]

    assert [(one.status_code, one.headers["content-type"]) for one in answers] == [
        (403, "application/problem+json")
    ] * 5
    assert all(one.json()["type"].endswith("/came-from-elsewhere") for one in answers)
    assert not any("set-cookie" in one.headers for one in answers)
    assert amal.get("/api/v1/me").status_code == 200


def test_a_person_whose_form_came_from_elsewhere_gets_a_page(visitor: Visitor) -> None:
    answer = visitor("amal").post(
        "/t/rota", data={"body": "Hello"}, headers={"origin": ELSEWHERE, "accept": "text/html"}
    )

    assert (answer.status_code, answer.headers["content-type"]) == (403, "text/html; charset=utf-8")


def test_every_answer_carries_the_security_headers(visitor: Visitor) -> None:
    nobody, dana = visitor(), visitor("dana")
    answers = [
        nobody.get("/t/rota"),
        nobody.head("/t/rota"),
        nobody.get("/nothing"),
        nobody.get("/t/nowhere", headers={"accept": "text/html"}),
        nobody.put("/t/rota"),
        nobody.post("/t/rota", headers={"origin": ELSEWHERE}),
        nobody.get("/api/v1/threads/rota"),
        nobody.get("/api/v1/me"),
        nobody.get("/embed/v1/townhall.js"),
        nobody.get("/healthz"),
        nobody.get("/readyz"),
        nobody.get("/auth/login"),
        nobody.get("/openapi.json"),
        dana.get("/admin/"),
    ]

    assert {one.status_code for one in answers} == {200, 401, 403, 404, 405}
    for answer in answers:
        # The widget may stand in a page of another origin.
        is_asset = answer.request.url.path.startswith("/embed/")
        usual = HEADERS | {"cross-origin-resource-policy": "cross-origin" if is_asset else "same-origin"}
        assert {name: answer.headers[name] for name in usual} == usual


def test_a_fragment_may_do_nothing_and_be_framed_by_nobody(visitor: Visitor) -> None:
    for _ in range(2):  # by the handler and by the door
        headers = visitor().get("/t/rota/fragment").headers

        assert headers["content-security-policy"] == "default-src 'none'; frame-ancestors 'none'"
        assert headers["x-content-type-options"] == "nosniff"


def test_the_policy_lets_no_script_or_style_stand_in_a_page() -> None:
    policy = dict(rule.strip().split(" ", 1) for rule in HEADERS["content-security-policy"].split(";"))

    assert "unsafe" not in HEADERS["content-security-policy"]
    assert (policy["default-src"], policy["script-src"], policy["style-src"]) == ("'none'", "'self'", "'self'")
    assert (policy["form-action"], policy["base-uri"], policy["frame-ancestors"]) == ("'self'", "'none'", "'none'")


def test_browsers_are_told_to_stay_with_https_where_the_service_has_it() -> None:
    assert headers_of(PRODUCTION)["strict-transport-security"] == "max-age=31536000"
    assert "strict-transport-security" not in headers_of(read({}))


@pytest.mark.parametrize("settings", [PRODUCTION, read({})], ids=["production", "development"])
def test_so_they_are_with_fragments_rendered_afresh_or_kept(sqlite_url: str, settings: Settings) -> None:
    settings = replace(settings, database_url=sqlite_url)

    async def fill() -> None:
        async with connection.opened(sqlite_url):
            await move_in()

    asyncio.run(fill())
    with TestClient(create_app(settings), base_url=settings.public_url) as client:
        said = [client.get("/t/rota/fragment").headers.get("strict-transport-security") for _ in range(2)]

    assert said == [headers_of(settings).get("strict-transport-security")] * 2


def test_no_page_holds_what_the_policy_forbids(visitor: Visitor) -> None:
    dana = visitor("dana")
    pages = [dana.get(path).text for path in ("/t/rota", "/admin/", "/auth/login", "/t/nowhere")]

    for page in pages:
        assert not any(forbidden in page for forbidden in ("style=", "<style", "onclick=", "javascript:", "<script>"))


def test_whatever_is_personal_is_kept_by_nobody(visitor: Visitor) -> None:
    dana = visitor("dana")
    paths = ["/t/rota", "/api/v1/threads/rota/me", "/api/v1/me", "/admin/", "/auth/login"]

    assert [dana.get(path).headers["cache-control"] for path in paths] == ["private, no-store"] * len(paths)


def test_an_error_is_told_without_its_words() -> None:
    def fails(text: str) -> None:
        try:
            int(text)
        except ValueError as error:
            raise LookupError(f"not there: {text}") from error

    with pytest.raises(LookupError) as failed:
        fails("my own words")

    told = without_words(failed.value)
    assert "own words" not in told
    assert told.startswith("builtins.LookupError at test_security.py:")
    assert " after builtins.ValueError at test_security.py:" in told
