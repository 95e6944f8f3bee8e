"""Commands of the service as processes of their own that need not import it first: that is most of what a start costs.

One process a worker has imported the service and made what never changes (warmed.py); each of these is a fork of it:
with its own environment, signals and end, as if it had been started. Starting it as people do is tried by tests/tools,
tests/journeys and the command line's.
"""

import importlib
import multiprocessing
import os
import signal
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
_FORKS = multiprocessing.get_context("forkserver")
_FORKS.set_forkserver_preload(["tests.support.warmed"])


class Started:
    """A process that runs one command; what tests want of it is called as subprocess does."""

    def __init__(self, arguments: list[str], environment: dict[str, str], log: Path | None) -> None:
        """Start it; all it says goes to the log, if there is one."""
        self._process = _FORKS.Process(target=_become, args=(arguments, environment, log))
        self._process.start()
        assert self._process.pid
        self.pid = self._process.pid
        self.returncode: int | None = None

    def poll(self) -> int | None:
        """Return how it ended, or None while it runs."""
        if self.returncode is None:
            self.returncode = self._process.exitcode
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        """Wait for the end, and return how it ended.

        Raises:
            TimeoutExpired: it still runs after so many seconds.
        """
        if self.returncode is None:
            self._process.join(timeout)
        ended = self.poll()
        if ended is None:
            assert timeout
            raise subprocess.TimeoutExpired("comments_service", timeout)
        return ended

    def send_signal(self, number: signal.Signals) -> None:
        """Send it a signal, if it still runs."""
        if self.poll() is None:
            os.kill(self.pid, number)

    def kill(self) -> None:
        """Stop it as a crash does."""
        self.send_signal(signal.SIGKILL)

    def close(self) -> None:
        """Let go of what the end left behind."""
        self.wait()
        self._process.close()


def _become(arguments: list[str], environment: dict[str, str], log: Path | None) -> None:
    """Be the command, in the forked process."""
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(ROOT)
    if log:
        with log.open("wb") as output:
            os.dup2(output.fileno(), 1)
            os.dup2(output.fileno(), 2)
    # Not at the top: the process of the tests has no use for it, and the one that this is a fork of has it already.
    sys.exit(importlib.import_module("comments_service.__main__").main(arguments))
