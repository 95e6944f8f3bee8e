"""Runs the programs in benchmarks/ one after the other, and nothing beside them. Called by `inv bench`.

Each prints its own table. None is a test: what a machine measures while others use it holds nobody to anything.
"""

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from tools.failure import Failure

FOLDER = "benchmarks"


class BenchmarkFailed(Failure):
    """A benchmark does not exist, or could not be run to its end."""


def names(root: Path) -> list[str]:
    """The benchmarks there are. A file that begins with an underscore is part of others."""
    return [path.stem for path in sorted((root / FOLDER).glob("*.py")) if not path.stem.startswith("_")]


def run(root: Path, wanted: Sequence[str]) -> None:
    """Run the wanted benchmarks, or all where none is named."""
    known = names(root)
    if unknown := [name for name in wanted if name not in known]:
        raise BenchmarkFailed(f"There is no benchmark called {unknown[0]}. There are: {', '.join(known)}.")
    for name in wanted or known:
        print(f"\n— {name.replace('_', ' ')}", flush=True)
        if subprocess.run([sys.executable, f"{FOLDER}/{name}.py"], cwd=root, check=False).returncode != 0:
            raise BenchmarkFailed(f"{name} stopped before its end; why is above.")
