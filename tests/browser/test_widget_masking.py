"""Masking in the article: one press puts a bar over what was found, the browser can undo it, and then it is sent."""

import pytest
from playwright.sync_api import Browser, expect

from tests.support.reader import BODY, COMMENTS, POST, drafts, expect_announced, reading, write
from tests.support.service import Service

pytestmark = pytest.mark.browser

HANDOVER = "/learning/the-handover/"
MAIL = "amal" + "@" + "example.com"
CARD = " ".join(["4111", "1111", "1111", "1111"])
MASK = "Replace it with ▇▇▇"


def test_what_is_advised_on_is_masked_undone_and_masked_again(chromium: Browser, townhall: Service) -> None:
    with reading(chromium, townhall, f"{HANDOVER}#discussion", "amal") as page:
        write(page, f"  👩🏽‍🏭 Write to {MAIL}, she knows.")
        page.locator(POST).click()
        page.get_by_role("button", name=MASK).click()
        masked = "  👩🏽‍🏭 Write to ▇▇▇, she knows."

        expect(page.locator(BODY)).to_have_value(masked)
        expect(page.locator(BODY)).to_be_focused()
        expect_announced(page, "Replaced. Read it once more, then send it.")
        expect(page.locator(".th-refusal")).to_have_count(0)
        assert drafts(page) == [masked]

        page.locator(BODY).press("Control+z")
        expect(page.locator(BODY)).to_have_value(f"  👩🏽‍🏭 Write to {MAIL}, she knows.")
        page.locator(POST).click()
        page.get_by_role("button", name=MASK).click()
        page.locator(POST).click()
        expect(page.locator(COMMENTS).filter(has_text="Write to ▇▇▇, she knows.")).to_have_count(1)


def test_what_is_blocked_can_be_masked_too(chromium: Browser, townhall: Service) -> None:
    with reading(chromium, townhall, f"{HANDOVER}#discussion", "ben") as page:
        write(page, f"The card is {CARD}.")
        page.locator(POST).click()
        page.get_by_role("button", name=MASK).click()

        expect(page.locator(BODY)).to_have_value("The card is ▇▇▇.")
