"""Readers search in their browser: by keyboard, in their language, and without a connection once they have searched;
without JavaScript they are told where else to look."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.support.faults import BadConnection, bad_connection
from tests.support.reader import reading
from tests.support.service import Service, serving

pytestmark = pytest.mark.browser

SAID = "[data-said]"
OWN = "[data-own] .search-one"
OTHERS = "[data-others] .search-one"
WITHOUT = "Searching needs JavaScript, and does not work here right now."
FIELD = "[data-search] input"


def titles(page: Page, group: str = OWN) -> list[str]:
    return page.locator(f"{group} h2").all_text_contents()


def test_from_the_header_of_any_page_one_finds_it_with_the_words_marked(chromium: Browser, townhall: Service) -> None:
    wide = {"width": 1280, "height": 900}
    with reading(chromium, townhall, "/news/", viewport=wide) as page:
        page.get_by_role("searchbox", name="Search the newsroom").fill("rota")
        page.keyboard.press("Enter")
        page.wait_for_url("**/search/?q=rota")
        expect(page.locator(SAID)).to_contain_text("Pages found: ")

        assert any("four-on" in title for title in titles(page))
        assert page.locator(f"{OWN} mark").first.text_content().casefold().startswith("rota")  # type: ignore[union-attr]
        page.locator(OWN).get_by_role("link", name="Night shifts move").first.click()
        expect(page.locator("h1")).to_contain_text("Night shifts move")
        page.go_back()
        expect(page.locator(FIELD)).to_have_value("rota")
        expect(page.locator(OWN).first).to_be_visible()


def test_on_a_phone_the_button_leads_to_the_field(chromium: Browser, townhall: Service) -> None:
    with reading(chromium, townhall, "/news/") as page:
        page.get_by_role("button", name="Search").click()
        page.wait_for_url("**/search/?q=")
        expect(page.locator(FIELD)).to_be_focused()


def test_by_keyboard_one_walks_from_the_field_through_what_was_found_and_back(
    chromium: Browser, townhall: Service
) -> None:
    with reading(chromium, townhall, "/search/") as page:
        expect(page.locator(FIELD)).to_be_focused()
        page.keyboard.type("alarm")
        links = page.locator(".search-one a")
        expect(page.locator(SAID)).to_contain_text("Pages found:")
        page.keyboard.press("ArrowDown")
        expect(links.nth(0)).to_be_focused()
        page.keyboard.press("ArrowDown")
        expect(links.nth(1)).to_be_focused()
        page.keyboard.press("ArrowUp")
        page.keyboard.press("ArrowUp")
        expect(page.locator(FIELD)).to_be_focused()
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Escape")
        expect(page.locator(FIELD)).to_be_focused()
        page.keyboard.press("ControlOrMeta+a")
        page.keyboard.type("xylophone")
        expect(page.locator(SAID)).to_have_text("Nothing was found for “xylophone”. Try fewer or other words.")
        expect(links).to_have_count(0)


def test_of_much_ten_are_shown_and_more_on_request_where_the_keyboard_goes_on(
    chromium: Browser, townhall: Service
) -> None:
    with reading(chromium, townhall, "/search/?q=the") as page:
        expect(page.locator(OWN)).to_have_count(10)
        page.get_by_role("button", name="Show more").click()
        expect(page.locator(OWN).nth(10).locator("a").first).to_be_focused()


def test_what_is_in_the_readers_language_comes_first_and_other_languages_after_it(
    chromium: Browser, townhall: Service
) -> None:
    with reading(chromium, townhall, "/ar/news/casablanca-second-cold-hall/") as page:
        page.get_by_role("button", name="بحث").click()
        page.wait_for_url("**/ar/search/?q=")
        assert page.locator("html").get_attribute("dir") == "rtl"
        page.locator(FIELD).fill("القاعة")
        expect(page.locator(SAID)).to_have_text("الصفحات التي عُثر عليها: 1")
        expect(page.locator(OWN)).to_have_attribute("lang", "ar")
        assert unquote(page.url).endswith("/ar/search/?q=القاعة")

        page.locator(FIELD).fill("Casablanca")
        expect(page.locator(OTHERS).first).to_be_visible()
        languages = {one.get_attribute("lang") for one in page.locator(OTHERS).all()}
        assert languages == {"en", "fr"}
        # Each is looked for as its language writes: the index of one is no use with the stems of another.
        page.locator(FIELD).fill("palettes")
        expect(page.locator(f"{OTHERS}[lang=fr]")).to_have_count(1)


def test_without_javascript_the_page_says_so_and_leads_to_topics(chromium: Browser, townhall: Service) -> None:
    with chromium.new_context(base_url=townhall.address, java_script_enabled=False) as context:
        page = context.new_page()
        page.goto("/news/")
        page.get_by_role("searchbox", name="Search the newsroom").fill("rota")
        page.keyboard.press("Enter")
        expect(page.get_by_text(WITHOUT)).to_be_visible()
        page.locator("main").get_by_role("link", name="Topics").click()
        expect(page.locator("h1")).to_have_text("Topics")


def test_where_the_index_is_missing_the_page_says_so(chromium: Browser, townhall: Service) -> None:
    with chromium.new_context(base_url=townhall.address) as context:
        page = context.new_page()
        page.route("**/pagefind/*", lambda route: route.abort())
        page.goto("/search/?q=rota")
        expect(page.get_by_text(WITHOUT)).to_be_visible()
        page.unroute_all()
        page.get_by_role("button", name="Search").click()
        expect(page.locator(OWN).first).to_be_visible()
        expect(page.get_by_text(WITHOUT)).to_be_hidden()


@pytest.fixture
def far_away(built_site: Path, tmp_path: Path, sqlite_url: str) -> Iterator[BadConnection]:
    """The newsroom behind a connection that can be cut."""
    with (
        bad_connection(delay=0) as between,
        serving(sqlite_url, site=built_site, TOWNHALL_PUBLIC_URL=between.address) as service,
    ):
        between.service = service.address
        yield between


KEPT = """async () => {
  const list = await (await fetch("/pagefind/files.json")).json();
  const kept = await (await caches.open("townhall-search")).keys();
  return kept.length === list.files.length;
}"""


def test_who_has_searched_once_can_search_without_a_connection(chromium: Browser, far_away: BadConnection) -> None:
    with chromium.new_context(base_url=far_away.address, service_workers="allow") as context:
        page = context.new_page()
        page.goto("/about/")
        page.wait_for_function("() => navigator.serviceWorker.controller")
        assert page.evaluate("() => caches.has('townhall-search')") is False
        page.goto("/search/")
        page.wait_for_function(KEPT)
        far_away.weather.is_cut = True

        page.goto("/search/?q=rota")
        expect(page.locator(OWN).first).to_be_visible()
        page.goto("/fr/search/?q=palettes")
        expect(page.locator(OWN)).to_have_count(1)
        page.locator(f"{OWN} h2 a").click()
        expect(page.locator("h1")).to_have_text("You are reading without a connection")


def test_what_is_found_is_text_whatever_a_page_says(chromium: Browser, townhall: Service) -> None:
    """The policy lets no markup be made of text, and the script does not try."""
    with reading(chromium, townhall, "/search/?q=%3Cimg%20src=x%20onerror=alert(1)%3E") as page:
        expect(page.locator(SAID)).to_be_visible()
        assert page.locator("[data-search] img").count() == 0
