"""The right Python is found, and a person with an old one is told so by that very Python."""

import ast
import os
import shutil
import stat
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tools import venv

ROOT = Path(__file__).resolve().parents[2]
OLD = venv.Python((3, 8, 10), True, "/usr/bin/python3")
NEW = venv.Python((3, 12, 1), True, "/usr/local/bin/python3.12")
CRIPPLED = venv.Python((3, 11, 2), False, "/usr/bin/python3.11")


def machine(**pythons: venv.Python) -> Callable[[str], venv.Python | None]:
    """A machine where these commands are there, and no others."""
    return lambda command: pythons.get(command.replace(".", "_"))


def test_the_python_at_hand_is_taken_when_it_is_new_enough() -> None:
    assert venv.choose(("python3", "python3.13"), machine(python3=NEW, python3_13=NEW)) == (NEW, [])


def test_a_newer_python_is_found_beside_an_old_one() -> None:
    assert venv.choose(("python3", "python3.13", "python3.12"), machine(python3=OLD, python3_12=NEW)) == (NEW, [OLD])


def test_a_python_that_cannot_make_environments_is_passed_over() -> None:
    assert venv.choose(("python3", "python3.12"), machine(python3=CRIPPLED, python3_12=NEW)) == (NEW, [CRIPPLED])


def test_too_old_a_python_is_told_with_its_version_its_place_and_the_remedy() -> None:
    told = venv.complaint([OLD])

    assert told.startswith("Townhall needs Python 3.11 or newer; this is 3.8.10 (/usr/bin/python3).")
    assert told.endswith("make run PYTHON=python3.12")


def test_a_missing_venv_module_is_told_with_the_package_that_has_it() -> None:
    told = venv.complaint([OLD, CRIPPLED])

    assert told.startswith("Python 3.11.2 (/usr/bin/python3.11) cannot make a virtual environment")
    assert told.endswith("sudo apt install python3.11-venv")


def test_a_command_that_is_no_python_is_passed_over(tmp_path: Path) -> None:
    shim = tmp_path / "python3.13"
    shim.write_text("#!/bin/sh\necho 'python3.13: command not found' >&2\nexit 127\n")
    shim.chmod(shim.stat().st_mode | stat.S_IXUSR)

    assert venv.ask(str(shim)) is None
    assert venv.ask(str(tmp_path / "missing")) is None


def test_this_python_is_asked_rightly() -> None:
    python = venv.ask("python3")

    assert python is not None
    assert Path(python.path).is_file()


def test_an_old_python_can_read_the_file_that_tells_it_so() -> None:
    text = (ROOT / "tools" / "venv.py").read_text(encoding="utf-8")

    # The oldest grammar that Python's own parser still checks; f-strings and annotations it does not, so we do.
    tree = ast.parse(text, feature_version=(3, 4))
    newer = [
        node for node in ast.walk(tree) if isinstance(node, ast.JoinedStr | ast.AnnAssign | ast.NamedExpr | ast.arg)
    ]
    assert [node for node in newer if not isinstance(node, ast.arg) or node.annotation] == []


OLD_PYTHONS = [name for name in ("python2.7", "python3.6", "python3.8", "python3.9", "python3.10") if venv.ask(name)]


@pytest.mark.skipif(not OLD_PYTHONS, reason="there is no Python older than 3.11 on this machine to try")
@pytest.mark.parametrize("name", OLD_PYTHONS)
def test_a_real_old_python_says_that_it_is_too_old(tmp_path: Path, name: str) -> None:
    old = shutil.which(name)
    # Nothing newer to be found on this path.
    settings = {**os.environ, "PATH": str(tmp_path)}

    command = [str(old), str(ROOT / "tools" / "venv.py"), "run"]
    ended = subprocess.run(command, env=settings, capture_output=True, text=True, check=False)

    assert ended.returncode == 1
    assert ended.stderr.startswith("Townhall needs Python 3.11 or newer; this is ")


def test_make_says_when_there_is_no_such_python() -> None:
    make = shutil.which("make")
    if make is None:
        pytest.skip("there is no make on this machine")

    ended = subprocess.run([make, "run", "PYTHON=python9"], cwd=ROOT, capture_output=True, text=True, check=False)

    assert ended.returncode != 0
    assert ended.stderr.startswith("Townhall needs Python 3.11 or newer, and there is no 'python9' here.")
