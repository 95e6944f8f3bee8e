"""`inv run` as a person uses it: a real copy of the project, a real service, saves, mistakes, and Ctrl-C."""

import contextlib
import os
import signal
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.running import Running, clone
from tests.support.service import free_port

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
    return clone(tmp_path_factory.mktemp("clone"))


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
