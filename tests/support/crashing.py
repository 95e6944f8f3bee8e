"""Publishes a small site in a process of its own, to be killed anywhere: on the clock, or before the n-th change of a
file. `python -m tests.support.crashing everywhere FOLDER` tells as JSON what readers met after each."""

import json
import os
import shutil
import signal
import sys
import threading
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tools import site
from tools.publishing import steps
from tools.publishing.releases import Releases

PAGES = ("index.html", "news/index.html", "threads.json")
CHANGES = {"os.rename", "os.symlink", "os.mkdir", "os.remove", "os.rmdir"}


def how(build: Any) -> steps.How:
    return steps.How(build, verify=lambda _: None, deliver=lambda _: None, tell=lambda manifest: manifest.read_text())


def version(number: int) -> steps.How:
    """A site whose every page says the same number, some of them long enough to be compressed."""

    def build(into: Path) -> None:
        for name in PAGES:
            (into / name).parent.mkdir(exist_ok=True)
            (into / name).write_text(str(number) * (600 if name == "index.html" else 1))

    return how(build)


def publish(folder: Path, number: int) -> None:
    steps.publish(Releases(folder), version(number), now=datetime.now(UTC), stop=threading.Event())


def seen(folder: Path) -> list[str]:
    """What numbers a reader meets on all pages, and in all releases that one could go back to."""
    releases = Releases(folder)
    shown = releases.folder / "current"
    all_of_them = [shown, *(releases.path(name) for name in releases.all())]
    return ["".join(sorted({(one / name).read_text()[0] for name in PAGES})) for one in all_of_them]


def kill_before(change: int) -> None:
    """End this process, as a crash would, before it changes a file for the n-th time."""
    count = 0

    def watch(event: str, arguments: tuple[Any, ...]) -> None:
        nonlocal count
        writes = event == "open" and isinstance(arguments[2], int) and arguments[2] & (os.O_WRONLY | os.O_RDWR)
        if event in CHANGES or writes:
            count += 1
            if count == change:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(watch)


def everywhere(folder: Path) -> None:
    told, change, ended = [], 0, False
    while not ended:
        change += 1
        shutil.rmtree(folder, ignore_errors=True)
        publish(folder, 1)
        child = os.fork()
        if child == 0:
            kill_before(change)
            publish(folder, 2)
            os._exit(0)
        ended = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
        first = seen(folder)
        publish(folder, 3)
        told.append({"crashed": first, "mended": seen(folder)[0]})
    sys.stdout.write(json.dumps(told))


def with_pelican(root: Path) -> None:
    """Publish the scratch site of tests/tools/conftest.py."""
    stop = threading.Event()

    def build(into: Path) -> None:
        site.generate(root, into, settings=site.DEVELOPMENT, stop=stop)

    steps.publish(Releases(root / "published"), how(build), now=datetime.now(UTC), stop=stop)


if __name__ == "__main__":
    {"everywhere": everywhere, "pelican": with_pelican}[sys.argv[1]](Path(sys.argv[2]))
