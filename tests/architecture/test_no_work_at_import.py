"""Importing a module of the service has no effect: only app.py constructs, and only when it is called."""

import subprocess
import sys
from pathlib import Path

import pytest

from tools.architecture import import_effects

ROOT = Path(__file__).resolve().parents[2]


def effects(root: Path, package: str) -> list[str]:
    """What importing every module of the package does besides, in a process of its own."""
    command = [sys.executable, import_effects.__file__, str(root), package]
    ended = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)

    assert ended.stderr == ""
    return ended.stdout.splitlines() if ended.returncode else []


def test_importing_the_service_does_nothing() -> None:
    assert effects(ROOT, "comments_service") == []


def test_importing_the_plugins_does_nothing() -> None:
    assert effects(ROOT, "plugins") == []


def test_importing_the_tools_does_nothing() -> None:
    assert effects(ROOT, "tools") == []


PLANTED = {
    "it writes": ("open('note.txt', 'w').close()", "writes note.txt"),
    "it makes a folder": ("import os\nos.mkdir('var')", "makes a folder"),
    "it listens": ("import socket\ns = socket.socket()\ns.bind(('127.0.0.1', 0))\ns.close()", "listens on something"),
    "it opens a database": ("import sqlite3\nsqlite3.connect(':memory:').close()", "opens a database"),
    "it starts a program": ("import subprocess\nsubprocess.run(['true'])", "starts a program"),
    "it starts a thread": ("import threading\nthreading.Timer(60, print).start()", "starts a thread"),
    "it prints": ("print('hello')", "prints"),
}


@pytest.mark.parametrize("case", PLANTED)
def test_planted_work_is_found(tmp_path: Path, case: str) -> None:
    text, told = PLANTED[case]
    (tmp_path / "planted").mkdir()
    (tmp_path / "planted" / "__init__.py").touch()
    # A timer would keep the process; it is cancelled when the module after it is imported.
    (tmp_path / "planted" / "busy.py").write_text(text + "\n", encoding="utf-8")
    ending = "import threading\nfor thread in threading.enumerate():\n    getattr(thread, 'cancel', int)()\n"
    (tmp_path / "planted" / "ending.py").write_text(ending, encoding="utf-8")

    found = effects(tmp_path, "planted")

    assert f"planted.busy: {told}" in found[0]
