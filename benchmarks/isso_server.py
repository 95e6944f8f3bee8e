"""Isso as it is measured: from its own release, with its own server, its rate limits off, the same conversation in
it."""

import contextlib
import http.client
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from benchmarks import thread
from benchmarks.measure import ROOT, free_port, server

READ, WRITTEN = "/bench-read/", "/bench-written/"
_ENVIRONMENT = ROOT / ".build" / "isso"


@contextlib.contextmanager
def isso(folder: Path) -> Iterator[str]:
    """Run Isso with one thread of 200 comments; yields its address."""
    python = _installed()
    port = free_port()
    (folder / "isso.cfg").write_text(
        f"[general]\ndbpath = {folder}/isso.db\nhost = http://127.0.0.1:8099/\nnotify = stdout\n"
        f"[server]\nlisten = http://127.0.0.1:{port}\n[guard]\nenabled = false\n"
    )
    address = f"http://127.0.0.1:{port}"
    command = [str(python.with_name("isso")), "-c", str(folder / "isso.cfg"), "run"]
    with server(command, ready=f"{address}/info"):
        _talk(port)
        yield address


def _installed() -> Path:
    """Install the locked release into an environment of its own, once."""
    python = _ENVIRONMENT / "bin" / "python"
    lock = ROOT / "requirements" / "bench.txt"
    if not (_ENVIRONMENT / "installed").exists():
        print("Installing Isso to measure beside …", file=sys.stderr)
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(_ENVIRONMENT)], check=True)
        install = [str(python), "-m", "pip", "install", "--quiet", "--require-hashes", "-r", str(lock)]
        subprocess.run(install, check=True)
        (_ENVIRONMENT / "installed").touch()
    return python


def _talk(port: int) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port)
    ids: list[int] = []
    headers = {"content-type": "application/json", "origin": "http://127.0.0.1:8099"}
    for body, parent in zip(thread.bodies(), thread.parents(), strict=True):
        sent: dict[str, object] = {"author": "Amal", "email": "amal@example.org", "text": body, "title": "Bench"}
        if parent is not None:
            sent["parent"] = ids[parent]
        connection.request("POST", f"/new?uri={READ}", json.dumps(sent), headers)
        answer = connection.getresponse()
        text = answer.read()
        if answer.status != 201:
            raise SystemExit(f"Isso did not take a comment: {answer.status} {text[:200]!r}")
        ids.append(json.loads(text)["id"])
