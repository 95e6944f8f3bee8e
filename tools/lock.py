"""Pins the requirements: every package, for every system, with its hashes. Called by `inv lock`.

A lock names no index and no address: where packages come from is the affair of the machine that installs them.
"""

import shutil
import subprocess
from pathlib import Path

from tools.failure import Failure

# The dev lock is held to the run lock, so that the tests run on what the server runs on. What the benchmarks compare
# with lives in an environment of its own.
LOCKS = {"run": (), "dev": ("--constraint", "requirements/run.txt"), "bench": ()}
COMPILE = ["uv", "pip", "compile", "--universal", "--python-version", "3.11", "--generate-hashes", "--quiet"]
NAMELESS = ["--no-emit-index-url", "--no-emit-find-links", "--custom-compile-command", "inv lock"]
NPM = ["npm", "install", "--package-lock-only", "--ignore-scripts", "--no-audit", "--no-fund"]


class LockFailed(Failure):
    """The requirements could not be pinned; what went wrong is above."""


def run(root: Path, *, upgrade: bool) -> None:
    """Write requirements/*.txt from requirements/*.in, and package-lock.json from package.json."""
    if shutil.which("uv") is None:
        raise LockFailed("Pinning needs uv, which is not here: pip install uv")
    for name, held_to in LOCKS.items():
        source, target = f"requirements/{name}.in", f"requirements/{name}.txt"
        require(
            root, [*COMPILE, *NAMELESS, *held_to, *(["--upgrade"] if upgrade else []), source, "--output-file", target]
        )
        print(f"{target} is pinned", flush=True)
    if shutil.which("npm") is None:
        print("package-lock.json was left as it is: there is no npm here.", flush=True)
        return
    require(root, NPM)
    print("package-lock.json is pinned", flush=True)


def require(root: Path, command: list[str]) -> None:
    if subprocess.run(command, cwd=root, check=False).returncode != 0:
        raise LockFailed(f"`{' '.join(command)}` failed; why is above.")
