"""A real nginx with the files of deploy/nginx as they are shipped; only names, ports and paths are the test’s."""

import contextlib
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.support.service import ROOT

SHIPPED = ROOT / "deploy" / "nginx"
_PATIENCE = 20  # seconds until a start that does not come is a failure
_MAIN = """
{user}
daemon off;
pid nginx.pid;
error_log stderr warn;
events {{ worker_connections 256; }}
http {{
    types {{ text/html html; text/css css; text/javascript js; image/svg+xml svg; image/webp webp; font/woff2 woff2; }}
    default_type application/octet-stream;
    access_log off;
    # As Debian ships it.
    gzip on;
    {temporary}
    include conf.d/*.conf;
}}
"""


def require_nginx() -> None:
    """Skip where there is none."""
    if shutil.which("nginx") is None or shutil.which("openssl") is None:
        pytest.skip("nginx or openssl is not installed")


@contextlib.contextmanager
def nginx(
    folder: Path, *, port: int, more: Mapping[str, str], changed: Mapping[str, str], edge: bool = False
) -> Iterator[str]:
    """Run nginx for the length of a block; gives its origin.

    Args:
        more: further files of /etc/nginx/townhall/, by name.
        changed: what stands in the shipped files, and what is to stand there instead.
        edge: whether it signs people in, and so has the files for that.
    """
    shipped = [path for path in SHIPPED.glob("*.conf") if edge or not path.name.startswith("edge")]
    _lay_out(folder, shipped, more, {"listen 443 ssl": f"listen 127.0.0.1:{port} ssl", **changed})
    command = ["nginx", "-p", str(folder), "-c", "nginx.conf", "-e", "stderr"]
    checked = subprocess.run([*command, "-t"], capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stderr
    assert "[warn]" not in checked.stderr, checked.stderr
    process = subprocess.Popen(command)
    try:
        _wait_until_listening(port, process)
        yield f"https://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait()


def _lay_out(folder: Path, shipped: list[Path], more: Mapping[str, str], changed: Mapping[str, str]) -> None:
    for name in ("conf.d", "townhall", "temporary"):
        (folder / name).mkdir(parents=True)
    texts = {path.name: path.read_text() for path in shipped}
    for old, new in changed.items():
        assert any(old in text for text in texts.values()), f"no shipped file has {old!r}"
        texts = {name: text.replace(old, new) for name, text in texts.items()}
    texts = {name: text.replace("/etc/nginx/", f"{folder}/") for name, text in {**texts, **more}.items()}
    for name, text in texts.items():
        where = folder / ("conf.d" if name == "townhall.conf" else "townhall") / name
        where.write_text(text)
    temporary = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    (folder / "nginx.conf").write_text(
        _MAIN.format(
            user="user root;" if os.geteuid() == 0 else "",
            temporary=" ".join(f"{name}_temp_path temporary/{name};" for name in temporary),
        )
    )
    certify(folder / "townhall")


def certify(folder: Path) -> None:
    """Make a certificate that only this test believes."""
    files = ["-keyout", str(folder / "key.pem"), "-out", str(folder / "certificate.pem")]
    about = ["-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1"]
    subprocess.run(["openssl", "req", *about, *files], capture_output=True, check=True)


def _wait_until_listening(port: int, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline:
        assert process.poll() is None, f"nginx ended with {process.returncode}"
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.05)
    raise AssertionError("nginx did not begin to listen")


@contextlib.contextmanager
def company_sign_in(people: Mapping[str, Mapping[str, str]]) -> Iterator[int]:
    """What nginx asks who somebody is; they are whom their cookie `company` names. Gives its port.

    Args:
        people: what it says of each, by header.
    """

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            cookies = self.headers.get("cookie", "").replace("; ", "&")
            about = people.get(parse_qs(cookies).get("company", [""])[0])
            self.send_response(204 if about else 401 if urlsplit(self.path).path == "/who" else 404)
            for name, value in (about or {}).items():
                self.send_header(name, value)
            self.end_headers()

        def log_message(self, format: str, *args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    serving = Thread(target=server.serve_forever)
    serving.start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        serving.join()
        server.server_close()
