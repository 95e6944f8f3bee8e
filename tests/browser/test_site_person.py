"""Who is signed in, as the header shows it: told by the discussion, or asked of the service, never guessed."""

import json
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.support.site import PAGES

pytestmark = pytest.mark.browser

TELL = "(person) => document.dispatchEvent(new CustomEvent('townhall:person', { detail: person }))"
AMAL = {"name": "Amal Haddad", "handle": "amal"}


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    page = chromium.new_page()
    yield page
    page.close()


def test_a_visitor_is_offered_to_sign_in_and_the_service_is_not_asked(page: Page, site_address: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(site_address, wait_until="networkidle")

    expect(page.locator("[data-person]")).to_have_text("Sign in")
    expect(page.locator("[data-person]")).to_have_attribute("href", "/auth/login")
    assert [url for url in asked if "/api/" in url] == []


def test_the_discussion_says_who_is_here(page: Page, site_address: str) -> None:
    page.goto(site_address + PAGES["story"])
    page.evaluate(TELL, AMAL)
    shown = page.locator("[data-person]").inner_text()
    page.evaluate(TELL, None)

    assert shown == "Amal Haddad"
    expect(page.locator("[data-person]")).to_have_text("Sign in")


def test_a_name_is_text_and_never_markup(page: Page, site_address: str) -> None:
    page.goto(site_address + PAGES["story"])
    page.evaluate(TELL, {"name": "<img src=x onerror=alert(1)>", "handle": "amal"})

    expect(page.locator("[data-person] img")).to_have_count(0)


def test_on_a_page_without_a_discussion_somebody_known_is_looked_up(page: Page, site_address: str) -> None:
    def answer(route: Route) -> None:
        route.fulfill(
            status=200, content_type="application/json", body=json.dumps({"person": AMAL, "can": {"moderate": False}})
        )

    page.route("**/api/v1/me", answer)
    page.goto(site_address + PAGES["story"])
    page.evaluate(TELL, AMAL)
    page.goto(site_address)
    expect(page.locator("[data-person]").first).to_have_text("Amal Haddad")

    expect(page.get_by_role("button", name="Sign out")).to_be_visible()
    expect(page.get_by_role("link", name="Desk")).to_be_hidden()


def test_somebody_who_went_to_sign_in_is_looked_up_where_they_come_back_to(page: Page, site_address: str) -> None:
    dana = {"person": {"name": "Dana Reyes", "handle": "dana"}, "can": {"moderate": True}}
    page.route("**/api/v1/me", lambda route: route.fulfill(json=dana))
    page.route("**/auth/login", lambda route: route.fulfill(status=303, headers={"location": "/news/"}))
    page.goto(site_address)
    page.get_by_role("link", name="Sign in").click()
    page.get_by_role("link", name="Desk").wait_for()

    expect(page.locator("[data-person]")).to_have_text("Dana Reyes")
    expect(page.get_by_role("link", name="Desk")).to_have_attribute("href", "/admin/")


def test_a_story_is_where_signing_in_leads_back_to(page: Page, site_address: str) -> None:
    page.goto(site_address + PAGES["story"])

    expect(page.locator("[data-person]")).to_have_attribute("href", "/auth/login?next=" + PAGES["story"])


def test_signing_out_ends_the_session_and_shows_the_page_afresh(page: Page, site_address: str) -> None:
    sent: list[str] = []

    def end(route: Route) -> None:
        sent.append(route.request.method)
        route.fulfill(status=204)

    page.route("**/auth/logout", end)
    page.goto(site_address + PAGES["story"])
    page.evaluate(TELL, AMAL)
    with page.expect_navigation():
        page.get_by_role("button", name="Sign out").click()

    assert sent == ["POST"]
    expect(page.locator("[data-person]")).to_have_text("Sign in")


def test_a_session_that_has_ended_is_forgotten(page: Page, site_address: str) -> None:
    page.route("**/api/v1/me", lambda route: route.fulfill(status=401, body="{}"))
    page.goto(site_address + PAGES["story"])
    page.evaluate(TELL, AMAL)
    with page.expect_response("**/api/v1/me"):
        page.goto(site_address)
    page.wait_for_function("localStorage.getItem('townhall:signed-in') === null")

    expect(page.locator("[data-person]")).to_have_text("Sign in")
