"""Where everything is, for search engines."""

from typing import Any
from xml.etree import ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st

from plugins.sitemap import Place, sitemap

NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


def read(text: str) -> dict[str, tuple[str | None, dict[str | None, str | None]]]:
    found = {}
    for url in ET.fromstring(text.encode()).findall("s:url", NAMES):
        versions = {link.get("hreflang"): link.get("href") for link in url.findall("x:link", NAMES)}
        found[url.findtext("s:loc", "", NAMES)] = (url.findtext("s:lastmod", None, NAMES), versions)
    return found


def test_every_public_page_is_there_with_its_last_change(site: Any) -> None:
    site.page("news/a.md", Modified="2026-04-01 10:00")
    site.page("pages/about.md")
    site.page("news/later.md", Date="2026-12-01")
    site.page("news/draft.md", Status="draft")

    urls = read(site.build(EMBARGO=True).read("sitemap.xml"))

    assert {address: changed for address, (changed, _) in urls.items()} == {
        "https://newsroom.example/": None,
        "https://newsroom.example/about/": "2026-03-02T09:00:00+00:00",
        "https://newsroom.example/news/": None,
        "https://newsroom.example/news/a/": "2026-04-01T10:00:00+00:00",
    }


def test_each_version_of_a_translated_page_names_all_versions(site: Any) -> None:
    site.page("news/a.md", Uid="a")
    site.page("news/a-ar.md", Slug="a", Uid="a", Lang="ar")

    urls = read(site.build().read("sitemap.xml"))

    versions = {"en": "https://newsroom.example/news/a/", "ar": "https://newsroom.example/ar/news/a/"}
    assert urls["https://newsroom.example/news/a/"][1] == versions
    assert urls["https://newsroom.example/ar/news/a/"][1] == versions
    assert urls["https://newsroom.example/"][1] == {}


def test_a_preview_without_an_address_stays_root_relative(site: Any) -> None:
    site.page("news/a.md")

    assert set(read(site.build(SITEURL="").read("sitemap.xml"))) == {"/", "/news/", "/news/a/"}


@given(st.lists(st.text(alphabet="ab&<>\"'/ü", min_size=1, max_size=8), unique=True, max_size=5))
def test_any_address_is_well_formed(paths: list[str]) -> None:
    text = sitemap([Place(path, "", (("en", path),)) for path in paths], "https://newsroom.example")

    assert set(read(text)) == {f"https://newsroom.example{path}" for path in paths}
