"""GET /api/v1/site/snapshot: with a deploy token, tagged, and no more than was asked for."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from starlette.testclient import TestClient

from comments_service.app import clock, new_id
from comments_service.events import Ledger
from comments_service.people import deploy_tokens
from tests.conftest import Visitor
from tests.support.company import PAGES, manifest

Say = Callable[..., str]
WHERE = "/api/v1/site/snapshot"


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """One database will do: this is about HTTP."""
    return sqlite_url


@pytest.fixture
def build(visitor: Visitor, deploy_token: str) -> TestClient:
    """Asks as a build does: with the token, and from no browser."""
    client = visitor()
    del client.headers["origin"]
    client.headers["authorization"] = f"Bearer {deploy_token}"
    return client


def endorse(visitor: Visitor, comment: str) -> None:
    assert visitor("priya").put(f"/api/v1/comments/{comment}/endorsement").status_code == 200


def test_a_build_that_has_it_is_told_so_until_something_changes(build: TestClient, visitor: Visitor, say: Say) -> None:
    amal = visitor("amal")
    first, second = say(amal, "I swap with Ben."), say(amal, "Bring a lamp.")
    endorse(visitor, first)
    had = build.get(WHERE)
    tag = had.headers["etag"]

    say(amal, "Nobody marked this.")
    same = build.get(WHERE, headers={"if-none-match": tag})
    endorse(visitor, second)
    other = build.get(WHERE, headers={"if-none-match": tag})

    assert (had.status_code, list(had.json()["tags"]), len(had.json()["threads"][0]["comments"])) == (200, ["rota"], 1)
    assert (had.headers["cache-control"], tag.startswith("W/")) == ("private, no-cache", False)
    assert (same.status_code, same.content, same.headers["etag"]) == (304, b"", tag)
    assert (other.status_code, len(other.json()["threads"][0]["comments"])) == (200, 2)


def test_a_build_asks_for_the_words_of_some_and_the_tags_of_all(build: TestClient, visitor: Visitor, say: Say) -> None:
    for uid in ("rota", "answered"):
        endorse(visitor, say(visitor("amal"), "I swap with Ben.", thread=uid))

    some, none = build.get(f"{WHERE}?thread=rota&thread=nowhere"), build.get(f"{WHERE}?thread=")
    many = build.get(WHERE, params={"thread": ["rota"] * 201})

    assert ([one["uid"] for one in some.json()["threads"]], none.json()["threads"]) == (["rota"], [])
    assert list(some.json()["tags"]) == list(none.json()["tags"]) == ["answered", "rota"]
    assert some.headers["etag"] != none.headers["etag"]
    assert (many.status_code, many.json()["errors"][0]["field"]) == (422, "thread")


def test_it_is_for_whoever_shows_a_token(visitor: Visitor) -> None:
    told = [
        (visitor().get(WHERE), 401),
        (visitor("dana").get(WHERE), 401),
        (visitor("noor").get(WHERE), 401),
        (visitor().get(WHERE, headers={"authorization": "Bearer wrong"}), 403),
    ]

    assert [answer.status_code for answer, _ in told] == [status for _, status in told]


def test_a_token_to_pull_with_opens_this_and_not_the_sync(app: TestClient, visitor: Visitor) -> None:
    async def make() -> str:
        how = {"ledger": Ledger(now=clock), "new_id": new_id, "pull_only": True}
        return (await deploy_tokens.make("of-a-build", lives=timedelta(days=1), **how))[0]

    assert app.portal
    headers = {"authorization": f"Bearer {app.portal.call(make)}"}

    pulled = visitor().get(WHERE, headers=headers)
    synced = visitor().put("/api/v1/site/threads", json=manifest(*PAGES), headers=headers)

    assert (pulled.status_code, pulled.json()) == (200, {"tags": {}, "threads": []})
    assert (synced.status_code, synced.json()["type"].rpartition("/")[2]) == (403, "deploy-token-is-wrong")
    assert "opens the snapshot alone" in synced.json()["title"]
