"""Starts programs, waits for them without growing deaf to Ctrl-C, and leaves none behind. Called by other tools."""

import os
import signal
import subprocess
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import IO

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
GLANCE = 0.1  # seconds between two looks at whether we were asked to stop
PATIENCE = 10.0  # seconds a child has to end by itself before it is killed


class Stopped(Exception):
    """We were asked to stop while a child was at work; the child has ended."""


@dataclass(frozen=True, slots=True)
class Ended:
    """How a child ended: its exit code, and all that it said."""

    code: int
    said: str


@contextmanager
def stop_on_signals() -> Iterator[threading.Event]:
    """An event that Ctrl-C, a stop signal, or a closed terminal sets, in place of a trace."""
    stop = threading.Event()

    def ask_to_stop(_number: int, _frame: FrameType | None) -> None:
        stop.set()

    before = {number: signal.signal(number, ask_to_stop) for number in SIGNALS}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def start(
    command: Sequence[str | Path], *, root: Path, log: IO[str] | int, settings: Mapping[str, str] | None = None
) -> subprocess.Popen[str]:
    """Start a program in `root` with `settings` added to the environment; what it says goes to `log`.

    It gets a process group of its own: a Ctrl-C in the terminal reaches us alone, and we end our children in order.
    """
    return subprocess.Popen(
        command,
        cwd=root,
        env={**os.environ, "PYTHONUNBUFFERED": "1", **(settings or {})},
        stdin=subprocess.DEVNULL,
        stdout=log,
        stderr=subprocess.STDOUT,
        text=True,
        process_group=0,
    )


def run(
    command: Sequence[str | Path], *, root: Path, stop: threading.Event, settings: Mapping[str, str] | None = None
) -> Ended:
    """Run a program to its end; if we are asked to stop meanwhile, end it and raise `Stopped`."""
    child = start(command, root=root, log=subprocess.PIPE, settings=settings)
    try:
        while True:
            try:
                said, _ = child.communicate(timeout=GLANCE)
            except subprocess.TimeoutExpired:
                if stop.is_set():
                    raise Stopped from None
            else:
                return Ended(child.returncode, said)
    finally:
        end(child)


def end(child: subprocess.Popen[str]) -> None:
    """End a child and all that it started: politely, then firmly."""
    for number in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.killpg(child.pid, number)
        except ProcessLookupError:
            break
        try:
            child.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            continue
        break
    if child.stdout is not None:
        child.stdout.close()
