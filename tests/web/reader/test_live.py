"""The live stream of a discussion: told when readers would see something else, and of nothing else."""

import json
import signal
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from uuid import uuid4

import httpx2
import msgspec
import pytest
from starlette.testclient import TestClient

from comments_service.app import create_app
from comments_service.settings import Settings
from comments_service.web import answers
from tests.conftest import ORIGIN, Visitor
from tests.support.service import Service, serving

UID = "new-scanners"
LIVE = f"/api/v1/threads/{UID}/live"
Told = tuple[str, dict[str, Any]]


def events(stream: httpx2.Response) -> Iterator[Told]:
    """What a stream says, one event at a time: its id and its data."""
    kind = last = ""
    for line in stream.iter_lines():
        name, _, value = line.partition(": ")
        if name == "event":
            kind = value
        elif name == "id":
            last = value
        elif name == "data":
            assert kind == "version"
            yield last, json.loads(value)


def post(service: Service, body: str, *, by: str = "amal", status: int = 201) -> str:
    comment = str(uuid4())
    answer = service.client(by).put(f"/api/v1/comments/{comment}", json={"thread": UID, "body": body})
    assert answer.status_code == status, answer.text
    return comment


def test_it_tells_at_once_how_readers_see_it_and_then_of_each_change_in_every_process(own_townhall: Service) -> None:
    with (
        serving(own_townhall.database_url) as other,
        other.client().stream("GET", LIVE, timeout=20) as stream,
    ):
        assert stream.headers["content-type"].startswith("text/event-stream")
        assert "set-cookie" not in stream.headers
        said = events(stream)
        at_first, before = next(said)
        assert msgspec.convert(before, answers.AsReadersSee).version == at_first

        comment = post(own_townhall, "Mine beeps.")
        second, after = next(said)
        assert (second != at_first, after["count"]) == (True, before["count"] + 1)

        assert own_townhall.client("amal").delete(f"/api/v1/comments/{comment}").status_code == 200
        third, last = next(said)
        assert (third, last["count"]) == (at_first, before["count"])


def test_nobody_hears_of_what_waits_or_was_reported(own_townhall: Service) -> None:
    public = post(own_townhall, "Mine beeps.")
    with own_townhall.client().stream("GET", LIVE, timeout=20) as stream:
        said = events(stream)
        _, before = next(said)
        post(own_townhall, "Ask about MCC-123456.", by="ben", status=202)
        edit = {"body": "Ask about MCC-654321.", "review": True}
        assert own_townhall.client("amal").patch(f"/api/v1/comments/{public}", json=edit).status_code == 202
        report = {"reason": "hurtful"}
        assert own_townhall.client("ben").put(f"/api/v1/comments/{public}/report", json=report).status_code == 200
        post(own_townhall, "And now something to see.", by="kasia")

        # The next that is told is what can be seen, and nothing was told before it.
        assert next(said)[1]["count"] == before["count"] + 1


def test_who_comes_back_hears_only_what_they_do_not_know(own_townhall: Service) -> None:
    nobody = own_townhall.client()
    with nobody.stream("GET", LIVE, timeout=20) as stream:
        known, before = next(events(stream))
    with nobody.stream("GET", LIVE, timeout=20, headers={"last-event-id": known}) as stream:
        said = events(stream)
        post(own_townhall, "Mine beeps.")
        fresh, after = next(said)

    assert fresh != known
    assert after["count"] == before["count"] + 1
    with nobody.stream("GET", LIVE, timeout=20, headers={"last-event-id": known}) as stream:
        assert next(events(stream))[0] == fresh


def test_a_change_on_a_later_page_is_told_as_well(own_townhall: Service) -> None:
    for number in range(51):
        last = post(own_townhall, f"Scanner {number}.")
    with own_townhall.client().stream("GET", LIVE, timeout=20) as stream:
        said = events(stream)
        at_first, before = next(said)
        edit = {"body": "Another scanner."}
        assert own_townhall.client("amal").patch(f"/api/v1/comments/{last}", json=edit).status_code == 200
        second, after = next(said)

    assert at_first != second
    assert before["count"] == after["count"]


def test_a_service_that_stops_ends_its_streams_and_hangs_nowhere(own_townhall: Service) -> None:
    with own_townhall.client().stream("GET", LIVE, timeout=20) as stream:
        said = events(stream)
        assert next(said)
        own_townhall.process.send_signal(signal.SIGTERM)

        assert own_townhall.process.wait(10) in {0, -signal.SIGTERM}
        assert list(said) == []


@pytest.mark.parametrize("uid", ["no-such-page", "%00"])
def test_of_no_discussion_there_is_nothing_to_tell(visitor: Visitor, uid: str) -> None:
    assert visitor().get(f"/api/v1/threads/{uid}/live").status_code == 404


def test_where_there_is_no_room_a_browser_is_told_not_to_come_back(settings: Settings, town_url: str) -> None:
    with TestClient(create_app(replace(settings, most_live=0)), base_url=ORIGIN) as client:
        assert client.get("/api/v1/threads/rota/live").status_code == 204
