"""How soon the service answers, and how much memory it holds after 10,000 requests of several kinds."""

import http.client
import statistics
import tempfile
from pathlib import Path

from benchmarks.measure import ROUNDS, table
from benchmarks.townhall_server import READ, townhall

REQUESTS = 10_000
_MIX = (
    f"/t/{READ}/fragment",
    f"/t/{READ}/fragment?sort=newest",
    f"/t/{READ}",
    f"/api/v1/threads/{READ}",
    "/auth/login",
)


def run() -> str:
    """Measure, and return the table."""
    starts, memory = [], 0.0
    for turn in range(ROUNDS):
        with tempfile.TemporaryDirectory() as name, townhall(Path(name)) as ours:
            starts.append(ours.started.seconds)
            if turn == 0:
                before = ours.started.resident_megabytes
                _ask(ours.address)
                memory = ours.started.resident_megabytes
    rows = [
        ("from start to the first answer, median", f"{statistics.median(starts):.2f} s", "1.5 s"),
        ("memory with 200 comments in it", f"{before:.0f} MB", ""),
        (f"memory after {REQUESTS:,} requests", f"{memory:.0f} MB", "120 MB"),
    ]
    return table("Start and memory", ("", "measured", "at most"), rows)


def _ask(address: str) -> None:
    connection = http.client.HTTPConnection(address.removeprefix("http://"))
    for number in range(REQUESTS):
        # Nine in ten are what readers ask for; the rest are the pages that are rendered anew each time.
        path = _MIX[number % 2] if number % 10 else _MIX[2 + number // 10 % 3]
        connection.request("GET", path, headers={"accept-encoding": "br"})
        connection.getresponse().read()


if __name__ == "__main__":
    print(run())
