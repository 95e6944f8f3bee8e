"""The built site beside the service, as in development."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from comments_service.app import create_app
from comments_service.settings import read
from comments_service.web.headers import HEADERS

ORIGIN = "http://127.0.0.1:8000"


@pytest.fixture
def client(sqlite_url: str, tmp_path: Path) -> Iterator[TestClient]:
    """A client of a service that has a site of three pages beside it."""
    site = tmp_path / "site"
    (site / "news").mkdir(parents=True)
    for folder in ("search", "fr/search", "news/search"):
        (site / folder).mkdir(parents=True)
        (site / folder / "index.html").write_text("<h1>Search</h1>")
    (site / "index.html").write_text("<h1>Front page</h1>")
    (site / "404.html").write_text("<h1>Nothing here</h1>")
    (site / "news" / "index.html").write_text("<h1>News</h1>")
    settings = read({"TOWNHALL_DATABASE_URL": sqlite_url, "TOWNHALL_SITE_DIR": str(site)})
    with TestClient(create_app(settings), base_url=ORIGIN, headers={"origin": ORIGIN}) as client:
        yield client


def test_a_page_is_asked_about_each_time(client: TestClient) -> None:
    first = client.get("/news/")
    again = client.get("/news/", headers={"if-none-match": first.headers["etag"]})

    assert (first.text, first.headers["cache-control"]) == ("<h1>News</h1>", "no-cache")
    assert again.status_code == 304


@pytest.mark.parametrize("headers", [{}, {"if-none-match": "*"}])
def test_a_page_may_play_what_the_site_has_and_is_as_guarded_as_any(
    client: TestClient, headers: dict[str, str]
) -> None:
    said = client.get("/news/", headers=headers).headers

    assert "media-src 'self'" in said["content-security-policy"]
    policy = said["content-security-policy"]
    assert "worker-src 'self'" in policy
    only_here = ("media-src 'self'; ", "worker-src 'self'; ", " townhall-worker")
    for one in only_here:
        policy = policy.replace(one, "")
    assert policy == HEADERS["content-security-policy"]
    assert {name: said[name] for name in HEADERS if name != "content-security-policy"} == {
        name: value for name, value in HEADERS.items() if name != "content-security-policy"
    }
    assert "media-src" not in client.get("/auth/login").headers["content-security-policy"]


@pytest.mark.parametrize("address", ["/search/", "/search/?q=rota", "/search/index.html", "/fr/search/"])
def test_where_readers_search_and_nowhere_else_their_browser_may_read_the_index(
    client: TestClient, address: str
) -> None:
    said = client.get(address).headers
    usual = client.get("/news/").headers

    policy = said["content-security-policy"].replace(" 'wasm-unsafe-eval'", "")
    assert policy != said["content-security-policy"]
    assert policy == usual["content-security-policy"]
    assert said["referrer-policy"] == "no-referrer"
    assert said["x-frame-options"] == usual["x-frame-options"]


def test_nothing_outside_of_the_site_is_served(client: TestClient) -> None:
    paths = ["/../townhall.sqlite3", "/%2e%2e/townhall.sqlite3", "/news/..%2f..%2ftownhall.sqlite3", "/%00", "/a" * 300]

    assert [client.get(path).status_code for path in paths] == [404] * len(paths)


def test_an_address_of_the_api_that_is_not_there_is_no_page_of_the_site(client: TestClient) -> None:
    answers = [
        client.get("/api/v1/nothing"),
        client.post("/api/v1/nothing"),
        client.post("/index.html"),
        client.get("/nothing/"),
    ]

    assert [(one.status_code, one.headers["content-type"]) for one in answers] == [
        (404, "application/problem+json"),
        (404, "application/problem+json"),
        (405, "application/problem+json"),
        (404, "text/html; charset=utf-8"),
    ]
    assert answers[2].headers["allow"] == "GET, HEAD"
