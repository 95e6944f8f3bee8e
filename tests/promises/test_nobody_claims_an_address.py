"""Nobody who can reach the service can make it believe another address or scheme than their own."""

import contextlib
import json
import socket
import subprocess
import sys
import time
from collections.abc import Iterator

import httpx2
import pytest

from comments_service.__main__ import server_options
from tests.support.service import ROOT, free_port

SPOOFED = {"x-forwarded-for": "9.9.9.9", "x-forwarded-proto": "https", "forwarded": "for=9.9.9.9;proto=https"}
# Says what it is told about who is asking.
PROGRAM = """
import json, sys, uvicorn
from comments_service.__main__ import served

async def app(scope, receive, send):
    if scope["type"] == "http":
        told = {"client": scope["client"][0], "scheme": scope["scheme"], "peer": scope["state"].get("peer")}
        seen = json.dumps(told).encode()
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": seen})

options = json.loads(sys.argv[1])
proxies = options.pop("proxies", None)
uvicorn.run(app if proxies is None else served(app, proxies), lifespan="off", **options)
"""


@contextlib.contextmanager
def telling(options: dict[str, object]) -> Iterator[str]:
    """The address of a server with these options that tells whoever asks who they are."""
    process = subprocess.Popen([sys.executable, "-c", PROGRAM, json.dumps(options)], cwd=ROOT)
    try:
        deadline = time.monotonic() + 20
        while True:
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", int(str(options["port"])))):
                break
            assert time.monotonic() < deadline, "the server did not come"
            time.sleep(0.02)
        yield f"http://127.0.0.1:{options['port']}"
    finally:
        process.terminate()
        process.wait()


@pytest.mark.parametrize(
    ("proxies", "believed"),
    [
        ("", {"client": "127.0.0.1", "scheme": "http"}),
        ("10.0.0.1", {"client": "127.0.0.1", "scheme": "http"}),
        ("127.0.0.1", {"client": "9.9.9.9", "scheme": "https"}),
    ],
)
def test_forwarded_headers_are_believed_only_of_a_proxy_that_was_named(proxies: str, believed: dict[str, str]) -> None:
    with telling({**server_options("127.0.0.1", free_port()), "proxies": proxies}) as address:
        # Where the connection itself comes from is known all the same.
        assert httpx2.get(address, headers=SPOOFED).json() == {**believed, "peer": "127.0.0.1"}


def test_uvicorn_by_itself_believes_whoever_is_on_the_machine() -> None:
    """Should this fail one day, the trap is gone, and what steps over it may go too."""
    with telling({"host": "127.0.0.1", "port": free_port(), "log_level": "warning"}) as address:
        told = {"client": "9.9.9.9", "scheme": "https", "peer": None}
        assert httpx2.get(address, headers=SPOOFED).json() == told


def test_the_server_does_not_say_what_it_is() -> None:
    with telling(server_options("127.0.0.1", free_port())) as address:
        assert "server" not in httpx2.get(address).headers
