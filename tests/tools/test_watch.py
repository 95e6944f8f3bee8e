"""A save is noticed, whatever the editor does; what changes nothing is not."""

import threading
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest

from tools import site, watch


@pytest.fixture
def saves(root: Path) -> Iterator[Iterator[bool]]:
    """What the watch tells, once it is watching."""
    stop = threading.Event()
    told = watch.saves(root, stop, lambda: site.fingerprint(root, site.DEVELOPMENT))
    next(told)
    yield told
    stop.set()
    assert not any(told)


def is_noticed(saves: Iterator[bool], glances: int = 40) -> bool:
    """Whether a save is told within so many looks, each at most half a second."""
    return any(islice(saves, glances))


def test_a_saved_article_is_noticed(root: Path, saves: Iterator[bool]) -> None:
    (root / "content" / "second.md").write_text("Title: Day shifts\n")

    assert is_noticed(saves)


def test_a_file_that_an_editor_puts_in_the_place_of_the_old_one_is_noticed(root: Path, saves: Iterator[bool]) -> None:
    fresh = root / "content" / ".first.md.swp"
    fresh.write_text("Title: Night shifts move\n")
    fresh.rename(root / "content" / "first.md")

    assert is_noticed(saves)


def test_changed_settings_in_the_root_are_noticed(root: Path, saves: Iterator[bool]) -> None:
    (root / "pelicanconf.py").write_text("SITENAME = 'Another'\n")

    assert is_noticed(saves)


def test_what_no_build_reads_is_not_noticed(root: Path, saves: Iterator[bool]) -> None:
    (root / "plugins" / "__pycache__").mkdir()
    (root / "plugins" / "__pycache__" / "x.pyc").touch()
    (root / "output").mkdir()
    (root / "output" / "index.html").touch()

    assert not is_noticed(saves, glances=2)
