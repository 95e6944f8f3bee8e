"""Identities that were there at an earlier commit."""

import os
import subprocess
from pathlib import Path

import pytest

from plugins.front_matter import read_site
from plugins.problems import Problem
from tools.failure import Failure
from tools.vanished_uids import check_vanished

PAGE = "Title: A\nDate: 2026-01-01\nSummary: S\nUid: {}\n\nWords.\n"


def git(folder: Path, *arguments: str) -> None:
    who = {f"GIT_{role}_{what}": "a@newsroom.example" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    subprocess.run(["git", *arguments], cwd=folder, check=True, capture_output=True, env={**os.environ, **who})


def vanished(root: Path, against: str = "") -> list[Problem]:
    return check_vanished(root, read_site(root / "content"), against)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A site below the top of its repository, with two pages and a draft, committed."""
    site = tmp_path / "site"
    (site / "content" / "news").mkdir(parents=True)
    for name in ("a", "b"):
        (site / "content" / "news" / f"{name}.md").write_text(PAGE.format(name))
    (site / "content" / "news" / "draft.md").write_text("Status: draft\n" + PAGE.format("draft"))
    git(tmp_path, "init", "-b", "main")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-m", "Two pages")
    return site


def test_a_page_that_moved_keeps_its_uid_and_a_draft_has_nothing_to_lose(root: Path) -> None:
    news = root / "content" / "news"
    (news / "a.md").rename(news / "moved.md")
    (news / "draft.md").unlink()

    assert vanished(root) == []


def test_a_uid_that_was_changed_or_deleted_is_a_warning_that_says_how_to_mend_it(root: Path) -> None:
    (root / "content" / "news" / "a.md").write_text(PAGE.format("other"))
    (root / "content" / "news" / "b.md").unlink()

    found = vanished(root)

    assert [(one.file, one.level) for one in found] == [
        ("content/news/a.md", "warning"),
        ("content/news/b.md", "warning"),
    ]
    assert "Allowed: Uid: a on the page that took its place" in found[0].message


def test_another_commit_can_be_named(root: Path) -> None:
    (root / "content" / "news" / "b.md").unlink()
    git(root, "commit", "-am", "One page")

    assert vanished(root) == []
    assert len(vanished(root, "HEAD~1")) == 1
    with pytest.raises(Failure, match='git knows no commit "nowhere" here'):
        vanished(root, "nowhere")


def test_outside_of_git_nothing_is_asked(tmp_path: Path) -> None:
    (tmp_path / "content" / "news").mkdir(parents=True)

    assert vanished(tmp_path) == []
