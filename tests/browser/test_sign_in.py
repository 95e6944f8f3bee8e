"""Signing in and out by plain pages, with JavaScript off: one comes back to where one was, and sees who one is."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.support.service import Service
from tests.support.small_town import browser_of, small_town

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def service(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    with small_town(sqlite_template, tmp_path_factory.mktemp("town")) as service:
        yield service


@pytest.fixture
def page(chromium: Browser, service: Service) -> Iterator[Page]:
    context = browser_of(chromium, service, None, java_script_enabled=False)
    yield context.new_page()
    context.close()


def test_whoever_signs_in_to_comment_comes_back_to_the_composer(page: Page) -> None:
    page.goto("/t/rota?sort=newest")
    page.get_by_role("link", name="Sign in to comment").click()
    page.get_by_role("button", name="Amal Haddad").click()

    expect(page).to_have_url(re.compile(r"/t/rota\?sort=newest#composer$"))
    expect(page.get_by_label("Add to the discussion")).to_be_visible()
    expect(page.get_by_role("banner")).to_contain_text("Amal Haddad")


def test_the_people_are_offered_with_where_they_work_and_what_they_are(page: Page) -> None:
    page.goto("/auth/login")

    expect(page.get_by_role("button", name="Amal Haddad")).to_contain_text("Casablanca")
    expect(page.get_by_role("region", name="Facilitators").get_by_role("button")).to_have_count(2)
    expect(page.get_by_role("button", name="Ines Okafor")).to_contain_text("Leader")


def test_signing_out_ends_the_session_and_leads_back_to_the_discussion(page: Page) -> None:
    page.goto("/auth/login?next=/t/rota")
    page.get_by_role("button", name="Amal Haddad").click()
    cookies = page.context.cookies()
    page.get_by_role("button", name="Sign out").click()
    expect(page).to_have_url("/t/rota")
    expect(page.get_by_role("banner").get_by_role("link", name="Sign in")).to_be_visible()
    page.context.add_cookies(cookies)
    page.goto("/t/rota")

    expect(page.get_by_role("banner")).not_to_contain_text("Amal Haddad")


def test_somebody_signed_in_may_go_on_or_become_somebody_else(page: Page) -> None:
    page.goto("/auth/login?next=/t/rota")
    page.get_by_role("button", name="Amal Haddad").click()
    page.goto("/auth/login?next=/t/rota")
    expect(page.get_by_role("main")).to_contain_text("You are signed in as Amal Haddad")
    page.get_by_role("button", name="Ben Carter").click()

    expect(page.get_by_role("banner")).to_contain_text("Ben Carter")


@pytest.mark.parametrize(
    "elsewhere", ["https://example.com/", "//example.com/", "/\\example.com", "javascript:alert(1)"]
)
def test_signing_in_never_leads_to_another_site(page: Page, service: Service, elsewhere: str) -> None:
    page.goto(f"/auth/login?next={elsewhere}")
    page.get_by_role("button", name="Amal Haddad").click()

    expect(page).to_have_url(f"{service.address}/")


def test_the_desk_asks_who_is_there_and_then_opens(page: Page) -> None:
    page.goto("/admin/")
    page.get_by_role("button", name="Dana Reyes").click()

    expect(page).to_have_url("/admin/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Everything that waits")
