"""Benchmarks are run by name or all in turn, and one that fails is told."""

from pathlib import Path

import pytest

from tools import bench


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "benchmarks"
    folder.mkdir()
    (folder / "posting.py").write_text("print('posted')")
    (folder / "reading.py").write_text("import _parts\nprint('read')")
    (folder / "_parts.py").touch()
    return tmp_path


def test_all_are_run_in_turn(root: Path, capfd: pytest.CaptureFixture[str]) -> None:
    bench.run(root, [])

    assert capfd.readouterr().out.split() == ["—", "posting", "posted", "—", "reading", "read"]


def test_one_is_run_by_name(root: Path, capfd: pytest.CaptureFixture[str]) -> None:
    bench.run(root, ["reading"])

    assert capfd.readouterr().out.split() == ["—", "reading", "read"]


def test_an_unknown_name_is_told_with_those_there_are(root: Path) -> None:
    with pytest.raises(bench.BenchmarkFailed, match=r"called fast\. There are: posting, reading\."):
        bench.run(root, ["fast"])


def test_one_that_fails_is_told(root: Path) -> None:
    (root / "benchmarks" / "posting.py").write_text("raise SystemExit(1)")

    with pytest.raises(bench.BenchmarkFailed, match="posting stopped before its end"):
        bench.run(root, [])
