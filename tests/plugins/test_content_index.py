"""Where pages will be, before they are built."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pelican.contents import Article
from pelican.settings import read_settings

from plugins.content_index import Entry, Site, slug_of
from plugins.page_checks import values_of
from plugins.source_file import parse_source

NOW = datetime(2026, 11, 23, tzinfo=UTC)
SETTINGS = read_settings(override={"TIMEZONE": "UTC", "SITEURL": "https://newsroom.example"})


@given(st.text(max_size=40))
def test_a_title_makes_the_slug_that_pelican_makes(title: str) -> None:
    assert slug_of(title) == Article("", {"title": title}, SETTINGS).slug


@pytest.mark.parametrize(
    ("name", "keys", "address"),
    [
        ("news/a.md", {}, "/news/a/"),
        ("learning/a.md", {"Lang": "ar"}, "/ar/learning/a/"),
        ("communities/deep/a.md", {}, "/communities/a/"),
        ("pages/a.md", {}, "/a/"),
        ("pages/a.md", {"Lang": "fr"}, "/fr/a/"),
        ("news/a.md", {"Slug": "", "Title": "Żółte płyty"}, "/news/zolte-plyty/"),
    ],
)
def test_a_page_is_built_where_the_checks_expect_it(site: Any, name: str, keys: dict[str, str], address: str) -> None:
    path = site.page(name, **keys)
    source = parse_source(path.read_text(), name)
    values: dict[str, Any] = values_of(source)
    entry = Entry(source, name, values, values["lang"] or "en", NOW)

    assert Site(site.content, [entry], [], NOW).address(entry) == address
    assert f"{address.strip('/')}/index.html" in site.build().files()
