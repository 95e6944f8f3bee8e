"""A browser is found wherever it usually is, and the one a person names is the one that is used."""

import os
from pathlib import Path

import pytest

from tools import browser


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
