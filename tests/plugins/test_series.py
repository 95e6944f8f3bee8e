"""The pieces of a series lead to each other."""

import re
from pathlib import Path

import pytest

from tests.plugins.conftest import ScratchSite


@pytest.fixture
def told(site: ScratchSite) -> ScratchSite:
    """Three pieces of a series, a translation of one, and a page that belongs to none."""
    site.settings["PLUGINS"] = ["plugins.front_matter", "plugins.embargo", "plugins.reading", "plugins.series"]
    for day, name in (("03", "second"), ("02", "first"), ("04", "third")):
        site.page(f"news/{name}.md", Title=name.title(), Date=f"2026-03-{day} 09:00", Series="The rota", Uid=name)
    site.page("news/first.fr.md", Title="Premier", Series="The rota", Uid="first", Slug="first", Lang="fr")
    site.page("news/other.md", Title="Other", Uid="other")
    return site


def around(built_page: object) -> tuple[str | None, ...]:
    before, after = built_page.previous_in_series, built_page.next_in_series  # type: ignore[attr-defined]
    return (before and before.title, after and after.title)


def test_pieces_stand_in_the_order_of_their_days(told: ScratchSite) -> None:
    built = told.build()

    first, second, third = (built.page(f"news/{name}.md") for name in ("first", "second", "third"))
    assert [one.title for one in second.in_series] == ["First", "Second", "Third"]
    assert [around(one) for one in (first, second, third)] == [(None, "Second"), ("First", "Third"), ("Second", None)]
    assert second.in_series[0].url == "/news/first/"


def test_a_name_in_other_letters_is_the_same_series(told: ScratchSite) -> None:
    told.page("news/fourth.md", Title="Fourth", Date="2026-03-05 09:00", Series="THE ROTA", Uid="fourth")

    assert around(told.build().page("news/fourth.md")) == ("Third", None)


@pytest.mark.parametrize("name", ["other", "first.fr"])
def test_what_stands_alone_in_its_language_is_no_series(told: ScratchSite, name: str) -> None:
    page = told.build().page(f"news/{name}.md")

    assert (page.in_series, around(page)) == ([], (None, None))


def test_a_piece_that_is_not_public_yet_is_not_told_of(told: ScratchSite) -> None:
    told.page("news/later.md", Title="Later", Date="2026-12-24 09:00", Series="The rota", Uid="later")
    built = told.build(EMBARGO=True)

    assert around(built.page("news/third.md")) == ("Second", None)
    assert "Later" not in [one.title for one in built.page("news/third.md").in_series]


def test_a_page_lists_its_series_and_leads_to_the_one_before_and_after(built_site: Path) -> None:
    first, last = "/news/night-shifts-four-on-four-off/", "/news/what-we-heard-rota/"

    for here, ways in ((first, [("next", last)]), (last, [("prev", first)])):
        page = (built_site / here.strip("/") / "index.html").read_text(encoding="utf-8")
        series = page[page.index('<nav class="in-series"') :].partition("</nav>")[0]
        assert re.findall(r'rel="(\w+)" href="([^"]+)"', series) == ways
        assert re.findall(r'<li><a href="([^"]+)"', series) == [first, last]
        assert re.findall(r'href="([^"]+)" aria-current="page"', series) == [here]
