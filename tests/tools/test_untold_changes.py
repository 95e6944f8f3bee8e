"""A page that says something else than it did, and does not say so."""

from pathlib import Path

import pytest

from plugins.front_matter import read_site
from tests.tools.test_vanished_uids import git
from tools.failure import Failure
from tools.untold_changes import check_untold

FRONT = "Title: A\nDate: 2026-01-01\nSummary: S\nUid: a\n"
TOLD = "Updates: 2026-02-01 | update | The bus waits.\n"


@pytest.fixture
def page(tmp_path: Path) -> Path:
    """A page that is public, committed."""
    page = tmp_path / "content" / "news" / "a.md"
    page.parent.mkdir(parents=True)
    page.write_text(f"{FRONT}{TOLD}\nThe shift ends at six.\n")
    git(tmp_path, "init", "-b", "main")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-m", "A page")
    return page


def untold(page: Path, against: str = "") -> list[tuple[str, int, str]]:
    content = page.parents[1]
    found = check_untold(content.parent, read_site(content), against)
    return [(one.file, one.line, one.level) for one in found]


def test_another_text_without_a_word_of_it_is_pointed_out(page: Path) -> None:
    page.write_text(f"{FRONT}{TOLD}\nThe shift ends at seven.\n")

    assert untold(page) == [("content/news/a.md", 5, "hint")]


@pytest.mark.parametrize(
    "text",
    [
        f"{FRONT}{TOLD}         2026-03-01 | correction | It is seven.\n\nThe shift ends at seven.\n",
        f"{FRONT}{TOLD}\nThe shift\nends at six.\n",
        f"{FRONT.replace('Summary: S', 'Summary: Another')}{TOLD}\nThe shift ends at six.\n",
        f"Status: draft\n{FRONT}{TOLD}\nThe shift ends at six.\n",
    ],
)
def test_what_is_told_or_reads_the_same_is_not(page: Path, text: str) -> None:
    page.write_text(text)

    assert untold(page) == []


def test_a_draft_may_change_as_it_likes(page: Path) -> None:
    page.write_text(f"Status: draft\n{FRONT}\nThe shift ends at six.\n")
    git(page.parents[2], "commit", "-am", "A draft")
    page.write_text(f"{FRONT}\nThe shift ends at seven.\n")

    assert untold(page) == []
    assert untold(page, "HEAD~1") == [("content/news/a.md", 1, "hint")]


def test_a_page_that_moved_is_the_one_that_it_was(page: Path) -> None:
    page.rename(page.with_name("b.md")).write_text(f"{FRONT}{TOLD}\nThe shift ends at seven.\n")

    assert untold(page) == [("content/news/b.md", 5, "hint")]


def test_a_commit_that_git_does_not_know_is_said(page: Path) -> None:
    with pytest.raises(Failure, match='git knows no commit "nowhere"'):
        untold(page, "nowhere")
