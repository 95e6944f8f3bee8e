"""The patch of an accepted correction is taken by git, for every page that there is, and the site still builds."""

import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import msgspec
import pytest

from comments_service.discussion.sync_threads import Source
from comments_service.moderation.corrections.patch import patch_of, place_in, record_of
from comments_service.records import Mark, Thread
from plugins.front_matter import check_files
from plugins.page_checks import values_of
from plugins.source_file import read_source
from plugins.updates_place import place_for_update
from tests.support.company import AMAL

CONTENT = Path(__file__).resolve().parents[2] / "content"
NOW = datetime(2026, 11, 28, tzinfo=UTC)


def accepted(text: str) -> str:
    facts = {"outcome": "accepted", "text": text, "day": "2026-11-27"}
    return record_of(Mark(UUID(int=1), UUID(int=2), "correction", facts, AMAL.id, AMAL.name, NOW), AMAL)


def applied(patch: str, root: Path) -> bool:
    done = subprocess.run(["git", "apply", "-"], cwd=root, input=patch.encode(), capture_output=True, check=False)
    return done.returncode == 0


def test_git_takes_the_patch_and_a_second_one_never_breaks_a_page(tmp_path: Path) -> None:
    shutil.copytree(CONTENT, tmp_path / "content")
    subprocess.run(["git", "init", "--quiet"], cwd=tmp_path, check=True)
    went_on = 0
    for path in sorted((tmp_path / "content").rglob("*.md")):
        name = path.relative_to(tmp_path).as_posix()
        told = place_for_update(path.read_text(encoding="utf-8"), name)
        assert told, name
        place = place_in(Thread("a", "/a/", "A", "en", {"source": told}, 1, archived=False))
        assert place
        before = values_of(read_source(path, tmp_path / "content"))["updates"]

        assert applied(patch_of(accepted("It was 12 May — not “2 May”."), place), tmp_path), name
        second = applied(patch_of(accepted("It was Leeds."), place), tmp_path)

        after = values_of(read_source(path, tmp_path / "content"))["updates"]
        assert isinstance(before, list | tuple)
        assert isinstance(after, list)
        new = ["It was 12 May — not “2 May”.", *(["It was Leeds."] if before else [])]
        assert second is bool(before)
        assert after[: len(before)] == list(before)
        assert [(one.kind, one.text, one.credit) for one in after[len(before) :]] == [
            ("correction", text, "Amal H.") for text in new
        ]
        went_on += bool(before)
    assert went_on
    assert check_files(tmp_path / "content", now=NOW) == []


@pytest.mark.parametrize("path", ["/etc/passwd", "../a.md", "content/../../a.md", 'a"b', "a\nb", "a\\b"])
def test_a_manifest_cannot_name_a_file_outside_of_the_pages(path: str) -> None:
    told = {"path": path, "line": 4, "before": [], "after": ["", "Words."], "goes_on": False}
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(told, Source)
    assert msgspec.convert({**told, "path": "content/news/a.md"}, Source)
    for lines in (["a\nb"], ["a\n"], ["a\rb"], []):
        with pytest.raises(msgspec.ValidationError):
            msgspec.convert({**told, "path": "content/news/a.md", "after": lines}, Source)
