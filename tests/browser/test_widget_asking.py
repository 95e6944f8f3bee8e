"""Asking about one part of an article: by a heading's button or by selecting words; what was asked stands beside it."""

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.test_widget_arrival import SHIFTS
from tests.browser.test_widget_quoting import SELECT
from tests.support.reader import BODY, PHONE, POST, READY, expect_announced, reading
from tests.support.service import Service

pytestmark = pytest.mark.browser

LESSON = "/learning/when-an-alarm-sounds/"
HEADING = "Look, tell, protect, write"
WORDS = "Move goods only when food safety or the shift lead says so"
DESK = {"width": 1280, "height": 900}


def heading(page: Page, name: str = HEADING) -> Locator:
    return page.get_by_role("heading", name=name, exact=True)


@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
def test_a_heading_is_asked_about_by_its_button_and_the_count_stands_beside_it(
    chromium: Browser, townhall: Service, viewport: dict[str, int]
) -> None:
    with reading(chromium, townhall, LESSON, "zofia", viewport=viewport) as page:
        ask = heading(page).get_by_role("link", name=f"Ask about “{HEADING}”")
        size = ask.bounding_box()
        assert page.evaluate(SHIFTS) <= 0.001
        assert size is not None
        assert min(size["width"], size["height"]) >= 24
        ask.focus()
        page.keyboard.press("Enter")
        composer = page.locator("[data-slot] form.th-composer")

        expect(page.locator(BODY)).to_be_focused()
        expect(composer.locator("blockquote")).to_have_text(HEADING)
        page.keyboard.type(f"Who writes it down at {viewport['width']}?")
        page.reload()
        page.locator("townhall-discussion").scroll_into_view_if_needed()
        expect(composer.locator("blockquote")).to_have_text(HEADING)
        expect(page.locator(BODY)).to_have_value(f"Who writes it down at {viewport['width']}?")
        page.locator(POST).click()

        said = page.locator("townhall-discussion article", has_text=f"Who writes it down at {viewport['width']}?")
        expect(said.locator(".th-part blockquote")).to_have_text(HEADING)
        expect(said.locator(".th-kind")).to_have_text("Question")
        expect(composer.locator("blockquote")).to_have_count(0)
        count = heading(page).locator(".th-asked")
        expect(count).to_be_visible()
        said.get_by_role("link", name="this part of the page").click()
        expect(heading(page)).to_be_in_viewport()
        count.click()
        expect(page.locator("townhall-discussion article:has(.th-part)").first).to_be_in_viewport()
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_selected_words_are_asked_about_and_can_be_taken_off(chromium: Browser, townhall: Service) -> None:
    with reading(chromium, townhall, LESSON, "zofia") as page:
        block = page.locator("[data-block]", has_text=WORDS)
        block.scroll_into_view_if_needed()
        expect(heading(page).locator(".th-ask")).to_be_visible()
        block.evaluate(SELECT, WORDS)
        page.get_by_role("link", name="Ask about these words").click()
        part = page.locator("[data-slot] form.th-composer .th-part")

        expect(part.locator("blockquote")).to_have_text(WORDS)
        part.get_by_role("button", name="Ask without it").click()
        expect(part).to_have_count(0)
        expect(page.locator(BODY)).to_be_focused()
        expect_announced(page, "You ask about the whole page now.")
        # Words of two parts at once are no part.
        page.evaluate("getSelection().selectAllChildren(document.querySelector('[data-askable]'))")
        expect(page.get_by_role("link", name="Ask about these words")).to_have_count(0)


def test_without_scripts_a_part_is_asked_about_on_the_plain_page(chromium: Browser, townhall: Service) -> None:
    with reading(chromium, townhall, LESSON, "zofia") as page:
        address = heading(page).locator(".th-ask").get_attribute("href")
        assert address is not None
        expect(page.locator(READY)).to_have_count(0)
    with reading(chromium, townhall, address, "zofia", java_script_enabled=False) as page:
        part = page.locator("form.th-composer .th-part")
        expect(part.locator("blockquote")).to_have_text(HEADING)
        page.get_by_label("Add to the discussion").fill("Which of the four comes first, without scripts?")
        page.get_by_role("button", name="Post comment").click()

        said = page.locator("article", has_text="without scripts?").last
        expect(said.locator(".th-part blockquote")).to_have_text(HEADING)
        assert LESSON in (said.get_by_role("link", name="this part of the page").get_attribute("href") or "")
        page.goto(address)
        page.get_by_label("Add to the discussion").fill("And this?")
        page.get_by_role("button", name="Ask without it").click()
        expect(part).to_have_count(0)
        expect(page.get_by_label("Add to the discussion")).to_have_value("And this?")
