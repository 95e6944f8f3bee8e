"""The files for pipelines say what there is: each task and file that they name, and where its owners are."""

import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.support.service import ROOT

CI = ROOT / "deploy" / "ci"


def lines(found: Any) -> list[str]:
    """Everything that a pipeline runs, wherever it stands."""
    if isinstance(found, dict):
        own = [found[key] for key in ("run", "script", "before_script") if key in found]
        return [*str(own).split("\n"), *lines([*found.values()])]
    return [line for one in found for line in lines(one)] if isinstance(found, list) else []


@pytest.mark.parametrize("name", ["github.yml", "gitlab-ci.yml"])
def test_a_pipeline_runs_tasks_that_there_are_from_locked_requirements(name: str) -> None:
    said = lines(yaml.safe_load((CI / name).read_text()))
    there = subprocess.run(
        [ROOT / ".venv" / "bin" / "inv", "--list"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    tasks = [word for line in said for word in re.findall(r"\.venv/bin/inv ([\w-]+)", line)]

    assert {"check", "preview", "publish"} == set(tasks)
    assert [task for task in tasks if not re.search(rf"^  {task}\b", there, re.MULTILINE)] == []
    assert {path for line in said for path in re.findall(r"-r ([\w./]+)", line)} == {"requirements/run.txt"}
    assert (ROOT / "requirements" / "run.txt").is_file()


def test_owners_are_named_for_what_there_is() -> None:
    rules = [line.split() for line in (CI / "CODEOWNERS").read_text().splitlines() if line and not line.startswith("#")]

    assert [path for path, *_ in rules if path != "*" and not [*ROOT.glob(path.strip("/"))]] == []
    assert [path for path, *owners in rules if not owners or not all(one.startswith("@") for one in owners)] == []


def test_a_commit_that_changes_content_is_checked_and_another_is_not(tmp_path: Path) -> None:
    def git(*words: str) -> int:
        who = ["-c", "user.name=A", "-c", "user.email=a@example.com", "-c", "core.hooksPath=.git/hooks"]
        return subprocess.run(["git", *who, *words], cwd=tmp_path, capture_output=True, check=False).returncode

    git("init")
    (tmp_path / ".git" / "hooks" / "pre-commit").symlink_to(ROOT / "deploy" / "git" / "pre-commit")
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    (tmp_path / ".venv" / "bin" / "inv").write_text('#!/bin/sh\n[ "$*" = "check --quick" ] && exit 1\n')
    (tmp_path / ".venv" / "bin" / "inv").chmod(0o755)
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "a.md").write_text("a")
    (tmp_path / "README.md").write_text("a")

    git("add", "README.md")
    assert git("commit", "--message", "Nothing of the content") == 0
    git("add", "content")
    assert git("commit", "--message", "Content with a fault") == 1
