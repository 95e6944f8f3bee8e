"""Light and dark: the device's choice, unless the reader has made one, which is kept."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.support.site import PAGES

pytestmark = pytest.mark.browser

EARLY = """document.addEventListener("readystatechange", () => {
  window.early ??= document.documentElement.dataset.theme;
});"""
BACKGROUND = "getComputedStyle(document.documentElement).backgroundColor"
LIGHT, DARK = "rgb(250, 252, 252)", "rgb(14, 25, 31)"


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    page = chromium.new_page(color_scheme="light")
    yield page
    page.close()


def test_a_page_follows_the_device(page: Page, site_address: str) -> None:
    page.goto(site_address)
    by_day = page.evaluate(BACKGROUND)
    page.emulate_media(color_scheme="dark")

    assert (by_day, page.evaluate(BACKGROUND)) == (LIGHT, DARK)


def test_a_choice_is_there_before_the_first_paint_of_the_next_page(page: Page, site_address: str) -> None:
    page.goto(site_address)
    page.get_by_role("radio", name="Dark").check()
    chosen = page.evaluate(BACKGROUND)
    # What the first frame of the next page sees: asked before any deferred script of ours has run.
    page.add_init_script(EARLY)
    page.goto(site_address + PAGES["story"])

    assert chosen == DARK
    assert page.evaluate("early") == "dark"
    assert page.evaluate(BACKGROUND) == DARK
    assert page.get_by_role("radio", name="Dark").is_checked()


def test_a_choice_of_light_holds_on_a_dark_device_and_can_be_taken_back(page: Page, site_address: str) -> None:
    page.emulate_media(color_scheme="dark")
    page.goto(site_address)
    page.get_by_role("radio", name="Light").check()
    chosen = page.evaluate(BACKGROUND)
    page.get_by_role("radio", name="As the device").check()
    page.reload()

    assert chosen == LIGHT
    assert page.evaluate(BACKGROUND) == DARK


def test_the_switch_works_by_keyboard(page: Page, site_address: str) -> None:
    page.goto(site_address)
    page.get_by_role("radio", name="As the device").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")

    assert page.evaluate(BACKGROUND) == DARK


def test_without_javascript_no_switch_is_shown_that_could_not_work(chromium: Browser, site_address: str) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site_address)

    assert not page.locator("[data-appearance]").is_visible()
    context.close()


def test_on_paper_there_is_the_text_and_not_the_furniture(page: Page, site_address: str) -> None:
    page.emulate_media(media="print", color_scheme="dark")
    page.goto(site_address + PAGES["story"])

    assert page.evaluate(BACKGROUND) == "rgb(255, 255, 255)"
    assert page.locator("h1").is_visible()
    assert page.locator(".prose").is_visible()
    furniture = [".sections", ".account", ".footer-help", ".tags"]
    assert [name for name in furniture if page.locator(name).is_visible()] == []
