"""Reading a thread of 200 comments: Townhall, a bare route that returns the same bytes, and Isso, in turn in one
run."""

import sys
import tempfile
import urllib.request
from pathlib import Path

from benchmarks.isso_server import READ as ISSO_READ
from benchmarks.isso_server import isso
from benchmarks.measure import free_port, in_turn, server, table, wrk
from benchmarks.townhall_server import READ, townhall

CONNECTIONS = 32


def run() -> str:
    """Measure, and return the table."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with townhall(folder) as ours, isso(folder) as peer:
            fragment = f"{ours.address}/t/{READ}/fragment"
            request = urllib.request.Request(fragment, headers={"accept-encoding": "br"})
            with urllib.request.urlopen(request) as answer:
                (folder / "bytes").write_bytes(answer.read())
                etag = answer.headers["etag"]
            port = free_port()
            constant = f"http://127.0.0.1:{port}/constant"
            command = [sys.executable, "-m", "benchmarks.constant_server", str(folder / "bytes"), str(port)]
            with server(command, ready=constant):
                return _table(fragment, etag, constant, f"{peer}/?uri={ISSO_READ}", (folder / "bytes").stat().st_size)


def _table(fragment: str, etag: str, constant: str, peer: str, size: int) -> str:
    compressed = {"Accept-Encoding": "br"}
    rates = in_turn(
        {
            "a bare Starlette route, the same bytes": lambda: wrk(constant, connections=CONNECTIONS),
            "Townhall, 200": lambda: wrk(fragment, connections=CONNECTIONS, headers=compressed),
            "Townhall, 304": lambda: wrk(
                fragment, connections=CONNECTIONS, headers={**compressed, "If-None-Match": etag}
            ),
            "Isso": lambda: wrk(peer, connections=CONNECTIONS),
        }
    )
    base = rates["a bare Starlette route, the same bytes"].per_second
    rows = [
        (
            name,
            f"{rate.per_second:,.0f}",
            f"{rate.per_second / base:.2f} ×",
            f"{rate.p50:.1f}",
            f"{rate.p99:.1f}",
            rate.bad,
        )
        for name, rate in rates.items()
    ]
    head = ("200 comments, 32 connections", "answers/s", "of the bare route", "p50 ms", "p99 ms", "errors")
    return table(f"Reading a thread ({size:,} bytes, brotli; Isso sends JSON, uncompressed)", head, rows)


if __name__ == "__main__":
    print(run())
