"""What pip-audit says is passed on; that nobody answered is never taken for good news."""

import json
from pathlib import Path

import pytest

from tools import audit

CLEAN = {"name": "anyio", "version": "4.16.0", "vulns": []}
WEAK = {"name": "idna", "version": "3.0", "vulns": [{"id": "PYSEC-2024-60", "fix_versions": ["3.7"], "aliases": []}]}


def told(*packages: dict[str, object]) -> str:
    return json.dumps({"dependencies": packages, "fixes": []})


def test_each_known_weakness_is_named_with_what_mends_it() -> None:
    assert audit.read(told(CLEAN), "") == (1, [])
    assert audit.read(told(CLEAN, WEAK), "") == (2, ["idna 3.0: PYSEC-2024-60, mended in 3.7"])


@pytest.mark.parametrize("answer", ["", "null", "[]", "{}", "<html>busy</html>"])
def test_no_answer_is_no_good_news(answer: str) -> None:
    with pytest.raises(audit.NothingIsKnown, match="nothing is known: connection refused"):
        audit.read(answer, "Traceback\nconnection refused\n")


def test_a_package_that_could_not_be_asked_about_is_no_good_news() -> None:
    with pytest.raises(audit.NothingIsKnown, match=r"Of idna nothing is known \(1 of 2\)"):
        audit.read(told(CLEAN, {"name": "idna", "skip_reason": "not found"}), "")


def test_without_pip_audit_it_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(audit.NothingIsKnown, match="uv tool install pip-audit"):
        audit.run(tmp_path)


@pytest.mark.parametrize(("packages", "exit_code"), [((CLEAN,), 0), ((CLEAN, WEAK), 1)])
def test_both_locks_are_asked_about(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, packages: tuple[dict[str, object], ...], exit_code: int
) -> None:
    """By a program in its place, which writes down what it was asked."""
    program = tmp_path / "pip-audit"
    program.write_text(f"#!/bin/sh\necho \"$*\" >> {tmp_path}/asked\necho '{told(*packages)}'\nexit {exit_code}\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")

    if exit_code:
        with pytest.raises(audit.WeaknessesAreKnown, match=r"^idna 3\.0: PYSEC-2024-60, mended in 3\.7$"):
            audit.run(tmp_path)
    else:
        assert audit.run(tmp_path) == "Of 2 locked packages no weakness is known."
    asked = (tmp_path / "asked").read_text().splitlines()
    assert [line.rpartition("/")[2] for line in asked] == ["run.txt", "dev.txt"]
