"""What the service worker is told by a build: what every page needs, what all must read, and when that changes."""

import json
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from plugins.offline import beneath, must_reads, write_worker

TODAY = date(2026, 11, 28)


def page(slug: str, lang: str = "en", **about: Any) -> SimpleNamespace:
    usual = {"acknowledge": False, "acknowledge_until": None, "translations": [], "url": f"news/{slug}/"}
    return SimpleNamespace(**{"lang": lang, "save_as": f"news/{slug}/index.html", **usual, **about})


@pytest.mark.parametrize(
    ("about", "is_asked"),
    [
        ({}, False),
        ({"acknowledge": True}, True),
        ({"acknowledge": True, "acknowledge_until": TODAY}, True),
        ({"acknowledge": True, "acknowledge_until": date(2026, 11, 27)}, False),
    ],
)
def test_a_page_is_a_must_read_for_as_long_as_readers_are_asked(about: dict[str, Any], is_asked: bool) -> None:
    assert bool(must_reads([page("rota", **about)], TODAY)) is is_asked


def test_everybody_gets_the_page_itself_and_a_translation_whoever_reads_its_language() -> None:
    french = page("rota-fr", "fr")
    rota = page("rota", acknowledge=True, translations=[french])

    assert must_reads([rota], TODAY) == [(rota, ""), (french, "fr")]


@pytest.fixture
def generator(tmp_path: Path) -> SimpleNamespace:
    """A build of one must-read with a theme of one stylesheet."""
    for name in ("site/news/rota/index.html", "site/offline/index.html", "theme/static/css/page.css"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name)
    (tmp_path / "theme/offline").mkdir()
    (tmp_path / "theme/offline/sw.js").write_text("work();\n")
    (tmp_path / "theme/offline/none.js").write_text("leave();\n")
    settings = {
        "SITEURL": "https://site.example/talk",
        "TOWNHALL_URL": "",
        "OFFLINE": True,
        "TIMEZONE": "Europe/London",
    }
    context = {"articles": [page("rota", acknowledge=True)], "pages": []}
    paths = {"output_path": str(tmp_path / "site"), "theme": str(tmp_path / "theme")}
    return SimpleNamespace(settings=settings, context=context, **paths)


def written(generator: SimpleNamespace) -> str:
    write_worker(generator, None)
    return (Path(generator.output_path) / "sw.js").read_text()


def site_in(text: str) -> dict[str, Any]:
    return json.loads(text.partition(";\n")[0].removeprefix("self.SITE = "))


def test_below_a_path_all_addresses_are_below_it(generator: SimpleNamespace) -> None:
    text = written(generator)
    said = site_in(text)

    assert text.endswith("work();\n")
    assert said["shell"] == ["/talk/theme/css/page.css", "/talk/offline/"]
    assert [one["path"] for one in said["mustReads"]] == ["/talk/news/rota/"]
    assert said["service"] == "/"
    assert beneath("") == beneath("https://site.example/") == ""


def test_what_readers_search_with_is_kept_and_where_the_index_is_said(
    generator: SimpleNamespace, tmp_path: Path
) -> None:
    assert site_in(written(generator))["search"] == ""
    (tmp_path / "site/fr/search").mkdir(parents=True)
    (tmp_path / "site/fr/search/index.html").write_text("Chercher")
    generator.context["searched"] = {"fr": "fr/search/"}
    said = site_in(written(generator))
    (tmp_path / "site/fr/search/index.html").write_text("Rechercher")

    assert said["search"] == "/talk/pagefind/"
    assert said["shell"] == ["/talk/theme/css/page.css", "/talk/offline/", "/talk/fr/search/"]
    assert site_in(written(generator))["version"] != said["version"]


@pytest.mark.parametrize(
    "changed", ["site/news/rota/index.html", "site/offline/index.html", "theme/static/css/page.css"]
)
def test_the_same_build_is_the_same_worker_and_what_changes_makes_it_another(
    generator: SimpleNamespace, tmp_path: Path, changed: str
) -> None:
    first = written(generator)
    assert written(generator) == first
    (tmp_path / changed).write_text("Something else.")

    assert site_in(written(generator))["version"] != site_in(first)["version"]


def test_a_page_that_is_there_no_more_makes_it_another_so_that_its_copies_are_looked_for(
    generator: SimpleNamespace,
) -> None:
    generator.context["pages"] = [page("leaked")]
    first = site_in(written(generator))
    generator.context["pages"] = []

    assert site_in(written(generator))["version"] != first["version"]


def test_a_site_that_wants_none_takes_away_what_there_was(generator: SimpleNamespace) -> None:
    generator.settings["OFFLINE"] = False

    assert written(generator) == "leave();\n"


def test_a_theme_without_one_has_none(generator: SimpleNamespace, tmp_path: Path) -> None:
    (tmp_path / "theme/offline/sw.js").unlink()
    write_worker(generator, None)

    assert not (tmp_path / "site/sw.js").exists()
