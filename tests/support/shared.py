"""What is dear to make and never changed: the first process of a run to need it makes it, and the others read it."""

import fcntl
import os
from collections.abc import Callable
from pathlib import Path

import pytest


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """Return a folder of this run with what was made in it.

    Args:
        name: of the folder, the same in all processes.
        make: fills the empty folder; where it fails, whoever needs it next tries again.
    """
    base = factory.getbasetemp()
    # Where tests are spread, each process has a folder of its own in the run's.
    run = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    folder, ready = run / name, run / f"{name}.ready"
    with (run / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not ready.exists():
            folder.mkdir(exist_ok=True)
            make(folder)
            ready.touch()
    return folder
