"""A server is told which discussions the site has, and its refusals are spelt out."""

import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from tools import sync


@dataclass
class Server:
    """A server that answers as it is told to, and keeps what it was sent."""

    address: str = ""
    status: int = 200
    answer: dict[str, Any] | str = field(default_factory=dict)
    asked: list[tuple[str, str, str | None, bytes]] = field(default_factory=list)


@pytest.fixture
def server() -> Iterator[Server]:
    """A real HTTP server on a free port."""
    state = Server()

    class Handler(BaseHTTPRequestHandler):
        def do_PUT(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            state.asked.append((self.command, self.path, self.headers["Authorization"], body))
            answer = state.answer if isinstance(state.answer, str) else json.dumps(state.answer)
            self.send_response(state.status)
            self.send_header("Content-Length", str(len(answer.encode())))
            self.end_headers()
            self.wfile.write(answer.encode())

        def log_message(self, *_arguments: object) -> None:
            """Say nothing: the tests look at what was asked."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as http:
        state.address = f"http://127.0.0.1:{http.server_port}"
        thread = threading.Thread(target=http.serve_forever)
        thread.start()
        yield state
        http.shutdown()
        thread.join()


@pytest.fixture
def manifest(tmp_path: Path) -> Path:
    path = tmp_path / "threads.json"
    path.write_text('{"site": {}, "threads": []}')
    return path


def put(server: Server, manifest: Path) -> str:
    return sync.put(manifest, embargo=manifest.parent / "embargo.json", address=f"{server.address}/", token="a token")


def test_the_manifest_is_put_with_the_token(server: Server, manifest: Path) -> None:
    server.answer = {"added": 2, "changed": 1}

    assert put(server, manifest) == f"{server.address}/ has the discussions of this site. added 2, changed 1"
    assert server.asked == [("PUT", "/api/v1/site/threads", "Bearer a token", b'{"site": {}, "threads": []}')]


def test_the_words_under_embargo_go_with_it(server: Server, manifest: Path) -> None:
    withheld = [
        {"uid": "results", "title": "Résultats", "terms": ["Project Heron"], "until": "2099-01-01T09:00:00+00:00"}
    ]
    (manifest.parent / "embargo.json").write_text(json.dumps({"embargo": withheld}))

    put(server, manifest)

    ((_, _, _, sent),) = server.asked
    assert json.loads(sent) == {"site": {}, "threads": [], "embargo": withheld}


def test_a_problem_is_spelt_out(server: Server, manifest: Path) -> None:
    server.status = 409
    server.answer = {
        "type": "/problems/threads-would-be-orphaned",
        "title": "Two discussions would lose their page",
        "status": 409,
        "errors": [{"field": "threads", "message": "night-shifts is missing"}],
        "missing": ["night-shifts"],
    }

    with pytest.raises(sync.SyncRefused) as told:
        put(server, manifest)

    assert str(told.value).splitlines() == [
        f"{server.address}/ refused the manifest (409).",
        "Two discussions would lose their page",
        "  threads · night-shifts is missing",
        '  missing: ["night-shifts"]',
    ]


def test_an_answer_that_is_no_problem_document_is_told_as_it_is(server: Server, manifest: Path) -> None:
    server.status = 502
    server.answer = "Bad gateway"

    with pytest.raises(sync.SyncRefused, match=r"\(502\)\.\nBad gateway$"):
        put(server, manifest)


def test_a_server_that_is_not_there_is_told(manifest: Path) -> None:
    with pytest.raises(sync.SyncRefused, match=r"^http://127\.0\.0\.1:9 could not be reached: "):
        sync.put(manifest, embargo=manifest, address="http://127.0.0.1:9", token="a token")


def test_an_address_that_is_none_is_told(manifest: Path) -> None:
    with pytest.raises(sync.SyncRefused, match="could not be reached"):
        sync.put(manifest, embargo=manifest, address="news.example", token="a token")


def test_a_server_is_named_by_both_settings_or_not_at_all() -> None:
    both = {"TOWNHALL_URL": "https://news.example", "TOWNHALL_DEPLOY_TOKEN": "a token"}

    assert sync.is_wanted(both)
    assert not sync.is_wanted({})
    for name, value in both.items():
        with pytest.raises(sync.SyncRefused, match=f"^{name} is set and "):
            sync.is_wanted({name: value})
