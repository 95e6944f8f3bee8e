"""Makes a release: its version, section of the change log, tag and bills of materials. Called by `inv release`.

All that can be wrong is asked before anything is written. Nothing leaves this machine: the last line says what to push.
"""

import re
import subprocess
import tomllib
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tools import sbom
from tools.failure import Failure

PROJECT, CHANGES = "pyproject.toml", "CHANGELOG.md"
_VERSION = re.compile(r"(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)")
_UNRELEASED = re.compile(r"^## Unreleased\n(.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)
_LINE = re.compile(r'^version = "[^"]*"$', re.MULTILINE)


class CannotRelease(Failure):
    """Something stands in the way; nothing was written."""


@dataclass(frozen=True, slots=True)
class Release:
    """What is going to be: the two files as they will be, and the bills of materials by the path of each."""

    tag: str
    project: str
    changes: str
    bills: dict[Path, str]


def run(root: Path, version: str, *, today: date, dry: bool) -> str:
    """Make the release, or only say what would be, and return that in words.

    Args:
        version: as 1.2.0.
        dry: write nothing.

    Raises:
        CannotRelease: naming what is in the way.
        LockIsUnreadable: the bill of materials cannot be made.
    """
    release = prepare(root, version, today=today)
    files = ", ".join(str(path) for path in release.bills)
    if dry:
        return f"Nothing is in the way of {release.tag}: a commit, a tag, and {files}. Nothing was written."
    before = _git(root, "rev-parse", "HEAD").strip()
    (root / PROJECT).write_text(release.project, encoding="utf-8")
    (root / CHANGES).write_text(release.changes, encoding="utf-8")
    try:
        _git(root, "commit", "--quiet", "--message", f"Townhall {version}", "--", PROJECT, CHANGES)
        _git(root, "tag", "--annotate", release.tag, "--message", f"Townhall {version}")
    except CannotRelease:
        # The tree was clean, so what is thrown away here was written here.
        _git(root, "reset", "--quiet", "--hard", before)
        raise
    for path, text in release.bills.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    return f"{release.tag} is made, with {files}. To publish it: git push --follow-tags, and put these files beside it."


def prepare(root: Path, version: str, *, today: date) -> Release:
    """Ask all that must be so, and return what is going to be.

    Raises:
        CannotRelease, LockIsUnreadable.
    """
    project = (root / PROJECT).read_text(encoding="utf-8")
    now, tag = tomllib.loads(project)["project"]["version"], f"v{version}"
    if not _VERSION.fullmatch(version):
        raise CannotRelease(f"{version} is no version: write three numbers, as 1.2.0.")
    if changed := _git(root, "status", "--porcelain").splitlines():
        raise CannotRelease(f"Commit first, or put aside: {', '.join(line[3:] for line in changed[:5])}.")
    if _git(root, "tag", "--list", tag):
        raise CannotRelease(f"{tag} has been released.")
    # The first may be what the project has called itself all along.
    if _numbers(version) < _numbers(now) or (version == now and _git(root, "tag", "--list", "v*")):
        raise CannotRelease(f"{version} does not come after {now}.")
    changes = _named((root / CHANGES).read_text(encoding="utf-8"), version, today)
    project = _LINE.sub(f'version = "{version}"', project, count=1)
    bills = {Path(sbom.FOLDER) / tag / name: text for name, text in sbom.bills(root, version=version).items()}
    return Release(tag, project, changes, bills)


def _named(changes: str, version: str, today: date) -> str:
    """The change log with what is not released yet as what this version brings, and room for what comes next."""
    found = _UNRELEASED.search(changes)
    if not found or not re.search(r"^- ", found[1], re.MULTILINE):
        raise CannotRelease(f"{CHANGES} has nothing that is new under “## Unreleased”: say first what there is.")
    head = f"## Unreleased\n\n## {version} - {today.isoformat()}\n"
    return changes[: found.start()] + head + changes[found.start(1) :]


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(map(int, version.split(".")))


def _git(root: Path, *words: str) -> str:
    ended = subprocess.run(["git", *words], cwd=root, capture_output=True, text=True, check=False)
    if ended.returncode != 0:
        raise CannotRelease(f"git {words[0]} failed: {ended.stderr.strip() or ended.stdout.strip()}")
    return ended.stdout
