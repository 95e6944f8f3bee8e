"""The guidelines above the box to write in, in the article and on the plain page: until one has posted under them."""

import re

import pytest
from playwright.sync_api import Browser, expect

from tests.support.reader import BODY, COMMENTS, POST, reading, write
from tests.support.service import Service

pytestmark = pytest.mark.browser

NUMBERS = "/learning/the-numbers-you-will-meet/"
FIRST = "Say what you see"


def test_they_stand_above_the_box_until_one_has_posted(chromium: Browser, townhall: Service) -> None:
    with reading(chromium, townhall, f"{NUMBERS}#discussion", "oksana") as page:
        card = page.locator("[data-slot] .th-guidelines")
        expect(card.locator("p")).to_have_count(3)
        # Whoever cannot see it hears it with the box.
        expect(page.locator(BODY)).to_have_accessible_description(re.compile(FIRST))
        page.get_by_role("link", name="Reply").first.click()
        expect(page.locator(".th-comment .th-guidelines")).to_contain_text(FIRST)
        page.keyboard.press("Escape")
        write(page, "I have read how we talk here.")
        page.locator(POST).click()
        expect(page.locator(COMMENTS).filter(has_text="I have read how we talk here.")).to_be_focused()

        expect(card).to_have_count(0)
        page.goto("/t/tips-from-the-floor")
        expect(page.locator("#composer")).to_be_visible()
        expect(page.locator(".th-guidelines")).to_have_count(0)


def test_a_plain_form_remembers_them_too(chromium: Browser, townhall: Service) -> None:
    with reading(chromium, townhall, "/t/ccb-2-numbers", "sanjay", java_script_enabled=False) as page:
        expect(page.locator(".th-guidelines")).to_contain_text(FIRST)
        page.locator("#th-body").fill("Sent from a plain page, having read it.")
        page.get_by_role("button", name="Post comment").click()
        expect(page.locator("#composer")).to_be_visible()

        expect(page.locator(".th-guidelines")).to_have_count(0)


def test_where_somebody_powerful_answers_they_are_one_line(chromium: Browser, townhall: Service) -> None:
    with reading(chromium, townhall, "/t/ask-ines-2026", "grace") as page:
        expect(page.locator(".th-guidelines p")).to_have_count(1)
