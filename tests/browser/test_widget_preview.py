"""Looking at what one has written before anybody else does: in the article, where that cannot be fetched, in a form."""

import re

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.support.reader import BODY, POST, drafts, expect_announced, reading, write
from tests.support.service import Service

pytestmark = pytest.mark.browser

HANDOVER = "/learning/the-handover/#discussion"
PREVIEW = "[data-slot] .th-preview"
PART = re.compile(r"/embed/v1/preview\.[0-9a-f]{16}\.js$")
WORDS = "The seal is checked **twice**.\n\n- once at the gate\n- once at the dock"


def preview(page: Page) -> None:
    page.locator("[data-slot]").get_by_role("button", name="Preview", exact=True).click()


def test_what_is_written_is_shown_as_it_will_be_and_the_focus_is_on_it(chromium: Browser, townhall: Service) -> None:
    with reading(chromium, townhall, HANDOVER, "zofia") as page:
        write(page, WORDS)
        preview(page)

        expect(page.locator(PREVIEW)).to_be_focused()
        expect(page.locator(PREVIEW)).to_be_in_viewport()
        expect(page.get_by_role("region", name="Preview")).to_contain_text("The seal is checked twice.")
        expect(page.locator(f"{PREVIEW} strong")).to_have_text("twice")
        expect(page.locator(f"{PREVIEW} li")).to_have_count(2)
        expect(page.locator(BODY)).to_have_value(WORDS)
        assert drafts(page) == [WORDS]


def test_by_keyboard_there_and_back_and_the_next_letter_puts_it_away(chromium: Browser, townhall: Service) -> None:
    with reading(chromium, townhall, HANDOVER, "zofia") as page:
        write(page, "Checked *twice*.")
        page.locator("[data-slot]").get_by_role("button", name="Preview", exact=True).focus()
        page.keyboard.press("Enter")
        expect(page.locator(f"{PREVIEW} em")).to_have_text("twice")
        page.keyboard.press("Tab")
        expect(page.get_by_role("button", name="Go on writing")).to_be_focused()
        page.keyboard.press("Enter")
        expect(page.locator(BODY)).to_be_focused()
        expect(page.locator(PREVIEW)).to_have_count(0)

        preview(page)
        preview(page)
        expect(page.locator(PREVIEW)).to_have_count(1)
        page.locator(BODY).focus()
        page.keyboard.type("!")
        expect(page.locator(PREVIEW)).to_have_count(0)


def test_what_nobody_could_read_is_said_to_be_so(chromium: Browser, townhall: Service) -> None:
    with reading(chromium, townhall, HANDOVER, "zofia") as page:
        write(page, "   ")
        preview(page)

        expect(page.locator(PREVIEW)).to_contain_text("there is no text here that anybody could read")
        expect_announced(page, "there is no text here that anybody could read")


def test_a_reply_has_its_own(chromium: Browser, townhall: Service) -> None:
    with reading(chromium, townhall, HANDOVER, "zofia") as page:
        page.get_by_role("link", name="Reply").first.click()
        form = page.locator(".th-comment form")
        form.locator("textarea").fill("So do **we**.")
        form.get_by_role("button", name="Preview", exact=True).click()

        expect(form.locator(".th-preview strong")).to_have_text("we")
        expect(page.locator(PREVIEW)).to_have_count(0)


def test_it_is_fetched_when_somebody_asks_and_not_before(chromium: Browser, townhall: Service) -> None:
    with chromium.new_context(base_url=townhall.address) as context:
        fetched: list[str] = []
        context.on("request", lambda request: fetched.append(request.url))
        page = context.new_page()
        page.goto(f"{townhall.address}/auth/login")
        page.get_by_role("button", name="Zofia").click()
        page.goto(HANDOVER)
        write(page, WORDS)
        before = [one for one in fetched if PART.search(one)]
        preview(page)
        expect(page.locator(f"{PREVIEW} strong")).to_be_visible()

        assert before == []
        assert len([one for one in fetched if PART.search(one)]) == 1


def test_where_it_does_not_come_that_is_said_and_the_comment_is_posted_as_before(
    chromium: Browser, townhall: Service
) -> None:
    with reading(chromium, townhall, HANDOVER, "zofia") as page:
        page.route(PART, lambda route: route.abort())
        write(page, WORDS)
        preview(page)
        preview(page)

        expect(page.locator("[data-slot] [data-missing]")).to_have_count(1)
        expect(page.locator("[data-slot] [data-missing]")).to_contain_text("You can go on writing and post as before")
        expect_announced(page, "load the page once more. Your text is kept.")
        sent: list[str | None] = []

        def note(route: Route) -> None:
            sent.append(route.request.post_data)
            route.abort()

        page.route("**/api/v1/comments/*", note)
        page.locator(POST).click()
        expect(page.locator("[data-slot] .th-refusal")).to_be_visible()
        assert [WORDS.splitlines()[0] in (one or "") for one in sent] == [True]

        page.unroute(PART)
        page.reload()
        expect(page.locator(BODY)).to_have_value(WORDS)
        preview(page)
        expect(page.locator(f"{PREVIEW} strong")).to_have_text("twice")


def test_without_scripts_the_page_comes_back_with_it_and_the_text(chromium: Browser, townhall: Service) -> None:
    address = "/t/ccb-6-handover"
    with reading(chromium, townhall, address, "zofia", java_script_enabled=False) as page:
        page.locator("#th-body").fill(WORDS)
        page.get_by_role("button", name="Preview").click()

        expect(page.get_by_role("region", name="Preview")).to_be_in_viewport()
        expect(page.locator("#th-preview strong")).to_have_text("twice")
        expect(page.locator("#th-body")).to_have_value(WORDS)
        expect(page.get_by_role("article").filter(has_text="once at the dock")).to_have_count(0)
