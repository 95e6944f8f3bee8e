"""Runs every check of the code's form and tells which failed. Called by `inv lint`; the tests run the same commands."""

import subprocess
import sys
from pathlib import Path

from tools import node
from tools.failure import Failure

PYTHON = {
    "format": ["-m", "ruff", "format", "--check"],
    "rules": ["-m", "ruff", "check"],
    "types": ["-m", "mypy"],
}
JAVASCRIPT = {"JavaScript types": ["node_modules/.bin/tsc", "--project", "tsconfig.json"]}


class LintFailed(Failure):
    """One check or more failed; what they said is above."""


def commands() -> dict[str, list[str]]:
    """The name and the command of each check that can run here."""
    python = {name: [sys.executable, *words] for name, words in PYTHON.items()}
    return python | (JAVASCRIPT if node.is_here() else {})


def run(root: Path) -> None:
    """Run all checks, also after one has failed, and raise `LintFailed` with the names of those that did."""
    if not node.ensure(root):
        print("SKIPPED: JavaScript types. There is no Node.js here.", flush=True)
    failed = []
    for name, command in commands().items():
        print(f"— {name}", flush=True)
        if subprocess.run(command, cwd=root, check=False).returncode != 0:
            failed.append(name)
    if failed:
        raise LintFailed(f"Not in order: {', '.join(failed)}. `ruff format` and `ruff check --fix` mend much of it.")
