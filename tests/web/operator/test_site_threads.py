"""PUT /api/v1/site/threads: the deploy token, and all of the manifest or nothing."""

import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from uuid import uuid4

import httpx2
import pytest
from starlette.testclient import TestClient

from comments_service.settings import Settings
from tests.conftest import Visitor
from tests.support.company import PAGES, entry, manifest
from tests.support.contents import contents

Say = Callable[..., str]
Untouched = Callable[[], AbstractContextManager[None]]
Sync = Callable[..., httpx2.Response]
WHERE = "/api/v1/site/threads"


@pytest.fixture
def sync(visitor: Visitor, deploy_token: str) -> Sync:
    """Sends pages as a publish does: with the token, and from no browser."""
    client: TestClient = visitor()
    del client.headers["origin"]

    def put(*pages: dict[str, object], query: str = "", **about: object) -> httpx2.Response:
        headers = {"authorization": f"Bearer {deploy_token}", "content-type": "application/json"}
        body = about.get("content", json.dumps(manifest(*pages)))
        return client.put(f"{WHERE}{query}", content=body, headers=headers | dict(about.get("headers", {})))  # type: ignore[call-overload]

    return put


def test_a_publish_brings_its_pages(sync: Sync, visitor: Visitor) -> None:
    answer = sync(*PAGES, entry("half-year"))

    assert answer.status_code == 200
    assert answer.json() == {"threads": len(PAGES) + 1, "changed": ["half-year"], "archived": []}
    assert visitor().get("/t/half-year/fragment").status_code == 200


def test_the_same_publish_again_changes_nothing(sync: Sync, untouched: Untouched) -> None:
    with untouched():
        assert sync(*PAGES).json() == {"threads": len(PAGES), "changed": [], "archived": []}


WITHOUT_THE_TOKEN = [
    ({"authorization": ""}, 401, "sign-in-required"),
    ({"authorization": "Basic abc"}, 401, "sign-in-required"),
    ({"authorization": "Bearer"}, 403, "deploy-token-is-wrong"),
    ({"authorization": "Bearer wrong"}, 403, "deploy-token-is-wrong"),
    ({"authorization": "Bearer \xfc".encode("latin-1")}, 403, "deploy-token-is-wrong"),
    ({"content-type": "text/plain"}, 415, "wrong-content-type"),
]


def test_without_the_token_nothing_is_brought(sync: Sync, untouched: Untouched) -> None:
    with untouched():
        answers = [sync(entry("intruder"), headers=headers) for headers, _, _ in WITHOUT_THE_TOKEN]

    told = [(one.status_code, one.json()["type"].rpartition("/")[2]) for one in answers]
    assert told == [(status, code) for _, status, code in WITHOUT_THE_TOKEN]


def test_a_facilitators_session_is_no_deploy_token(visitor: Visitor, untouched: Untouched) -> None:
    dana = visitor("dana")

    with untouched():
        assert dana.put(WHERE, json=manifest(entry("intruder"))).status_code == 401


def test_a_deploy_token_opens_nothing_but_the_sync(visitor: Visitor, deploy_token: str, untouched: Untouched) -> None:
    client = visitor()
    client.headers["authorization"] = f"Bearer {deploy_token}"
    words = {"thread": "rota", "body": "Hello there."}

    with untouched():
        tried = [
            client.get("/api/v1/me"),
            client.put(f"/api/v1/comments/{uuid4()}", json=words),
            client.post("/admin/api/decisions", json=[]),
        ]

    assert [answer.status_code for answer in tried] == [401, 401, 401]


def test_a_page_with_comments_that_vanished_is_named_and_nothing_is_changed(
    sync: Sync, visitor: Visitor, say: Say, untouched: Untouched
) -> None:
    say(visitor("amal"))
    others = [page for page in PAGES if page["uid"] != "rota"]

    with untouched():
        answer = sync(*others, entry("half-year"))

    assert (answer.status_code, answer.json()["uids"]) == (409, ["rota"])
    assert "rota" in answer.json()["title"]


def test_a_page_with_comments_is_put_away_when_it_is_named_and_comes_back(
    sync: Sync, visitor: Visitor, say: Say, settings: Settings
) -> None:
    amal = visitor("amal")
    say(amal, "Said before it went.")
    others = [page for page in PAGES if page["uid"] != "rota"]

    assert sync(*others, query="?archive=rota").json()["archived"] == ["rota"]
    assert "Said before it went." in visitor().get("/t/rota/fragment").text
    assert amal.post("/t/rota", data={"body": "Hello"}).status_code in (403, 409)
    assert sync(*PAGES).json()["changed"] == ["rota"]
    assert len(contents(settings.database_url)["comment"]) == 1
    say(amal, "Said after it came back.")


NO_MANIFESTS = [
    b"",
    b"{",
    b"\xff",
    b"[]",
    b'{"threads": []}',
    b'{"site": {}, "threads": [{"uid": "UPPER"}]}',
    b'{"site": {"a": ' + b"[" * 50_000,
    json.dumps(manifest(entry("a"), entry("a"))).encode(),
    json.dumps(manifest(entry("a", title="\x00"))).encode(),
    json.dumps(manifest(entry("a", closes="2026-11-16T12:00"))).encode(),
    json.dumps(manifest(entry("a", closes="soon"))).encode(),
    json.dumps(manifest(entry("a\n"))).encode(),
    json.dumps(manifest(entry("a", url="//evil.example/"))).encode(),
    json.dumps(manifest(entry("a", url="/\t/evil.example/"))).encode(),
    json.dumps(manifest(entry("a", url="https://evil.example/"))).encode(),
    json.dumps(manifest(entry("a", title=""))).encode(),
    json.dumps(manifest(*PAGES[:2], entry("b", kind="quarrel"))).encode(),
]


def test_what_is_no_manifest_changes_nothing(sync: Sync, untouched: Untouched) -> None:
    with untouched():
        answers = [sync(content=content) for content in NO_MANIFESTS]

    told = [(one.status_code, one.json()["type"].rpartition("/")[2]) for one in answers]
    assert told == [(422, "manifest-is-wrong")] * len(NO_MANIFESTS)


def test_a_large_company_is_brought_and_more_than_16_mb_are_not(sync: Sync, untouched: Untouched) -> None:
    large = [entry(f"page-{number}", summary="x" * 20_000) for number in range(60)]
    assert sync(*PAGES, *large).json()["threads"] == len(PAGES) + len(large)

    with untouched():
        answer = sync(content=b" " * (16 * 1024 * 1024 + 1))
    assert (answer.status_code, answer.json()["limit"]) == (413, 16 * 1024 * 1024)


def test_a_page_may_move_without_losing_what_was_said(sync: Sync, visitor: Visitor, say: Say) -> None:
    say(visitor("amal"), "Said at the old address.")
    moved = [{**page, "url": "/news/renamed/", "title": "Renamed"} if page["uid"] == "rota" else page for page in PAGES]

    assert sync(*moved).json()["changed"] == ["rota"]
    thread = visitor().get("/api/v1/threads/rota").json()
    assert (thread["url"], thread["title"], thread["count"]) == ("/news/renamed/", "Renamed", 1)
