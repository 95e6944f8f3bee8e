"""`inv run` as a person uses it: a real copy of the project, a real service, saves, mistakes, and Ctrl-C."""

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]
PARTS = ("comments_service", "content", "plugins", "requirements", "theme", "tools")
FILES = ("pelicanconf.py", "publishconf.py", "tasks.py")
WITHIN = 60.0  # seconds a condition may take on a busy machine before the test gives up

ARTICLE = """\
Title: {title}
Date: 2026-11-02
Category: News
Authors: tom
Uid: {uid}
Slug: {uid}
Summary: Shifts change next month.

The night shift starts at ten.
"""


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


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


def is_listened_on(address: str) -> bool:
    with contextlib.closing(socket.socket()) as probe:
        return probe.connect_ex(("127.0.0.1", int(address.rpartition(":")[2]))) == 0


def children_of(process: subprocess.Popen[str]) -> list[int]:
    listed = subprocess.run(
        ["ps", "-o", "pid=", "--ppid", str(process.pid)], capture_output=True, text=True, check=False
    )
    return [int(number) for number in listed.stdout.split()]


def is_there(number: int) -> bool:
    listed = subprocess.run(["ps", "-o", "pid=", "-p", str(number)], capture_output=True, text=True, check=False)
    return bool(listed.stdout.strip())


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project as somebody would clone it; built and seeded once for all the tests here."""
    root = tmp_path_factory.mktemp("clone")
    for part in PARTS:
        shutil.copytree(PROJECT / part, root / part, ignore=shutil.ignore_patterns("__pycache__"))
    for file in FILES:
        shutil.copy(PROJECT / file, root)
    return root


@pytest.fixture
def up(copy: Path) -> Iterator[Running]:
    """`inv run`, up and ready."""
    running = Running(copy, free_port())
    try:
        running.wait_until_said("Ctrl-C stops everything")
        yield running
    finally:
        running.end(signal.SIGTERM)


def test_a_writer_saves_and_the_site_and_its_discussion_are_there_and_a_mistake_breaks_nothing(up: Running) -> None:
    article = up.root / "content" / "news" / "night-shifts-move.md"

    article.write_text(ARTICLE.format(title="Night shifts move", uid="night-shifts-move"), encoding="utf-8")
    up.wait_until_said("Rebuilt in ")
    assert up.status("/news/night-shifts-move/") == 200
    assert up.status("/t/night-shifts-move") == 200

    article.write_text("Title: Night shifts move\nModeration: sometimes\n\nText.\n", encoding="utf-8")
    up.wait_until_said("Not rebuilt: the site is as it was before this save.")
    assert "content/news/night-shifts-move.md:2: Moderation: " in up.said
    assert up.status("/news/night-shifts-move/") == 200

    assert up.end() == 0
    assert up.said.endswith("\nStopped.\n")
    assert "Traceback" not in up.said
    article.unlink()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_it_stops_cleanly_and_leaves_no_process_behind(up: Running, number: signal.Signals) -> None:
    children = children_of(up.process)
    code = up.end(number)

    assert code == 0
    assert len(children) == 1
    assert [child for child in children if is_there(child)] == []
    assert not is_listened_on(up.address)
    assert "Traceback" not in up.said + (up.root / "var" / "service.log").read_text()


def test_the_second_start_neither_builds_nor_seeds(up: Running) -> None:
    up.end()
    again = Running(up.root, free_port())
    again.wait_until_said("Ctrl-C stops everything")
    again.end()

    assert "The site is up to date." in again.said
    assert "Building the site" not in again.said
    assert "Bringing in the demo company" not in again.said


def test_it_says_where_to_go_and_who_to_sign_in_as(up: Running) -> None:
    assert f"{up.address}/admin/" in up.said
    assert "Amal Haddad" in up.said
    assert up.status("/") == 200
    assert up.status("/auth/login") == 200
    assert up.status("/admin/") in {200, 401, 403}


def test_a_service_that_ends_by_itself_is_told(up: Running) -> None:
    (service,) = children_of(up.process)
    os.kill(service, signal.SIGKILL)

    assert up.ended() == 1
    assert "The comment service has ended by itself" in up.said


def test_a_taken_port_is_told_before_anything_is_started(copy: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        running = Running(copy, port)
        code = running.ended()

    assert code == 1
    assert running.said.startswith(f"Port {port} is taken (by ")
    assert len(running.said.splitlines()) == 1
