"""A page is light: what a phone on a bad connection must fetch before it can read, images and discussion aside."""

import re
from pathlib import Path
from urllib.parse import urlsplit

import brotli
import pytest

from tests.support.site import PAGES

BUDGET = 25_000  # bytes, compressed; the promise to readers is 60,000 with the discussion and its styles
REQUESTS = 8
SEARCH_BUDGET = 150_000  # once: most of it stays in the browser's cache, and who never searches fetches none of it
LINKED = re.compile(r'<link rel="stylesheet" href="([^"]+)"|<script[^>]* src="([^"]+)"')
IMPORTED = re.compile(r'^import .* from "\./([\w-]+\.js)"', re.MULTILINE)


def page_file(site: Path, address: str) -> Path:
    return site / address.strip("/") / "index.html" if not address.endswith(".html") else site / address.strip("/")


def needed(site: Path, address: str) -> list[Path]:
    """The page, its style sheets and scripts, and what those import; the discussion is weighed elsewhere."""
    page = page_file(site, address)
    linked = [style or script for style, script in LINKED.findall(page.read_text(encoding="utf-8"))]
    own = [
        site / urlsplit(url).path.strip("/")
        for url in linked
        if not url.startswith("/embed/") and "live-reload" not in url
    ]
    imported = [
        file.parent / name for file in own if file.suffix == ".js" for name in IMPORTED.findall(file.read_text())
    ]
    return [page, *own, *imported]


@pytest.mark.parametrize("address", PAGES.values(), ids=PAGES)
def test_a_page_is_within_its_budget(built_site: Path, address: str) -> None:
    files = needed(built_site, address)
    weight = sum(len(brotli.compress(file.read_bytes(), quality=5)) for file in files)

    assert weight <= BUDGET, {file.name: file.stat().st_size for file in files}
    # Where one searches, the script that does it is there from the beginning.
    assert len(files) <= REQUESTS + ("search" in address)


def test_style_sheets_and_scripts_are_counted(built_site: Path) -> None:
    names = [file.name for file in needed(built_site, PAGES["story"])]

    assert names == [
        "index.html", "appearance.js", "tokens.css", "page.css", "article.css", "print.css", "page.js", "person.js",
    ]  # fmt: skip


@pytest.mark.parametrize("address", PAGES.values(), ids=PAGES)
def test_every_image_says_its_size_and_only_the_first_is_fetched_at_once(built_site: Path, address: str) -> None:
    images = re.findall(r"<img\b[^>]*>", page_file(built_site, address).read_text(encoding="utf-8"))

    assert [image for image in images if "width=" not in image or "height=" not in image] == []
    assert [image for image in images if "alt=" not in image] == []
    assert len([image for image in images if 'loading="lazy"' not in image]) <= 1


def test_a_first_search_is_within_its_budget(built_site: Path) -> None:
    """Pagefind in one language, what it knows of all words and pages, the words that begin alike, and ten pages."""
    index = built_site / "pagefind"
    packed = [*index.glob("wasm.en.*"), *index.glob("pagefind.en_*"), *_largest(index, "index/en_*", 1)]
    packed += _largest(index, "fragment/en_*", 10)
    texts = [index / "pagefind.js", index / "pagefind-entry.json"]
    weight = sum(file.stat().st_size for file in packed)
    weight += sum(len(brotli.compress(file.read_bytes(), quality=5)) for file in texts)

    assert len(packed) == 13
    assert weight <= SEARCH_BUDGET


def _largest(folder: Path, pattern: str, count: int) -> list[Path]:
    return sorted(folder.glob(pattern), key=lambda file: file.stat().st_size)[-count:]


def test_the_picture_for_link_previews_is_small(built_site: Path) -> None:
    assert (built_site / "theme" / "images" / "preview.png").stat().st_size < 40_000
