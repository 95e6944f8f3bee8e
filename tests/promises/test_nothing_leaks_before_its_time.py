"""Nobody reads a story before its day: not on a page, in a list, a feed, the manifest, or in any byte published.

The real site is published with the real settings and theme, from its own content and from content with secrets planted.
"""

import gzip
import json
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from os import environ
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from plugins.source_file import SourceFile, read_source

ROOT = Path(__file__).resolve().parents[2]
SECTIONS = ("news", "learning", "communities", "pages")
LATER = "Date: 2099-01-01 09:00"
DRAFT = "Date: 2026-01-01 09:00\nStatus: draft"
HIDDEN = "Date: 2026-01-01 09:00\nStatus: hidden"


def publish(content: Path, into: Path) -> None:
    """As a publishing build runs: the real settings, an address, and no mercy for errors."""
    command = [
        sys.executable,
        "-m",
        "pelican",
        str(content),
        "-s",
        "publishconf.py",
        "-o",
        str(into),
        "--fatal",
        "errors",
    ]
    address = {"TOWNHALL_SITE_URL": "https://newsroom.example"}
    ended = subprocess.run(command, cwd=ROOT, env={**environ, **address}, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stdout + ended.stderr


def told_in(folder: Path, words: str) -> list[str]:
    """The files of a published site that have these words in their path or in any byte, folded away or not."""
    told = words.encode()
    files = ((path, path.relative_to(folder).as_posix()) for path in folder.rglob("*") if path.is_file())
    return [name for path, name in files if told in name.encode() or told in unfolded(path.read_bytes())]


def unfolded(content: bytes) -> bytes:
    """What is in a file, also where it is compressed, as those of the search index are."""
    return gzip.decompress(content) if content.startswith(b"\x1f\x8b") else content


def plant(content: Path, section: str, slug: str, timing: str) -> list[str]:
    """Hide a story in the content; returns every word that would give it away."""
    picture = f"images/picture-of-{slug}.svg"
    (content / picture).write_text(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 3"><desc>drawn-for-{slug}</desc></svg>'
    )
    beside = content / section / f"beside-{slug}.txt"
    beside.write_text(f"attached-to-{slug}")
    (content / section / f"{slug}.md").write_text(
        f"Title: Title of {slug}\n{timing}\nSlug: {slug}\nSummary: Summary of {slug}.\nTags: tag-of-{slug}\n"
        f"Authors: tom\nAliases: old/{slug}/\nImage: {picture}\nImage_alt: Seen in {slug}\nEmbargo_terms: Term-{slug}\n"
        f"\nBody of {slug}. ![Alt]({{static}}/{picture}) [File]({{attach}}beside-{slug}.txt)\n"
    )
    return [slug, f"Title of {slug}", f"attached-to-{slug}", f"drawn-for-{slug}"]


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site as its readers get it today, from its own content."""
    into = tmp_path_factory.mktemp("published") / "output"
    publish(ROOT / "content", into)
    return into


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, list[str]]]:
    """The same site with a secret of each kind in each section, and the words that would tell each."""
    folder = tmp_path_factory.mktemp("planted")
    content = Path(shutil.copytree(ROOT / "content", folder / "content"))
    secrets = {}
    for section in SECTIONS:
        for kind, timing in (("later", LATER), ("draft", DRAFT), ("hidden", HIDDEN)):
            slug = f"kittiwake-{kind}-{section}"
            secrets[slug] = plant(content, section, slug, timing)
    publish(content, folder / "output")
    return folder / "output", secrets


@pytest.mark.parametrize("section", SECTIONS)
@pytest.mark.parametrize("kind", ["later", "draft", "hidden"])
def test_no_word_file_or_byte_of_an_unpublished_story_is_published(
    planted: tuple[Path, dict[str, list[str]]], kind: str, section: str
) -> None:
    output, secrets = planted

    told = {words: told_in(output, words) for words in secrets[f"kittiwake-{kind}-{section}"]}

    assert {words: files for words, files in told.items() if files} == {}


def test_the_planted_site_is_otherwise_whole(planted: tuple[Path, dict[str, list[str]]], published: Path) -> None:
    """Nothing else went missing with the secrets: the same files as without them."""
    output, _ = planted

    def files(folder: Path) -> set[str]:
        return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}

    assert files(output) == files(published)
    assert {"index.html", "threads.json", "sitemap.xml", "feeds/all.atom.xml"} <= files(output)


def test_the_search_index_is_looked_into(published: Path) -> None:
    found = told_in(published, "four nights on, then four nights off")

    assert [name for name in found if name.startswith("pagefind/fragment/")]


def test_the_words_under_embargo_are_written_beside_the_content_and_never_into_the_site(
    planted: tuple[Path, dict[str, list[str]]],
) -> None:
    output, secrets = planted
    kept = output.parent / ".build" / "embargo.json"
    later = sorted(slug for slug in secrets if "-later-" in slug)

    assert not kept.is_relative_to(output)
    assert [page["uid"] for page in json.loads(kept.read_text())["embargo"] if page["uid"] in secrets] == later
    assert {slug: told_in(output, f"Term-{slug}") for slug in secrets} == {slug: [] for slug in secrets}
    assert told_in(output, "embargo.json") == []


def test_the_newsrooms_own_unpublished_stories_are_not_out(published: Path) -> None:
    content = ROOT / "content"
    sources = [read_source(path, content) for section in SECTIONS for path in (content / section).rglob("*.md")]
    told = {
        f"{source.name}: {key}": told_in(published, source.text(key))
        for source in sources
        for key in ("title", "slug", "summary")
        if not is_out(source)
    }

    assert {where: files for where, files in told.items() if files} == {}


def is_out(source: SourceFile) -> bool:
    date = datetime.fromisoformat(source.text("date")).replace(tzinfo=ZoneInfo("Europe/London"))
    return source.text("status") in {"", "published"} and date <= datetime.now(UTC)
