"""Which pages a build has."""

from typing import Any

import pytest
from pelican.plugins import signals

from plugins.site_contents import address, every_page, listed_pages, public_pages


@pytest.fixture
def gathered(site: Any) -> dict[str, list[str]]:
    """The pages of a build of everything there can be, as each question answers them."""
    site.page("news/a.md", Uid="a")
    site.page("news/a-fr.md", Uid="a", Slug="a", Lang="fr")
    site.page("news/draft.md", Status="draft")
    site.page("news/hidden.md", Status="hidden")
    site.page("pages/about.md")
    site.page("pages/unlisted.md", Status="hidden")
    found: dict[str, list[str]] = {}

    def ask(generators: list[Any]) -> None:
        for question in (every_page, public_pages, listed_pages):
            found[question.__name__] = [address(page) for page in question(generators)]

    signals.all_generators_finalized.connect(ask)
    site.build(DRAFT_URL="drafts/{slug}/", DRAFT_SAVE_AS="drafts/{slug}/index.html")
    return found


def test_every_page_is_there_once(gathered: dict[str, list[str]]) -> None:
    assert gathered["every_page"] == [
        "/fr/news/a/",
        "/news/a/",
        "/drafts/draft/",
        "/news/hidden/",
        "/about/",
        "/unlisted/",
    ]


def test_a_draft_has_no_public_address(gathered: dict[str, list[str]]) -> None:
    assert gathered["public_pages"] == ["/fr/news/a/", "/news/a/", "/news/hidden/", "/about/", "/unlisted/"]


def test_lists_name_neither_drafts_nor_hidden_pages(gathered: dict[str, list[str]]) -> None:
    assert gathered["listed_pages"] == ["/fr/news/a/", "/news/a/", "/about/"]
