"""The tests run over all cores, and in memory where there is room, unless a person says how."""

from pathlib import Path

import pytest

from tools import testing


@pytest.mark.parametrize("arguments", [[], ["-k", "held"], ["tests/people"]])
def test_tests_are_spread_over_the_cores_and_none_is_idle_while_another_waits(arguments: list[str]) -> None:
    assert testing.spread(arguments, cores=2) == ["-n", "3", "--dist", "loadfile"]


@pytest.mark.parametrize("arguments", [["-n", "0"], ["-n2"], ["--numprocesses=4"], ["--pdb"], ["-s"]])
def test_tests_are_not_spread_where_the_arguments_say_otherwise(arguments: list[str]) -> None:
    assert testing.spread(arguments, cores=2) == []


@pytest.mark.parametrize(
    ("environ", "profile"),
    [({}, "unhurried"), ({"CI": "1"}, "repeatable"), ({"CI": "1", "TOWNHALL_TEST_PROFILE": "soak"}, "soak")],
)
def test_how_many_inputs_are_made_up_is_said_by_the_environment(environ: dict[str, str], profile: str) -> None:
    assert testing.profile(environ) == profile


def test_files_of_tests_are_in_memory_where_there_is_room_and_nobody_says_where(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(testing, "ROOM", 1)
    assert testing.folder_for_tests({}, tmp_path) == {"PYTEST_DEBUG_TEMPROOT": str(tmp_path)}
    assert testing.folder_for_tests({"PYTEST_DEBUG_TEMPROOT": "/elsewhere"}, tmp_path) == {}
    assert testing.folder_for_tests({}, tmp_path / "none") == {}

    monkeypatch.setattr(testing, "ROOM", 1 << 60)
    assert testing.folder_for_tests({}, tmp_path) == {}
