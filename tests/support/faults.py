"""A bad connection between a browser and the service: what goes through it is dropped, late, or sent twice."""

import contextlib
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPResponse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from random import Random
from typing import Any
from urllib.parse import urlsplit

DROPPED, UNANSWERED, LATE, TWICE, FINE = "dropped", "unanswered", "late", "twice", "fine"
_HOP_BY_HOP = {"connection", "keep-alive", "transfer-encoding", "content-length"}


@dataclass
class Weather:
    """What happens to the requests that change something, in turn; all others pass.

    Args:
        coming: of each such request that is still to come what happens to it; after the last one all is fine.
        delay: in seconds, for what is late.
        is_cut: nothing at all goes through.
    """

    delay: float
    coming: list[str] = field(default_factory=list)
    happened: list[str] = field(default_factory=list)
    is_cut: bool = False
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def next(self) -> str:
        """What happens to the request that has come now."""
        with self._lock:
            now = self.coming.pop(0) if self.coming else FINE
            self.happened.append(now)
            return now


def forecast(dice: Random) -> list[str]:
    """What happens to one comment on its way: at most four times something bad."""
    return dice.choices([DROPPED, UNANSWERED, LATE, TWICE], k=dice.randint(1, 4))


class BadConnection:
    """A port of this machine behind which the service is, more or less."""

    def __init__(self, weather: Weather) -> None:
        self.weather = weather
        self.service = ""
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Handler,), {"between": self}))
        self._server.daemon_threads = True
        self.address = f"http://127.0.0.1:{self._server.server_port}"
        self._thread = threading.Thread(target=self._server.serve_forever)
        self._thread.start()

    def close(self) -> None:
        """Let nothing through any more."""
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


class _Handler(BaseHTTPRequestHandler):
    """One request and its answer. A subclass says over which connection."""

    protocol_version = "HTTP/1.1"
    between: BadConnection

    def log_message(self, format: str, *args: Any) -> None:
        pass

    def _pass(self) -> None:
        sent = self.rfile.read(int(self.headers.get("content-length", 0)))
        self.close_connection = True
        weather = self.between.weather
        is_comment = self.command == "PUT" and "/api/v1/comments/" in self.path
        now = DROPPED if weather.is_cut else weather.next() if is_comment else FINE
        if now == DROPPED:
            return
        if now == LATE:
            time.sleep(weather.delay)
        answers = [self._asked(sent) for _ in range(2 if now == TWICE else 1)]
        if now != UNANSWERED:
            # Whoever does not wait any more has hung up.
            with contextlib.suppress(OSError):
                self._answer(*answers[-1])

    def _asked(self, sent: bytes) -> tuple[HTTPResponse, bytes]:
        service = urlsplit(self.between.service).netloc
        with contextlib.closing(HTTPConnection(service, timeout=60)) as asking:
            asking.request(self.command, self.path, sent or None, dict(self.headers.items()))
            answer = asking.getresponse()
            # What never ends is not for a bad connection; the widget goes on without it.
            return answer, b"" if "event-stream" in answer.headers.get("content-type", "") else answer.read()

    def _answer(self, answer: HTTPResponse, body: bytes) -> None:
        self.send_response(answer.status)
        for name, value in answer.headers.items():
            if name.lower() not in _HOP_BY_HOP:
                self.send_header(name, value)
        self.send_header("connection", "close")
        if answer.status not in (204, 304) and self.command != "HEAD":
            self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_GET = do_HEAD = do_PUT = do_POST = do_PATCH = do_DELETE = _pass  # noqa: N815 - the names that http.server looks for


@contextlib.contextmanager
def bad_connection(delay: float) -> Iterator[BadConnection]:
    """A bad connection to a service that is to be started behind it, for the length of a block."""
    connection = BadConnection(Weather(delay))
    try:
        yield connection
    finally:
        connection.close()
