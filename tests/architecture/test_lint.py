"""The code's form is part of the tests: formatted, by the rules, and typed. `inv lint` runs the same commands."""

import subprocess
import sys
from pathlib import Path

import pytest

from tools import lint

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("check", lint.PYTHON)
def test_the_code_is_in_order(check: str) -> None:
    ended = subprocess.run([sys.executable, *lint.PYTHON[check]], cwd=ROOT, capture_output=True, text=True, check=False)

    assert ended.returncode == 0, ended.stdout + ended.stderr
