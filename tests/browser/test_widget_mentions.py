"""Mentioning a colleague: names to choose from by keys or a finger, the name as everybody sees it, and no way lost."""

import re

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.support.reader import BODY, COMMENTS, POST, expect_announced, reading
from tests.support.service import Service

pytestmark = pytest.mark.browser

HANDOVER = "/learning/the-handover/#discussion"
LIST = "[data-slot] [role=listbox]"
PART = re.compile(r"/embed/v1/mentions\.[0-9a-f]{16}\.js$")


def begin(page: Page, text: str) -> None:
    page.locator(BODY).focus()
    expect(page.get_by_role("toolbar").first).to_be_visible()
    page.keyboard.type(text)


def test_a_name_is_chosen_by_keys_and_shown_to_everybody(chromium: Browser, townhall: Service) -> None:
    with reading(chromium, townhall, HANDOVER, "zofia") as page:
        begin(page, "Ask @ama")
        field, options = page.locator(BODY), page.get_by_role("listbox", name="People").get_by_role("option")
        expect(options).to_have_count(1)
        expect(options.first).to_contain_text("Amal Haddad")
        expect(options.first).to_have_attribute("aria-selected", "true")
        chosen = options.first.get_attribute("id") or ""
        expect(field).to_have_attribute("aria-activedescendant", chosen)
        expect(field).to_have_attribute("aria-controls", page.locator(LIST).get_attribute("id") or "")
        expect(field).to_be_focused()
        expect_announced(page, "1 person. Enter takes it")
        page.keyboard.press("Enter")

        expect(field).to_have_value("Ask @amal ")
        expect(page.locator(LIST)).to_have_count(0)
        page.keyboard.type("about the seal.")
        page.locator(POST).click()
        posted = page.locator(COMMENTS).filter(has_text="about the seal.")
        expect(posted.locator(".mention")).to_have_text("@Amal Haddad")


def test_arrows_go_round_the_list_and_escape_puts_it_away_alone(chromium: Browser, townhall: Service) -> None:
    with reading(chromium, townhall, HANDOVER, "zofia") as page:
        page.get_by_role("link", name="Reply").first.click()
        field = page.locator(".th-comment form textarea")
        expect(page.locator(".th-comment form").get_by_role("toolbar")).to_be_visible()
        page.keyboard.type("@a")
        options = page.locator(".th-comment form [role=option]")
        expect(options.nth(1)).to_be_visible()
        last = options.count() - 1
        for key, place in (("ArrowDown", 1), ("ArrowUp", 0), ("ArrowUp", last), ("ArrowDown", 0)):
            page.keyboard.press(key)
            expect(options.nth(place)).to_have_attribute("aria-selected", "true")
            expect(page.locator(".th-comment form [aria-selected=true]")).to_have_count(1)
        page.keyboard.press("Escape")

        expect(options).to_have_count(0)
        expect(field).to_be_focused()
        expect(field).to_have_value("@a")
        expect(field).not_to_have_attribute("aria-activedescendant", re.compile("."))
        page.keyboard.press("Escape")
        expect(field).to_have_count(0)


def test_a_finger_chooses_and_the_keyboard_of_a_phone_stays(chromium: Browser, townhall: Service) -> None:
    with reading(chromium, townhall, HANDOVER, "zofia", has_touch=True) as page:
        begin(page, "@ben c")
        option = page.locator(LIST).get_by_role("option", name="Ben Carter")
        expect(option).to_be_visible()
        assert (option.bounding_box() or {"height": 0})["height"] >= 24
        option.tap()

        expect(page.locator(BODY)).to_have_value("@ben ")
        expect(page.locator(BODY)).to_be_focused()
        page.keyboard.press("Control+z")
        expect(page.locator(BODY)).to_have_value("@ben c")


def test_what_is_no_mention_is_not_asked_about(chromium: Browser, townhall: Service) -> None:
    with reading(chromium, townhall, HANDOVER, "zofia") as page:
        asked: list[str] = []
        page.on("request", lambda one: asked.append(one.url.partition("begins=")[2]) if "/people?" in one.url else None)
        begin(page, "zofia@amal. x.@amal, a/@amal; @")
        page.keyboard.type("am")
        expect(page.locator(LIST)).to_be_visible()

        assert {one for one in asked if not "am".startswith(one)} == set()


def test_where_no_names_come_one_writes_on(chromium: Browser, townhall: Service) -> None:
    with reading(chromium, townhall, HANDOVER, "zofia") as page:
        answers: list[Route] = []

        def refuse(route: Route) -> None:
            answers.append(route)
            route.fulfill(status=429, content_type="application/problem+json", body="{}")

        page.route("**/api/v1/people?*", refuse)
        with page.expect_response("**/api/v1/people?*"):
            begin(page, "Ask @amal")
        page.keyboard.press("Enter")
        page.keyboard.type("today")

        expect(page.locator(BODY)).to_have_value("Ask @amal\ntoday")
        expect(page.locator(LIST)).to_have_count(0)
        assert answers


def test_where_the_part_does_not_come_one_writes_on(chromium: Browser, townhall: Service) -> None:
    with reading(chromium, townhall, HANDOVER, "zofia") as page:
        page.route(PART, lambda route: route.abort())
        begin(page, "Ask @amal")
        expect(page.locator("[data-slot] [data-missing]")).to_contain_text("You can go on writing")
        page.keyboard.press("Enter")

        expect(page.locator(BODY)).to_have_value("Ask @amal\n")
