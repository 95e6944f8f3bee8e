"""The real service as a process of its own, for tests that need real HTTP, kills or a browser."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx2

from tests.support.started import ROOT, Started

_PATIENCE = 20  # seconds until a start that does not come is a failure


class Service:
    """A running service."""

    def __init__(self, address: str, database_url: str, process: Started) -> None:
        self.address = address
        self.database_url = database_url
        self.process = process
        self._clients: list[httpx2.Client] = []

    def client(self, person: str | None = None) -> httpx2.Client:
        """A client at the service's own origin, signed in if a person is named."""
        # Without TLS there is nothing to verify; to be ready for it costs twenty milliseconds a client.
        client = httpx2.Client(base_url=self.address, headers={"origin": self.address}, verify=False)
        self._clients.append(client)
        if person:
            assert client.post("/auth/demo", json={"person": person}).status_code == 204
        return client

    def close(self) -> None:
        """Close every client that was asked for."""
        for client in self._clients:
            client.close()

    def kill(self) -> None:
        """Stop it as a crash does."""
        self.process.kill()
        self.process.wait()


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def run(*arguments: str, **environment: str) -> str:
    """Run a command of the service to its end, and return what it printed; raises with that if it fails."""
    command = [sys.executable, "-m", "comments_service", *arguments]
    env = {**os.environ, **environment}
    ended = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    return ended.stdout


@contextlib.contextmanager
def serving(
    database_url: str,
    *,
    site: Path | None = None,
    port: int | None = None,
    log: Path | None = None,
    **environment: str,
) -> Iterator[Service]:
    """Run the service for the length of a block, once it is ready to answer; all it says can go to a file."""
    port = port or free_port()
    address = f"http://127.0.0.1:{port}"
    # A test does in a second what people do in a day.
    limits = ", ".join(f"{kind}=1000/1m" for kind in ("comments", "edits", "reports", "reactions"))
    usual = {"TOWNHALL_LIMITS": limits, "TOWNHALL_PUBLIC_URL": address}
    # What is in the letterbox stays there until a test empties it.
    usual["TOWNHALL_LETTERBOX"] = "12h"
    env = {**os.environ, **usual, "TOWNHALL_DATABASE_URL": database_url, **environment}
    if site:
        env["TOWNHALL_SITE_DIR"] = str(site)
    process = Started(["serve", "--port", str(port)], env, log)
    try:
        _wait_until_ready(address, process)
        with contextlib.closing(Service(address, database_url, process)) as service:
            yield service
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        process.close()


def _wait_until_ready(address: str, process: Started) -> None:
    deadline = time.monotonic() + _PATIENCE
    with httpx2.Client(verify=False) as client:
        while time.monotonic() < deadline:
            assert process.poll() is None, f"the service ended with {process.returncode}"
            with contextlib.suppress(httpx2.TransportError):
                if client.get(f"{address}/readyz").status_code == 200:
                    return
            time.sleep(0.05)
    raise AssertionError("the service did not become ready")
