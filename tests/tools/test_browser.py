"""A browser is found wherever it usually is, and the one a person names is the one that is used."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tools import browser

PROJECT = Path(__file__).resolve().parents[2]


def plant(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("#!/bin/sh\n")
    path.chmod(0o755)
    return path


def test_the_browser_somebody_names_is_taken(tmp_path: Path) -> None:
    plant(tmp_path / "bin" / "chromium")
    own = plant(tmp_path / "own" / "chrome")

    found = browser.find({"TOWNHALL_BROWSER": str(own), "PATH": str(tmp_path / "bin")}, tmp_path)

    assert found == own


def test_a_browser_that_is_named_and_is_not_there_is_not_replaced_by_another(tmp_path: Path) -> None:
    plant(tmp_path / "bin" / "chromium")

    assert browser.find({"TOWNHALL_BROWSER": str(tmp_path / "gone"), "PATH": str(tmp_path / "bin")}, tmp_path) is None


@pytest.mark.parametrize("name", browser.NAMES)
def test_a_browser_on_the_path_is_found(tmp_path: Path, name: str) -> None:
    installed = plant(tmp_path / "bin" / name)

    assert browser.find({"PATH": str(tmp_path / "bin")}, tmp_path) == installed


def test_the_newest_browser_that_was_downloaded_is_found(tmp_path: Path) -> None:
    downloads = tmp_path / ".cache" / "ms-playwright"
    old = plant(downloads / "chromium-1100" / "chrome-linux" / "chrome")
    new = plant(downloads / "chromium-1200" / "chrome-linux64" / "chrome")
    os.utime(old, (1, 1))

    assert browser.downloaded(tmp_path) == new


def test_a_machine_without_a_browser_has_none(tmp_path: Path) -> None:
    assert browser.downloaded(tmp_path) is None


# Stands for the package manager of a machine without a browser: what it installs is there afterwards.
PACKAGE_MANAGER = """\
#!/bin/sh
echo "$@" >> "$HOME/asked"
if [ "$1" = install ]; then printf '#!/bin/sh\\n' > "$PATH/chromium"; /bin/chmod +x "$PATH/chromium"; fi
"""


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may install system packages")
def test_a_missing_browser_is_installed(tmp_path: Path) -> None:
    folder = tmp_path / "bin"
    plant(folder / "apt-get").write_text(PACKAGE_MANAGER)
    settings = {"PATH": str(folder), "HOME": str(tmp_path), "PYTHONPATH": str(PROJECT)}

    asked = "from tools import browser; print(browser.get())"
    ended = subprocess.run([sys.executable, "-c", asked], env=settings, capture_output=True, text=True, check=True)

    assert ended.stdout.splitlines()[-1] == str(folder / "chromium")
    assert [line.split()[0] for line in (tmp_path / "asked").read_text().splitlines()] == ["update", "install"]
