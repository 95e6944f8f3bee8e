"""The units of deploy/systemd are what systemd takes, and start a task that there is."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.support.service import ROOT

UNITS = ROOT / "deploy" / "systemd"


def test_systemd_finds_nothing_wrong_with_the_units(tmp_path: Path) -> None:
    if shutil.which("systemd-analyze") is None:
        pytest.skip("systemd-analyze is not installed")
    for unit in UNITS.iterdir():
        # What it starts must be there for systemd to look on.
        text = re.sub(r"^ExecStart=\S+", f"ExecStart={shutil.which('true')}", unit.read_text(), flags=re.MULTILINE)
        (tmp_path / unit.name).write_text(text.replace("/srv/newsroom/source", str(tmp_path)))
    verified = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *tmp_path.iterdir()], capture_output=True, text=True, check=False
    )

    assert [line for line in verified.stderr.splitlines() if "townhall-" in line] == []
    assert verified.returncode == 0


def test_what_the_unit_starts_is_a_task_with_these_options() -> None:
    (command,) = re.findall(r"^ExecStart=\S+/inv (.*)$", (UNITS / "townhall-publish.service").read_text(), re.MULTILINE)
    task, option = command.split()
    described = subprocess.run(
        [ROOT / ".venv" / "bin" / "inv", "--help", task], cwd=ROOT, capture_output=True, text=True, check=True
    )

    assert option in described.stdout
