"""Programs that we start end when we do, and all that they started with them."""

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from tools import children

# Starts a grandchild that would outlive it, says its number, and waits for ever.
PARENT = """
import subprocess, sys, time
grandchild = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(3600)"])
print(grandchild.pid, flush=True)
time.sleep(3600)
"""
DEAF = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('deaf', flush=True); time.sleep(3600)"


def is_running(number: int) -> bool:
    """Whether a process is there and is no zombie that waits to be collected."""
    listed = subprocess.run(["ps", "-o", "stat=", "-p", str(number)], capture_output=True, text=True, check=False)
    return bool(listed.stdout.strip()) and not listed.stdout.startswith("Z")


def test_a_program_is_run_to_its_end(tmp_path: Path, never: threading.Event) -> None:
    command = [sys.executable, "-c", "import os, sys; print(os.getcwd(), os.environ['NAME']); sys.exit(3)"]

    ended = children.run(command, root=tmp_path, stop=never, settings={"NAME": "amal"})

    assert ended == children.Ended(3, f"{tmp_path} amal\n")


def test_a_program_that_says_much_is_not_stuck(tmp_path: Path, never: threading.Event) -> None:
    ended = children.run([sys.executable, "-c", "print('x' * 1_000_000)"], root=tmp_path, stop=never)

    assert len(ended.said) == 1_000_001


def test_a_program_is_ended_when_we_are_asked_to_stop(tmp_path: Path) -> None:
    stop = threading.Event()
    stop.set()

    with pytest.raises(children.Stopped):
        children.run([sys.executable, "-c", "import time; time.sleep(3600)"], root=tmp_path, stop=stop)


def test_what_a_child_has_started_ends_with_it(tmp_path: Path) -> None:
    child = children.start([sys.executable, "-c", PARENT], root=tmp_path, log=subprocess.PIPE)
    assert child.stdout is not None
    grandchild = int(child.stdout.readline())
    children.end(child)

    deadline = time.monotonic() + 30
    while is_running(grandchild):
        assert time.monotonic() < deadline, "the grandchild is still there"
    assert child.returncode == -signal.SIGTERM


def test_a_child_that_does_not_listen_is_killed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(children, "PATIENCE", 0.2)
    child = children.start([sys.executable, "-c", DEAF], root=tmp_path, log=subprocess.PIPE)
    assert child.stdout is not None
    assert child.stdout.readline() == "deaf\n"
    children.end(child)

    assert child.returncode == -signal.SIGKILL


@pytest.mark.parametrize("number", children.SIGNALS)
def test_a_signal_is_heard_and_the_handlers_before_are_put_back(number: signal.Signals) -> None:
    before = signal.getsignal(number)
    with children.stop_on_signals() as stop:
        os.kill(os.getpid(), number)
        heard = stop.wait(5)

    assert heard
    assert signal.getsignal(number) is before
