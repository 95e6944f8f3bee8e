"""Signing in at the company's own provider, in a real browser, from the article and back into the very box one wrote
in; and out again."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.support.provider import Company, at_the_provider, company
from tests.support.reader import BODY, POST, READY, drafts, reading, write
from tests.support.service import Service, free_port, serving

pytestmark = pytest.mark.browser

DOCKS = "/learning/doors-docks-and-airflow/"
ROTA = "/news/night-shifts-four-on-four-off/"
ACCOUNT = "Sign in with your Meridale account"


@pytest.fixture(scope="module")
def port() -> int:
    return free_port()


@pytest.fixture(scope="module")
def provider(port: int) -> Iterator[Company]:
    with company(f"http://127.0.0.1:{port}") as running:
        running.control(
            people={
                "s-amal": {"name": "Amal Haddad", "preferred_username": "amal", "office": "Casablanca"},
                "s-dana": {"name": "Dana Reyes", "preferred_username": "dana", "groups": ["newsroom-facilitators"]},
            }
        )
        yield running


@pytest.fixture(scope="module")
def service(
    built_site: Path, moved_in: Path, tmp_path_factory: pytest.TempPathFactory, provider: Company, port: int
) -> Iterator[Service]:
    file = tmp_path_factory.mktemp("signing-in") / "townhall.sqlite3"
    shutil.copy(moved_in, file)
    with serving(f"sqlite://{file}", site=built_site, port=port, **provider.settings()) as service:
        yield service


def test_from_the_widget_to_the_provider_and_back_to_the_discussion(chromium: Browser, service: Service) -> None:
    with reading(chromium, service, f"{DOCKS}#discussion") as page:
        page.get_by_role("link", name="Sign in to comment").click()
        at_the_provider(page, "s-amal")

        expect(page).to_have_url(f"{service.address}{DOCKS}#discussion")
        expect(page.locator("[data-slot]")).to_contain_text("You speak as Amal Haddad")
        page.get_by_role("button", name="Sign out").click()
        page.get_by_role("button", name="Yes, sign me out").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("You are signed out")


def test_whoever_is_signed_out_meanwhile_comes_back_to_the_same_box_with_the_draft_in_it(
    chromium: Browser, service: Service
) -> None:
    with reading(chromium, service, f"{ROTA}#discussion") as page:
        page.get_by_role("link", name="Sign in to comment").click()
        at_the_provider(page, "s-amal")
        answered = page.locator("townhall-discussion article[data-id]", has=page.locator("[data-action=reply]")).first
        answered.locator("[data-action=reply]").first.click()
        comment = answered.get_attribute("data-id")
        box = page.locator(f"#comment-{comment} form textarea").first
        box.fill("Half a reply, and then the phone rang")
        # Nobody is signed in any more, here or there.
        page.context.clear_cookies()
        page.locator(f"#comment-{comment} form [type=submit]").first.click()
        page.locator(f"#comment-{comment}").get_by_role("link", name="Sign in").click()
        at_the_provider(page, "s-amal")

        expect(page).to_have_url(f"{service.address}{ROTA}#reply-{comment}")
        expect(box).to_have_value("Half a reply, and then the phone rang")
        expect(box).to_be_focused()


def test_whoever_stops_at_the_provider_is_told_so_and_the_draft_is_still_there(
    chromium: Browser, service: Service
) -> None:
    with reading(chromium, service, f"{DOCKS}#discussion") as page:
        page.get_by_role("link", name="Sign in to comment").click()
        at_the_provider(page, "s-amal")
        write(page, "A thought that must not be lost")
        page.context.clear_cookies()
        page.locator(POST).click()
        page.locator("[data-slot]").get_by_role("link", name="Sign in").click()
        page.get_by_role("link", name="[ Cancel ]").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("You are not signed in")
        assert drafts(page) == ["A thought that must not be lost"]
        page.get_by_role("link", name="Try to sign in again").click()
        at_the_provider(page, "s-amal")

        expect(page.locator(READY)).to_be_visible()
        expect(page.locator(BODY)).to_have_value("A thought that must not be lost")


def test_whoever_may_not_into_the_desk_is_told_so_once_signed_in(chromium: Browser, service: Service) -> None:
    with reading(chromium, service, "/about/") as page:
        page.goto("/admin/")
        at_the_provider(page, "s-amal")

        expect(page.get_by_role("main")).to_contain_text("This is for facilitators. You are signed in as Amal Haddad.")


@pytest.mark.parametrize("script", [True, False], ids=["with JavaScript", "without"])
def test_signing_out_ends_the_providers_session_too_and_nobody_is_signed_in_again_unasked(
    chromium: Browser, service: Service, script: bool
) -> None:
    with chromium.new_context(base_url=service.address, java_script_enabled=script) as browser:
        browser.set_default_timeout(10_000)
        page = browser.new_page()
        page.goto("/admin/")
        at_the_provider(page, "s-dana")
        expect(page.get_by_role("heading", level=1)).to_have_text("Everything that waits")
        page.get_by_role("button", name="Sign out").click()
        page.get_by_role("button", name="Yes, sign me out").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("You are signed out")
        page.goto("/admin/")
        page.get_by_role("link", name=ACCOUNT).click()

        expect(page.get_by_placeholder("Enter any login")).to_be_visible()
