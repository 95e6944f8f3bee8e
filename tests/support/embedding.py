"""A company's own page with a discussion in it, at an address of its own; below a path of it, the service if one is
named."""

import contextlib
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import httpx2

from plugins.policy import policy

_HOP = {"connection", "keep-alive", "transfer-encoding", "content-length", "date", "server"}


@contextlib.contextmanager
def intranet(*, port: int, service: str, thread: str, mounted: str = "", passes_to: str = "") -> Iterator[str]:
    """Serve a page that embeds a discussion, for the length of a block; gives its origin.

    Args:
        service: the address of the service, as the page names it.
        mounted: the path below which everything is passed to the service, without that path, as a proxy does.
        passes_to: where the service really is.
    """
    page = (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Rota</title>'
        f'<link rel="stylesheet" href="{service}/embed/v1/townhall.css">'
        f'<script type="module" src="{service}/embed/v1/townhall.js"></script></head>'
        f'<body><h1>Rota</h1><section id="discussion"><townhall-discussion thread="{thread}" lang="en">'
        f'<a href="{service}/t/{thread}">Join</a></townhall-discussion></section></body></html>'
    ).encode()

    class Handler(BaseHTTPRequestHandler):
        def answer(self) -> None:
            if mounted and self.path.startswith(f"{mounted}/"):
                self.pass_on()
                return
            self.send_response(200)
            self.send_header("content-type", "text/html; charset=utf-8")
            self.send_header("content-security-policy", policy(service))
            self.send_header("content-length", str(len(page)))
            self.end_headers()
            self.wfile.write(page)

        def pass_on(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length") or 0))
            sent = [(name, value) for name, value in self.headers.items() if name.lower() not in _HOP]
            got = httpx2.request(self.command, passes_to + self.path.removeprefix(mounted), headers=sent, content=body)
            self.send_response(got.status_code)
            for name, value in got.headers.multi_items():
                if name.lower() not in {*_HOP, "content-encoding"}:
                    self.send_header(name, value)
            self.send_header("content-length", str(len(got.content)))
            self.end_headers()
            self.wfile.write(got.content)

        do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = answer  # noqa: N815 (named by http.server)

        def log_message(self, format: str, *args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
    serving = threading.Thread(target=server.serve_forever)
    serving.start()
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.shutdown()
        serving.join()
        server.server_close()
