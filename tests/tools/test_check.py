"""Files first, then a build of what has no error."""

import threading
from pathlib import Path

import pytest

from plugins.problems import Problem
from tools import check, site
from tools.page_kinds import SUMMARY
from tools.site import BuildFailed

ERROR = Problem("content/news/x.md", 1, "", "is wrong.")
HINT = Problem("content/news/x.md", 1, "", "is long.", level="hint")


def test_only_errors_fail() -> None:
    assert check.Checked([HINT, ERROR]).failed
    assert not check.Checked([HINT]).failed


def test_what_has_an_error_is_not_built(root: Path, never: threading.Event, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(site, "check", lambda *_, **__: pytest.fail("built"))

    assert check.check(root, [ERROR], stop=never) == check.Checked([ERROR])


def test_a_sound_site_is_built_and_its_feeds_are_looked_at(root: Path, never: threading.Event) -> None:
    settings = root / site.DEVELOPMENT
    settings.write_text(settings.read_text() + '\nFEED_ALL_ATOM = "feeds/all.atom.xml"\n')
    sound = check.check(root, [HINT], stop=never)
    # Without a name there is no title in the feed.
    settings.write_text(settings.read_text() + '\nSITENAME = ""\n')
    broken = check.check(root, [], stop=never)

    assert sound == check.Checked([HINT], discussions=1)
    assert [(one.file, one.rule) for one in broken.problems] == [("feeds/all.atom.xml", "feed")]
    assert not (root / site.CHECKED).exists()


def test_what_a_build_complains_of_is_one_problem_more(
    root: Path, never: threading.Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object, **__: object) -> int:
        raise BuildFailed("No such theme.")

    monkeypatch.setattr(site, "check", fails)

    assert check.check(root, [HINT], stop=never).problems == [
        HINT,
        Problem(site.DEVELOPMENT, 1, "", "No such theme.", rule="build"),
    ]


def test_the_files_are_asked_everything(tmp_path: Path) -> None:
    news = tmp_path / "content" / "news"
    news.mkdir(parents=True)
    (tmp_path / "content" / "people.toml").write_text("")
    (news / "heavy.svg").write_text("x" * 200_000)
    (news / "x.md").write_text(f"Title: A\nDate: 2026-01-01\nSummary: {SUMMARY}\n\n# A\n\n{'word ' * 50}\n")

    found = check.check_files(tmp_path / "content", timezone="UTC", default_lang="en")

    assert [one.rule for one in found] == ["image-weight", "unfilled", "heading-order", "long-sentence"]
