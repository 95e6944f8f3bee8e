"""Starting what is measured, loading it with wrk, and reading what it used. All traffic stays on this machine."""

import contextlib
import os
import re
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
ROUNDS = int(os.environ.get("BENCH_ROUNDS", "5"))
SECONDS = int(os.environ.get("BENCH_SECONDS", "4"))
_UNITS = {"us": 0.001, "ms": 1.0, "s": 1000.0}


@dataclass(frozen=True, slots=True)
class Rate:
    """What wrk saw: answers a second, latencies in milliseconds, and how many answers were not 2xx or 3xx."""

    per_second: float
    p50: float
    p99: float
    bad: int


def wrk(url: str, *, connections: int, headers: Mapping[str, str] | None = None, script: Path | None = None) -> Rate:
    """Load an address for SECONDS seconds over some connections, from the last core of this machine."""
    command = [*_pinned(last=True), "wrk", "-t1", f"-c{connections}", f"-d{SECONDS}s", "--latency"]
    for name, value in (headers or {}).items():
        command += ["-H", f"{name}: {value}"]
    if script:
        command += ["-s", str(script)]
    text = subprocess.run([*command, url], capture_output=True, text=True, check=True).stdout
    bad = re.search(r"Non-2xx or 3xx responses: (\d+)", text)
    return Rate(
        per_second=float(_found(r"Requests/sec:\s+([\d.]+)", text)[0]),
        p50=_milliseconds(_found(r"50%\s+([\d.]+)(us|ms|s)", text)),
        p99=_milliseconds(_found(r"99%\s+([\d.]+)(us|ms|s)", text)),
        bad=int(bad[1]) if bad else 0,
    )


def in_turn(cases: Mapping[str, Callable[[], Rate]]) -> dict[str, Rate]:
    """Measure the cases one after another, ROUNDS times over, and return each one's median: noise hits all alike."""
    seen: dict[str, list[Rate]] = {name: [] for name in cases}
    for turn in range(ROUNDS):
        for name, case in cases.items():
            print(f"  round {turn + 1} of {ROUNDS}: {name}          ", end="\r", file=sys.stderr, flush=True)
            seen[name].append(case())
    print(" " * 70, end="\r", file=sys.stderr)
    return {name: _median(rates) for name, rates in seen.items()}


@contextlib.contextmanager
def server(command: Sequence[str], *, ready: str, environment: Mapping[str, str] | None = None) -> Iterator["Started"]:
    """Run a server on the first core until the block ends; it is ready when the address `ready` answers."""
    began = time.perf_counter()
    env = {**os.environ, **(environment or {})}
    process = subprocess.Popen(
        [*_pinned(last=False), *command], cwd=ROOT, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        _wait(ready, process)
        yield Started(process.pid, time.perf_counter() - began)
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()


@dataclass(frozen=True, slots=True)
class Started:
    """A running server: its process, and how many seconds it took until it answered."""

    pid: int
    seconds: float

    @property
    def resident_megabytes(self) -> float:
        """Memory that the process holds now (VmRSS), in megabytes of a million bytes."""
        status = Path(f"/proc/{self.pid}/status").read_text()
        return int(_found(r"VmRSS:\s+(\d+) kB", status)[0]) * 1024 / 1e6


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def table(title: str, head: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """A Markdown table under a heading."""
    lines = [f"## {title}", "", "| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    lines += ["| " + " | ".join(str(cell) for cell in row) + " |" for row in rows]
    return "\n".join(lines) + "\n"


def _pinned(*, last: bool) -> list[str]:
    """The server has the first core to itself and the load comes from the last, where the machine can do so."""
    cores = sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else [0]
    if len(cores) < 2 or not shutil.which("taskset"):
        return []
    return ["taskset", "-c", str(cores[-1] if last else cores[0])]


def _wait(address: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise SystemExit(f"a server ended at once: {process.args}")
        with contextlib.suppress(OSError):
            urllib.request.urlopen(address, timeout=1).close()
            return
        time.sleep(0.005)
    raise SystemExit(f"{address} did not answer")


def _median(rates: Sequence[Rate]) -> Rate:
    return Rate(
        statistics.median(rate.per_second for rate in rates),
        statistics.median(rate.p50 for rate in rates),
        statistics.median(rate.p99 for rate in rates),
        sum(rate.bad for rate in rates),
    )


def _found(pattern: str, text: str) -> tuple[str, ...]:
    match = re.search(pattern, text)
    if match is None:
        raise SystemExit(f"wrk or /proc said something unexpected:\n{text}")
    return match.groups()


def _milliseconds(found: tuple[str, ...]) -> float:
    return float(found[0]) * _UNITS[found[1]]
