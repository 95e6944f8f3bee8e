"""`inv run` as a person starts it, in a copy of the project, and all that it says."""

import os
import shutil
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
PARTS = ("comments_service", "content", "plugins", "requirements", "theme", "tools")
FILES = ("pelicanconf.py", "publishconf.py", "tasks.py")
WITHIN = 60.0  # seconds a condition may take on a busy machine before the test gives up


def clone(root: Path) -> Path:
    """The project as somebody would clone it."""
    for part in PARTS:
        shutil.copytree(PROJECT / part, root / part, ignore=shutil.ignore_patterns("__pycache__"))
    for file in FILES:
        shutil.copy(PROJECT / file, root)
    return root


class Running:
    """`inv run` in a process of its own, and all that it has said."""

    def __init__(self, root: Path, port: int) -> None:
        self.root = root
        self.address = f"http://127.0.0.1:{port}"
        self.said = ""
        # Whatever the person who runs the tests has set is not for this copy.
        settings = {name: value for name, value in os.environ.items() if not name.startswith("TOWNHALL_")}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "invoke", "run", f"--port={port}"],
            cwd=root,
            env=settings,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.reader = threading.Thread(target=self.listen)
        self.reader.start()

    def listen(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.said += line

    def wait_for(self, condition: Callable[[], bool]) -> None:
        deadline = time.monotonic() + WITHIN
        while not condition():
            assert time.monotonic() < deadline, f"not in {WITHIN:.0f} s; it said:\n{self.said}"
            time.sleep(0.05)

    def wait_until_said(self, words: str) -> None:
        self.wait_for(lambda: words in self.said or self.process.poll() is not None)
        assert words in self.said

    def status(self, path: str) -> int:
        try:
            with urllib.request.urlopen(self.address + path, timeout=10) as answer:
                return int(answer.status)
        except urllib.error.HTTPError as error:
            with error:
                return error.code

    def end(self, number: signal.Signals = signal.SIGINT) -> int:
        """Send a signal as a terminal or a supervisor does, and return the exit code."""
        self.process.send_signal(number)
        return self.ended()

    def ended(self) -> int:
        """Wait for the end, and return the exit code."""
        code = self.process.wait(WITHIN)
        self.reader.join(WITHIN)
        assert self.process.stdout is not None
        self.process.stdout.close()
        return code
