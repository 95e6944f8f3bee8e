"""An environment is made once, noticed when it is whole, and made again when it is not."""

from pathlib import Path

import pytest

from tools import environment

RUN, EVERYTHING = environment.LOCKS["run"], environment.EVERYTHING


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project that needs no package: the real steps, without a network. One for all, for making one takes seconds."""
    root = tmp_path_factory.mktemp("project")
    (root / "requirements").mkdir()
    for lock in (RUN, EVERYTHING):
        (root / "requirements" / lock).write_text("# nothing\n")
    return root


def mark(root: Path) -> Path:
    """Leave a file in the environment; it is gone when the environment was made anew."""
    path = root / ".venv" / "mark"
    path.touch()
    return path


def test_an_environment_is_made_once(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    environment.ensure(root, RUN)
    kept = mark(root)
    capsys.readouterr()
    environment.ensure(root, RUN)

    assert kept.exists()
    assert capsys.readouterr().out == ""
    assert (root / ".venv" / "bin" / "python").exists()


def test_an_environment_that_was_interrupted_or_somebody_else_made_is_made_anew(root: Path) -> None:
    environment.ensure(root, RUN)
    left = mark(root)
    for stamp in (root / ".venv").glob("townhall-*"):
        stamp.unlink()
    environment.ensure(root, RUN)

    assert not left.exists()


def test_a_changed_lock_makes_the_environment_anew(root: Path) -> None:
    environment.ensure(root, RUN)
    left = mark(root)
    for lock in (RUN, EVERYTHING):
        (root / "requirements" / lock).write_text("# something else\n")
    environment.ensure(root, RUN)

    assert not left.exists()


def test_what_the_tests_need_is_laid_on_top_of_what_runs(root: Path) -> None:
    environment.ensure(root, RUN)
    kept = mark(root)
    environment.ensure(root, EVERYTHING)
    environment.ensure(root, RUN)

    assert kept.exists()
    assert environment.is_current(root, root / ".venv", EVERYTHING)


def test_an_install_that_fails_is_told_and_leaves_no_stamp(root: Path) -> None:
    for lock in (RUN, EVERYTHING):
        (root / "requirements" / lock).write_text("no-such-package==1 --hash=md5:0\n")

    with pytest.raises(environment.InstallFailed, match="The same command tries again"):
        environment.ensure(root, RUN)

    assert not environment.stamp_path(root / ".venv", RUN).exists()
