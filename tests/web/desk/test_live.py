"""The desk's live stream: what waits and who is on it, from a real process, across two, and to the end of both."""

import json
import signal
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import httpx2
from starlette.testclient import TestClient

from comments_service.web.context import Context
from tests.conftest import Visitor
from tests.support.service import Service, serving

Desk = dict[str, Any]
THREAD = "new-scanners"


def events(stream: httpx2.Response) -> Iterator[Desk]:
    """What a stream says, one event at a time."""
    kind = ""
    for line in stream.iter_lines():
        name, _, value = line.partition(": ")
        if name == "event":
            kind = value
        elif name == "data":
            assert kind == "desk"
            yield json.loads(value)


def until(stream: Iterator[Desk], holds: Any) -> Desk:
    """The first event of which something holds; the client's own timeout ends a stream in which none does."""
    return next(desk for desk in stream if holds(desk))


def post_held(service: Service) -> str:
    comment = str(uuid4())
    body = {"thread": THREAD, "body": "Ask about MCC-123456."}
    answer = service.client("amal").put(f"/api/v1/comments/{comment}", json=body)
    assert answer.status_code == 202, answer.text
    return comment


def test_only_facilitators_hear_it(visitor: Visitor) -> None:
    assert visitor().get("/admin/live").status_code == 401
    assert visitor("amal").get("/admin/live").status_code == 403


def test_whoever_comes_when_as_many_listen_as_may_is_told_when_to_come_again(app: TestClient, visitor: Visitor) -> None:
    ctx: Context = app.app._app._app.state.context  # type: ignore[attr-defined]
    desks = ctx.desks
    desks.open = 100
    refused = visitor("dana").get("/admin/live")

    assert (refused.status_code, refused.headers["retry-after"]) == (503, "5")
    assert refused.json()["type"].endswith("/too-many-listen")
    # Readers do not wait for desks, nor is anything else kept from facilitators.
    assert not ctx.streams.is_full
    assert visitor("dana").get("/admin/").status_code == 200
    desks.open = 0


def test_what_comes_in_and_who_is_on_it_is_told_at_once_and_in_every_process(own_townhall: Service) -> None:
    with (
        serving(own_townhall.database_url) as other,
        other.client("dana").stream("GET", "/admin/live", timeout=20) as stream,
    ):
        assert stream.headers["content-type"].startswith("text/event-stream")
        said = events(stream)
        before = next(said)["queues"]["held"]["open"]
        comment = post_held(own_townhall)
        until(said, lambda desk: desk["queues"]["held"]["open"] == before + 1)

        answer = own_townhall.client("eli").put(f"/admin/api/claims/{comment}")
        assert answer.json()["mine"] is True
        on_it = until(said, lambda desk: desk["claims"])
        assert on_it["claims"] == [{"comment": comment, "by": "Eli Brandt", "mine": False}]

        assert own_townhall.client("eli").delete(f"/admin/api/claims/{comment}").status_code == 204
        until(said, lambda desk: desk["claims"] == [])


def test_a_service_that_stops_ends_its_streams_and_hangs_nowhere(own_townhall: Service) -> None:
    with own_townhall.client("dana").stream("GET", "/admin/live", timeout=20) as stream:
        said = events(stream)
        assert next(said)["queues"]
        own_townhall.process.send_signal(signal.SIGTERM)

        assert own_townhall.process.wait(10) in {0, -signal.SIGTERM}
        assert list(said) == []


def test_a_stream_ends_at_once_when_its_session_does(own_townhall: Service) -> None:
    dana = own_townhall.client("dana")
    with dana.stream("GET", "/admin/live", timeout=20) as stream:
        said = events(stream)
        assert next(said)["queues"]
        assert dana.post("/auth/logout", json={}).status_code == 204

        # It looks every two seconds; should it not end, the client's own timeout fails the test.
        assert [desk for desk in said if desk["claims"]] == []
