"""Asking about one part of an article: by a heading's button or by selecting words; what was asked stands beside it."""

import contextlib

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.test_widget_arrival import SHIFTS
from tests.browser.test_widget_quoting import SELECT
from tests.support.reader import BODY, PHONE, POST, READY, expect_announced, reading, say
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
        said.get_by_role("link", name="this part of the page", exact=True).click()
        expect(heading(page)).to_be_in_viewport()
        count.click()
        only = page.locator(".th-part-only")
        expect(only).to_be_focused()
        expect(only).to_contain_text("about this part of the page")
        expect(page.locator("[data-list] > li")).to_have_count(int(count.get_attribute("data-count") or ""))
        expect(page.locator("[data-list] > li article > .th-part blockquote").last).to_have_text(HEADING)
        expect(page.locator(".th-part-only + .th-part blockquote")).to_have_text(HEADING)
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
        assert LESSON in (
            said.get_by_role("link", name="this part of the page", exact=True).get_attribute("href") or ""
        )
        page.goto(address)
        page.get_by_label("Add to the discussion").fill("And this?")
        page.get_by_role("button", name="Ask without it").click()
        expect(part).to_have_count(0)
        expect(page.get_by_label("Add to the discussion")).to_have_value("And this?")


def test_the_count_beside_a_part_opens_what_was_said_about_it_and_the_whole_is_a_press_away(
    chromium: Browser, own_townhall: Service
) -> None:
    with contextlib.closing(own_townhall.client("ben")) as client:
        uid = "ccb-5-alarms"
        before = client.get(f"/api/v1/threads/{uid}").json()["count"]
    with reading(chromium, own_townhall, LESSON) as page:
        block = heading(page).get_attribute("data-block") or ""
        other = page.locator("[data-block]", has_text=WORDS).get_attribute("data-block") or ""
    for number in range(2):
        say(own_townhall, "ben", uid, f"About the heading, {number}?", anchor={"block": block, "quote": ""})
    say(own_townhall, "ben", uid, "About a rule?", anchor={"block": other, "quote": WORDS})
    with reading(chromium, own_townhall, LESSON, "zofia") as page:
        page.locator("townhall-discussion").scroll_into_view_if_needed()
        count = heading(page).get_by_role("link", name="2 comments about this part of the page")
        expect(count).to_have_attribute("href", f"{own_townhall.address}/t/{uid}?about={block}")
        count.focus()
        page.keyboard.press("Enter")
        roots = page.locator("[data-list] > li")

        expect(roots).to_have_count(2)
        expect(page.locator(".th-part-only")).to_be_focused()
        expect(page.locator(".th-part-only")).to_contain_text("2 comments about this part of the page")
        expect(page.get_by_role("navigation", name="Which comments")).to_be_visible()
        page.get_by_role("link", name="Newest first").click()
        expect(roots.first).to_contain_text("About the heading, 1?")
        expect(roots).to_have_count(2)
        # What others say about it meanwhile is offered; what they say about all else is not.
        say(own_townhall, "amal", uid, "About the heading, too?", anchor={"block": block, "quote": ""})
        page.get_by_role("button", name="1 new comment").click()
        expect(roots).to_have_count(3)
        expect(page.locator(".th-part-only")).to_contain_text("3 comments about this part of the page")
        page.get_by_role("link", name="Show the whole discussion").click()
        expect(page.locator(".th-part-only")).to_have_count(0)
        expect(page.locator("#th-title")).to_be_focused()
        expect(page.locator(".th-count")).to_have_text(f"{before + 4} comments")
        roots.filter(has_text="About the heading, 0?").get_by_role("link", name="3 comments about this part").click()
        expect(roots).to_have_count(3)


def test_without_scripts_what_was_said_about_one_part_is_a_page(chromium: Browser, own_townhall: Service) -> None:
    with reading(chromium, own_townhall, LESSON) as page:
        block = heading(page).get_attribute("data-block") or ""
    for number in range(2):
        say(own_townhall, "ben", "ccb-5-alarms", f"Number {number}?", anchor={"block": block, "quote": ""})
    with reading(chromium, own_townhall, "/t/ccb-5-alarms", "zofia", java_script_enabled=False) as page:
        page.get_by_role("link", name="2 comments about this part of the page").first.click()
        roots = page.locator(".th-list > li")

        expect(roots).to_have_count(2)
        expect(page.locator(".th-part-only + .th-part blockquote")).to_have_text(HEADING)
        roots.first.get_by_role("link", name="Reply").click()
        page.get_by_label("Reply to Ben").fill("As it is written, without scripts.")
        page.get_by_role("button", name="Post reply").click()
        expect(page.locator("article", has_text="As it is written, without scripts.").last).to_be_in_viewport()
        page.goto(f"/t/ccb-5-alarms?about={block}")
        page.get_by_label("Add to the discussion").fill("Said while I see one part.")
        page.get_by_role("button", name="Preview").click()
        expect(page.locator("#th-preview")).to_contain_text("Said while I see one part.")
        expect(roots).to_have_count(2)
        page.get_by_role("link", name="Show the whole discussion").click()
        expect(page.locator(".th-part-only")).to_have_count(0)
