"""Installs what the tests need of Node.js from package-lock.json. Called by `inv test` and `inv lint`.

Node.js is not needed to run Townhall, nor to work on its Python: without it these checks are skipped, and say so.
"""

import hashlib
import shutil
import subprocess
from pathlib import Path

from tools.failure import Failure

STAMP = "node_modules/.townhall.sha256"
INPUTS = ("package.json", "package-lock.json")


class PackagesFailed(Failure):
    """npm could not install the packages; the message is what it said."""


def is_here() -> bool:
    return shutil.which("node") is not None and shutil.which("npm") is not None


def ensure(root: Path) -> bool:
    """Make node_modules hold what the lock says, and return True; return False where there is no Node.js."""
    if not is_here():
        return False
    state = hashlib.sha256(b"".join((root / name).read_bytes() for name in INPUTS)).hexdigest()
    stamp = root / STAMP
    if stamp.is_file() and stamp.read_text() == state:
        return True
    print("Installing the type checker for JavaScript and the page checkers (npm ci)", flush=True)
    # No package here needs its install script, so none gets to run one.
    ended = subprocess.run(
        ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"],
        cwd=root,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if ended.returncode != 0:
        raise PackagesFailed(f"npm ci failed:\n{ended.stdout.strip()}")
    stamp.write_text(state)
    return True
