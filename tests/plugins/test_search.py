"""What a reader can find: all that is public, in the language of its page, and nothing else."""

import gzip
import json
import shutil
import sys
from pathlib import Path
from typing import Any

import pytest

from plugins.search import INDEX, LIST, make_index, write_index
from tests.support import site
from tests.support.snapshots import comment, thread, write


def found(built: Path) -> dict[str, dict[str, Any]]:
    """What the index has of each page, by its address."""
    fragments = [gzip.decompress(path.read_bytes()) for path in (built / INDEX / "fragment").iterdir()]
    pages = [json.loads(text.removeprefix(b"pagefind_dcd")) for text in fragments]
    return {page["url"]: page for page in pages}


def page(title: str, *, public: bool = True, lang: str = "en", words: str = "") -> str:
    mark = " data-pagefind-body" if public else ""
    return f'<html lang="{lang}"><body><main{mark}><h1>{title}</h1><p>{words}</p></main></body></html>'


@pytest.fixture
def built(tmp_path: Path) -> Path:
    """A site of two public pages, one of them in French, and of one that is not."""
    for name, text in {
        "news/rota": page("The rota", words="Four nights on."),
        "fr/news/rota": page("Le planning", lang="fr", words="Quatre nuits."),
        "news/heron": page("Heron flies north", public=False),
    }.items():
        (tmp_path / name).mkdir(parents=True)
        (tmp_path / name / "index.html").write_text(text, encoding="utf-8")
    return tmp_path


def test_public_pages_are_found_in_their_language_and_others_are_not(built: Path) -> None:
    make_index(built)

    assert sorted(found(built)) == ["/fr/news/rota/", "/news/rota/"]
    languages = json.loads((built / INDEX / "pagefind-entry.json").read_text())["languages"]
    assert {lang: about["page_count"] for lang, about in languages.items()} == {"en": 1, "fr": 1}


def test_the_same_pages_make_the_same_index_to_the_byte(built: Path) -> None:
    def index() -> dict[str, bytes]:
        shutil.rmtree(built / INDEX, ignore_errors=True)
        make_index(built)
        files = (built / INDEX).rglob("*")
        return {path.relative_to(built).as_posix(): path.read_bytes() for path in files if path.is_file()}

    # Languages come in an order of chance: of three tries alike by chance there are few.
    first, *others = [index() for _ in range(4)]

    assert all(other == first for other in others)


def test_the_list_for_devices_names_all_there_is_and_how_much(built: Path) -> None:
    make_index(built)
    told = json.loads((built / INDEX / LIST).read_text())
    files = {path.relative_to(built / INDEX).as_posix() for path in (built / INDEX).rglob("*") if path.is_file()}

    assert set(told["files"]) == files - {LIST}
    assert told["bytes"] == sum((built / INDEX / name).stat().st_size for name in told["files"])
    assert not [name for name in files if "ui" in name]


def test_a_site_with_nothing_public_has_no_index_rather_than_one_of_everything(built: Path) -> None:
    for name in ("news/rota", "fr/news/rota"):
        shutil.rmtree(built / name)

    write_index(type("Build", (), {"output_path": str(built), "settings": {"SEARCH": True}}))

    assert not (built / INDEX).exists()


def test_without_pagefind_the_build_says_what_to_do(
    built: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setitem(sys.modules, "pagefind_bin", None)

    make_index(built)

    assert [record.levelname for record in caplog.records] == ["ERROR"]
    assert "Pagefind is not installed here" in caplog.text
    assert "SEARCH = False" in caplog.text


def test_what_pagefind_cannot_do_fails_the_build_with_its_words(built: Path, caplog: pytest.LogCaptureFixture) -> None:
    (built / INDEX).write_text("a file where its folder belongs")

    make_index(built)

    assert "The search index cannot be made. Pagefind said: " in caplog.text


def test_the_index_of_the_newsroom_has_what_readers_read(tmp_path: Path) -> None:
    """Words of a page and what was said officially about it; not what is around them."""
    said = comment(html="<p>The depot bus waits until quarter past.</p>", official=True)
    snapshot = write(tmp_path / "snapshot", thread("rota-four-on", said))
    built = site.build(tmp_path / "output", snapshot=str(snapshot))

    pages = found(built)
    rota = pages["/news/night-shifts-four-on-four-off/"]
    assert "four nights on, then four nights off" in rota["content"]
    assert "The depot bus waits until quarter past." in rota["content"]
    assert rota["meta"]["day"] == "3 March 2026"
    assert not [url for url, one in pages.items() if "Skip to the content" in one["content"]]
    assert not [url for url in pages if "half-year-results" in url or url in ("/", "/search/", "/news/")]
    assert {"/fr/news/casablanca-second-cold-hall/", "/about/", "/learning/when-an-alarm-sounds/"} <= set(pages)
