"""What readers get differs from what writers see: absolute addresses, nothing of tomorrow, nothing of the workshop."""

import os
import re
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from tests.support import site

ADDRESS = "https://newsroom.example"
SERVICE = ("/embed/", "/auth/", "/t/", "/api/", "/admin/", "/me/", "/insight/", "/privacy/now", "/latest/")
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("published") / "output"
    (folder / "old").mkdir(parents=True)
    (folder / "old" / "index.html").write_text("taken down")
    return site.build(folder, "publishconf.py", {"TOWNHALL_SITE_URL": ADDRESS + "/"})


def read(published: Path, address: str) -> str:
    return (published / address.strip("/") / "index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("address", ["", "newsroom.example", "ftp://newsroom.example"])
def test_publishing_without_an_address_stops_and_says_what_to_set(address: str, tmp_path: Path) -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "pelican", "content", "-s", "publishconf.py", "-o", str(tmp_path / "output")],
        cwd=site.ROOT,
        env={**os.environ, "TOWNHALL_SITE_URL": address},
        capture_output=True,
        text=True,
        check=False,
    )

    assert ended.returncode == 1
    assert "TOWNHALL_SITE_URL is not set to the address readers will use" in ended.stderr
    assert not (tmp_path / "output").exists()


def test_a_story_names_its_one_address_and_its_preview(published: Path) -> None:
    html = read(published, "/news/night-shifts-four-on-four-off/")

    assert f'<link rel="canonical" href="{ADDRESS}/news/night-shifts-four-on-four-off/">' in html
    assert f'<meta property="og:url" content="{ADDRESS}/news/night-shifts-four-on-four-off/">' in html
    assert f'<meta property="og:image" content="{ADDRESS}/theme/images/preview.png">' in html
    assert '<meta property="og:title" content="Night shifts move to four-on, four-off from 12 May">' in html


def test_translations_point_at_each_other_and_share_one_discussion(published: Path) -> None:
    pages = [read(published, f"{lang}/news/casablanca-second-cold-hall/") for lang in ("", "fr", "ar")]
    alternates = [sorted(re.findall(r'<link rel="alternate" hreflang="(\w+)" href="([^"]+)"', html)) for html in pages]
    threads = {re.findall(r'<townhall-discussion thread="([^"]+)"', html)[0] for html in pages}

    assert alternates[0] == [
        ("ar", f"{ADDRESS}/ar/news/casablanca-second-cold-hall/"),
        ("en", f"{ADDRESS}/news/casablanca-second-cold-hall/"),
        ("fr", f"{ADDRESS}/fr/news/casablanca-second-cold-hall/"),
    ]
    assert alternates[1] == alternates[2] == alternates[0]
    assert len(threads) == 1


def test_a_translation_asks_its_question_in_its_own_language(published: Path) -> None:
    page = (published / "ar/news/casablanca-second-cold-hall/index.html").read_text()

    assert 'dir="auto">ماذا علّمك أسبوعك الأول في مبنى جديد؟</h2>' in page


def test_nothing_that_writers_use_reaches_readers(published: Path) -> None:
    assert [page for page in published.rglob("*.html") if "live-reload" in page.read_text(encoding="utf-8")] == []


def test_a_story_of_tomorrow_is_nowhere(published: Path) -> None:
    named = [
        file.relative_to(published)
        for file in published.rglob("*")
        if file.is_file() and ("half-year" in file.name or b"half-year-results-short-version" in file.read_bytes())
    ]

    assert named == []
    assert not (published / "drafts").exists()


def test_a_page_that_was_taken_down_is_gone(published: Path) -> None:
    assert not (published / "old").exists()


@pytest.mark.parametrize("feed", ["all", "news", "learning", "communities"])
def test_a_feed_is_whole_and_absolute(published: Path, feed: str) -> None:
    root = ET.parse(published / "feeds" / f"{feed}.atom.xml").getroot()
    links = [link.get("href", "") for link in root.iter(f"{ATOM}link")]

    assert root.findall(f"{ATOM}entry")
    assert [link for link in links if not link.startswith(ADDRESS + "/")] == []


def test_every_link_of_the_site_leads_somewhere(published: Path) -> None:
    dead = set()
    for page in published.rglob("*.html"):
        for url in re.findall(r'(?:href|src)="([^"#?]+)', page.read_text(encoding="utf-8")):
            path = url.removeprefix(ADDRESS)
            if not path.startswith("/") or path.startswith(SERVICE):
                continue
            target = published / path.lstrip("/")
            if not (target.is_file() or (target / "index.html").is_file()):
                dead.add((str(page.relative_to(published)), path))

    assert dead == set()
