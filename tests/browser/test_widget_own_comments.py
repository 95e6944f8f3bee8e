"""What somebody is told in the article of their own comments: given back to them, removed, appealed."""

import re

import pytest
from playwright.sync_api import Browser, expect

from tests.support.reader import COMMENTS, expect_announced, reading
from tests.support.service import Service

pytestmark = pytest.mark.browser

ASK_INES = "/news/ask-ines-anything/"  # uid ask-ines-2026: every comment is reviewed
ROBOT = "/news/robot-vacuum-briefing/"


def test_what_was_given_back_is_changed_where_it_stands(chromium: Browser, townhall: Service) -> None:
    with reading(chromium, townhall, f"{ASK_INES}#discussion", "callum") as page:
        mine = page.locator(COMMENTS).filter(has_text="Will the people from the top floor")
        expect(mine.get_by_text("A facilitator asks you for other words.")).to_be_visible()
        expect(mine.locator("q")).to_have_text("the one who planned the new racks is plainly blind")
        mine.get_by_role("link", name="Change").click()

        expect(mine.locator("textarea")).to_have_value(
            re.compile("^Will the people from the top floor .* plainly blind.$")
        )
        expect(mine.get_by_text("Reason: hurtful.")).to_be_visible()
        mine.locator("textarea").fill("Will the people from the top floor ever work one night with us?")
        mine.get_by_role("button", name="Save changes").click()
        expect_announced(page, "Your change is waiting for a facilitator.")
        expect(mine.get_by_text("Waiting for a facilitator. Only you see this.")).to_be_visible()
        expect(mine.get_by_text("read before it.")).to_be_visible()


def test_who_appealed_sees_by_when_somebody_reads_it(chromium: Browser, townhall: Service) -> None:
    with reading(chromium, townhall, f"{ASK_INES}#discussion", "joost") as page:
        mine = page.locator(COMMENTS).filter(has_text="Why did the planner in Rotterdam get a warning")
        expect(mine.get_by_text("Reason: personal data.")).to_be_visible()
        expect(mine.get_by_text("You appealed on")).to_be_visible()
        expect(mine.get_by_role("link", name="ask another facilitator")).to_have_count(0)


def test_what_was_removed_leads_to_its_guideline_and_to_an_appeal(chromium: Browser, townhall: Service) -> None:
    with reading(chromium, townhall, f"{ROBOT}#discussion", "wojtek") as page:
        mine = page.locator(COMMENTS).filter(has_text="Does anyone want to buy a used hoover")
        mine.get_by_role("link", name="ask another facilitator to look").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Ask another facilitator to look")
        page.go_back()
        guideline = page.locator(COMMENTS).filter(has_text="Does anyone want to buy a used hoover")
        guideline.get_by_role("link", name="What the guidelines say").click()
        expect(page.locator("#off-topic")).to_be_in_viewport()
