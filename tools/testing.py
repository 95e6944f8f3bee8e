"""Gets what the tests need that pip does not bring, then becomes pytest. Called by `inv test`."""

import os
import shutil
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from tools import browser, node

HOW_TO_RUN_ONE = "One test: .venv/bin/pytest tests/people/test_sessions.py -k revoked"


# What is tried with made-up inputs; a soak tries ten times as many.
SOAK = ["-m", "hypothesis or soak"]
_PROFILE = "TOWNHALL_TEST_PROFILE"

# What the files of a run take, with as much again to be sure, in bytes.
ROOM = 3 << 30
MEMORY = Path("/dev/shm")
_TESTS_FOLDER = "PYTEST_DEBUG_TEMPROOT"


def profile(environ: Mapping[str, str]) -> str:
    """How many inputs are made up: the profile of hypothesis, of those in tests/conftest.py."""
    return environ.get(_PROFILE) or ("repeatable" if environ.get("CI") else "unhurried")


def soak(root: Path, arguments: Sequence[str]) -> None:
    """Run what is tried with made-up inputs with many more of them, and end with pytest's exit code."""
    os.environ[_PROFILE] = "soak"
    run(root, [*SOAK, *arguments])


def run(root: Path, arguments: Sequence[str]) -> None:
    """Run the tests with pytest's own arguments, and end with pytest's exit code."""
    os.environ[browser.CHOSEN] = str(browser.get())
    if not node.ensure(root):
        print("There is no Node.js here: the checks of JavaScript types and of the built pages will be skipped.")
    print(HOW_TO_RUN_ONE, flush=True)
    os.chdir(root)
    # Else each of the hundreds of processes that tests start would compile what the one before it compiled.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.environ.update(folder_for_tests(os.environ, MEMORY))
    # Replaces this process: the last line is pytest's own, and so is the exit code.
    os.execv(sys.executable, [sys.executable, "-m", "pytest", *spread(arguments, cores()), *arguments])


def folder_for_tests(environ: Mapping[str, str], memory: Path) -> dict[str, str]:
    """Where pytest puts the files of tests: in memory, if there is room for them and nobody has said where.

    SQLite waits for the disk at each of the tens of thousands of times that tests write, as it should where it matters.
    """
    if _TESTS_FOLDER in environ or not os.access(memory, os.W_OK) or shutil.disk_usage(memory).free < ROOM:
        return {}
    return {_TESTS_FOLDER: str(memory)}


def spread(arguments: Sequence[str], cores: int) -> list[str]:
    """Over all cores, a file at a time, unless the arguments say how, or ask for the debugger.

    A file at a time, because what is dear to make (a built site, a running service) is made once a file. One process
    more than there are cores, because a sixth of the time is spent waiting: for pages, for disks, for what is to end.
    """
    own_way = ("-n", "--numprocesses", "--pdb", "--trace", "-s")
    if any(argument.startswith(own_way) for argument in arguments):
        return []
    return ["-n", str(cores + 1), "--dist", "loadfile"]


def cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
