"""A release, made in a clone of a repository of its own: its commit, tag and bills; and what stands in its way."""

import json
import subprocess
import tomllib
from datetime import date
from pathlib import Path

import pytest

from tools import release, sbom
from tools.release import CannotRelease

TODAY = date(2026, 11, 27)
PROJECT = '[project]\nname = "townhall"\nversion = "0.1.0"\nlicense = "MIT"\n\n[tool.other]\nversion = "7"\n'
CHANGES = "# Changelog\n\n## Unreleased\n\n### Added\n\n- **Readers**: a bell.\n"
LOCK = f"anyio==4.16.0 \\\n    --hash=sha256:{'0' * 64}\n    # via -r requirements/run.in\n"
BILLS = ["sbom/v0.1.0/dev.cdx.json", "sbom/v0.1.0/run.cdx.json"]


def git(root: Path, *words: str) -> str:
    return subprocess.run(["git", *words], cwd=root, capture_output=True, text=True, check=True).stdout.strip()


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A clone in which everything is as it has to be."""
    origin, root = tmp_path / "origin", tmp_path / "clone"
    (origin / "requirements").mkdir(parents=True)
    for name, text in {
        "pyproject.toml": PROJECT,
        "CHANGELOG.md": CHANGES,
        "requirements/run.txt": LOCK,
        "requirements/dev.txt": LOCK,
        "package-lock.json": '{"packages": {"": {}}}',
        ".gitignore": "sbom/\n",
    }.items():
        (origin / name).write_text(text)
    git(origin, "init", "--quiet")
    identify(origin)
    git(origin, "add", ".")
    git(origin, "commit", "--quiet", "--message", "The beginning")
    git(tmp_path, "clone", "--quiet", str(origin), str(root))
    identify(root)
    return root


def identify(root: Path) -> None:
    git(root, "config", "user.name", "Tom de Vries")
    git(root, "config", "user.email", "tom@meridale.example")


def state_of(root: Path) -> tuple[str, ...]:
    files = sorted(str(path.relative_to(root)) for path in root.rglob("*") if ".git/" not in f"{path}/")
    said = ("rev-parse HEAD", "tag", "status --porcelain --ignored")
    return (*files, *(git(root, *words.split()) for words in said), (root / "CHANGELOG.md").read_text())


def test_a_release_is_a_commit_a_tag_and_two_bills(clone: Path) -> None:
    told = release.run(clone, "0.1.0", today=TODAY, dry=False)
    first = git(clone, "rev-parse", "HEAD")
    (clone / "CHANGELOG.md").write_text(
        (clone / "CHANGELOG.md").read_text().replace("## Unreleased\n", "## Unreleased\n\n- **Readers**: a horn.\n")
    )
    git(clone, "commit", "--quiet", "--all", "--message", "A horn")
    release.run(clone, "0.2.0", today=TODAY, dry=False)

    assert "git push --follow-tags" in told
    assert all(path in told for path in BILLS)
    assert git(clone, "tag").split() == ["v0.1.0", "v0.2.0"]
    assert git(clone, "rev-parse", "v0.1.0^{commit}") == first
    assert git(clone, "cat-file", "-t", "v0.2.0") == "tag"
    assert git(clone, "status", "--porcelain") == ""
    assert (clone / "CHANGELOG.md").read_text() == (
        "# Changelog\n\n## Unreleased\n\n## 0.2.0 - 2026-11-27\n\n- **Readers**: a horn.\n\n"
        "## 0.1.0 - 2026-11-27\n\n### Added\n\n- **Readers**: a bell.\n"
    )
    project = tomllib.loads((clone / "pyproject.toml").read_text())
    assert (project["project"]["version"], project["tool"]["other"]["version"]) == ("0.2.0", "7")


def test_its_bills_are_those_of_its_commit(clone: Path) -> None:
    release.run(clone, "1.0.0", today=TODAY, dry=False)
    kept = {path.name: path.read_text() for path in (clone / "sbom" / "v1.0.0").iterdir()}

    assert kept == sbom.bills(clone)
    assert {json.loads(text)["metadata"]["component"]["version"] for text in kept.values()} == {"1.0.0"}


def test_a_dry_run_says_the_same_and_writes_nothing(clone: Path) -> None:
    before = state_of(clone)
    told = release.run(clone, "0.1.0", today=TODAY, dry=True)

    assert "Nothing is in the way of v0.1.0" in told
    assert all(path in told for path in BILLS)
    assert state_of(clone) == before


@pytest.mark.parametrize("version", ["1", "1.2", "v1.2.3", "1.2.3rc1", "01.2.3", "", "1.2.3\n", "0.0.9"])
def test_what_is_no_version_or_comes_before_is_refused(clone: Path, version: str) -> None:
    before = state_of(clone)
    with pytest.raises(CannotRelease, match=r"is no version|does not come after"):
        release.run(clone, version, today=TODAY, dry=False)

    assert state_of(clone) == before


def test_what_has_been_released_is_not_released_again(clone: Path) -> None:
    release.run(clone, "0.2.0", today=TODAY, dry=False)
    (clone / "CHANGELOG.md").write_text(CHANGES)
    git(clone, "commit", "--quiet", "--all", "--message", "More")
    with pytest.raises(CannotRelease, match=r"v0\.2\.0 has been released"):
        release.run(clone, "0.2.0", today=TODAY, dry=False)
    git(clone, "tag", "--delete", "v0.2.0")
    git(clone, "tag", "v0.1.9")
    with pytest.raises(CannotRelease, match=r"does not come after 0\.2\.0"):
        release.run(clone, "0.2.0", today=TODAY, dry=False)


@pytest.mark.parametrize("name", ["CHANGELOG.md", "forgotten.py"])
def test_what_is_not_committed_is_in_the_way(clone: Path, name: str) -> None:
    (clone / name).write_text("Something else.\n")
    with pytest.raises(CannotRelease, match=f"Commit first, or put aside: {name}"):
        release.run(clone, "0.2.0", today=TODAY, dry=True)


@pytest.mark.parametrize(
    "changes",
    [
        "# Changelog\n",
        "# Changelog\n\n## Unreleased\n",
        "## Unreleased\n\n### Added\n\n## 0.1.0 - 2026-01-01\n\n- Old.\n",
    ],
)
def test_nothing_new_is_no_release(clone: Path, changes: str) -> None:
    (clone / "CHANGELOG.md").write_text(changes)
    git(clone, "commit", "--quiet", "--all", "--message", "Less")
    with pytest.raises(CannotRelease, match="nothing that is new"):
        release.run(clone, "0.2.0", today=TODAY, dry=True)


@pytest.mark.parametrize("hook", ["pre-commit", "reference-transaction"])
def test_where_git_refuses_everything_is_as_it_was(clone: Path, hook: str) -> None:
    """Before there is a commit, and between the commit and the tag."""
    before = state_of(clone)
    script = clone / ".git" / "hooks" / hook
    refuses = "exit 1" if hook == "pre-commit" else 'if [ "$1" = prepared ] && grep -q refs/tags/; then exit 1; fi'
    script.write_text(f"#!/bin/sh\n{refuses}\n")
    script.chmod(0o755)
    with pytest.raises(CannotRelease, match=r"git (commit|tag) failed"):
        release.run(clone, "0.2.0", today=TODAY, dry=False)

    assert state_of(clone) == before


def test_a_lock_that_cannot_be_read_is_told_before_anything_is_written(clone: Path) -> None:
    (clone / "requirements" / "dev.txt").write_text("anyio>=4\n")
    git(clone, "commit", "--quiet", "--all", "--message", "Loose")
    before = state_of(clone)
    with pytest.raises(sbom.LockIsUnreadable):
        release.run(clone, "0.2.0", today=TODAY, dry=False)

    assert state_of(clone) == before
