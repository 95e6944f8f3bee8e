"""A discussion in a page of the company's own: on another origin that is let in, and above a path of the same one."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.support.embedding import intranet
from tests.support.provider import at_the_provider, company
from tests.support.reader import BODY, POST, READY, drafts, write
from tests.support.service import Service, free_port
from tests.support.small_town import small_town

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module", params=["of another origin", "above a path"])
def page_and_service(
    request: pytest.FixtureRequest, sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, Service]]:
    here, there = free_port(), free_port()
    origin, folder = f"http://127.0.0.1:{here}", tmp_path_factory.mktemp("town")
    if request.param == "above a path":
        address, proxy = f"{origin}/comments", {"mounted": "/comments", "passes_to": f"http://127.0.0.1:{there}"}
        environment = {"TOWNHALL_PUBLIC_URL": address}
    else:
        address, proxy = f"http://127.0.0.1:{there}", {}
        environment = {"TOWNHALL_EMBED_ORIGINS": origin}
    with (
        small_town(sqlite_template, folder, port=there, TOWNHALL_SITE_URL=origin, **environment) as service,
        intranet(port=here, service=address, thread="rota", **proxy),
    ):
        service.address = address
        yield origin, service


@pytest.fixture
def page(chromium: Browser, page_and_service: tuple[str, Service]) -> Iterator[Page]:
    with chromium.new_context(base_url=page_and_service[0]) as context:
        context.set_default_timeout(10_000)
        yield context.new_page()


def test_whoever_signs_in_from_a_page_of_the_company_comes_back_to_the_box_with_the_draft_in_it(
    page: Page, page_and_service: tuple[str, Service]
) -> None:
    origin, service = page_and_service
    page.goto("/rota.html?from=mail#discussion")
    page.get_by_role("link", name="Sign in to comment").click()
    expect(page).to_have_url(re.compile(f"^{re.escape(service.address)}/auth/login"))
    page.get_by_role("button", name="Amal Haddad").click()
    expect(page).to_have_url(f"{origin}/rota.html?from=mail#discussion")
    write(page, "Half a thought, and then the phone rang")
    page.context.clear_cookies()
    page.locator(POST).click()
    page.locator("[data-slot]").get_by_role("link", name="Sign in").click()
    expect(page).to_have_url(re.compile(f"^{re.escape(service.address)}/auth/login"))
    page.get_by_role("button", name="Amal Haddad").click()

    expect(page.locator(READY)).to_be_visible()
    expect(page.locator(BODY)).to_have_value("Half a thought, and then the phone rang")
    expect(page.locator(BODY)).to_be_focused()
    page.locator(POST).click()
    comment = page.locator("townhall-discussion article", has_text="Half a thought, and then the phone rang")
    expect(comment).to_be_visible()
    expect(page.locator(BODY)).to_have_value("")
    assert drafts(page) == []
    for link in page.locator("townhall-discussion a").all():
        address = link.evaluate("(one) => one.href")
        assert address.startswith((f"{service.address}/", f"{origin}/guidelines/"))


def test_a_part_comes_from_where_the_widget_came_from_and_is_let_in_by_the_pages_policy(
    page: Page, page_and_service: tuple[str, Service]
) -> None:
    _, service = page_and_service
    page.goto("/rota.html#discussion")
    page.get_by_role("link", name="Sign in to comment").click()
    page.get_by_role("button", name="Amal Haddad").click()
    expect(page.locator(BODY)).to_be_visible()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda one: faults.append(one.text) if "Policy" in one.text else None)
    write(page, "Half a **thought**")
    with page.expect_request(f"{service.address}/embed/v1/preview.*.js"):
        page.get_by_role("button", name="Preview").click()

    expect(page.locator(".th-preview strong")).to_have_text("thought")
    assert faults == []


def test_a_page_that_nobody_let_in_learns_nothing_and_changes_nothing(
    chromium: Browser, page_and_service: tuple[str, Service]
) -> None:
    origin, service = page_and_service
    elsewhere = origin.replace("127.0.0.1", "localhost")
    with chromium.new_context() as context:
        page = context.new_page()
        page.goto(f"{service.address}/auth/login")
        page.get_by_role("button", name="Amal Haddad").click()
        # Of the same machine, and of another origin than the one that is let in.
        page.route(f"{elsewhere}/**", lambda route: route.fulfill(body="<p>Hello</p>", content_type="text/html"))
        page.goto(f"{elsewhere}/")
        ask = """async ([address, how]) => {
          try { return (await fetch(address, { credentials: "include", ...how })).status; } catch { return "refused"; }
        }"""
        put = {"method": "PUT", "headers": {"content-type": "application/json"}, "body": "{}"}

        assert page.evaluate(ask, [f"{service.address}/api/v1/threads/rota/me", {}]) == "refused"
        assert page.evaluate(ask, [f"{service.address}/t/rota/fragment", {}]) == "refused"
        assert page.evaluate(ask, [f"{service.address}/auth/logout", {"method": "POST"}]) == "refused"
        assert page.evaluate(ask, [f"{service.address}/api/v1/preview", put]) == "refused"


@pytest.fixture(scope="module")
def page_and_provider(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Service]]:
    """A page of another origin, and a service whose people sign in at the company's own provider, of a third."""
    here, there = free_port(), free_port()
    origin, address = f"http://127.0.0.1:{here}", f"http://127.0.0.1:{there}"
    folder = tmp_path_factory.mktemp("town-with-a-provider")
    with company(address) as provider:
        provider.control(people={"s-amal": {"name": "Amal Haddad", "preferred_username": "amal"}})
        told = provider.settings(TOWNHALL_EMBED_ORIGINS=origin, TOWNHALL_SITE_URL=origin)
        with (
            small_town(sqlite_template, folder, port=there, **told) as service,
            intranet(port=here, service=address, thread="rota"),
        ):
            yield origin, service


def test_by_the_companys_provider_too_and_nothing_typed_is_lost(
    chromium: Browser, page_and_provider: tuple[str, Service]
) -> None:
    origin, _ = page_and_provider
    with chromium.new_context(base_url=origin) as context:
        context.set_default_timeout(10_000)
        page = context.new_page()
        faults: list[str] = []
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda one: faults.append(one.text) if "Policy" in one.text else None)
        page.goto("/rota.html?from=mail#discussion")
        page.get_by_role("link", name="Sign in to comment").click()
        # One press more than from a page of the service's own origin: no other page may begin a sign-in by itself.
        page.get_by_role("link", name="Sign in with your Meridale account").click()
        at_the_provider(page, "s-amal")
        expect(page).to_have_url(f"{origin}/rota.html?from=mail#discussion")
        write(page, "Half a thought, and then the phone rang")
        # Signed out everywhere meanwhile.
        context.clear_cookies()
        page.locator(POST).click()
        page.locator("[data-slot]").get_by_role("link", name="Sign in").click()
        page.get_by_role("link", name="Sign in with your Meridale account").click()
        at_the_provider(page, "s-amal")

        expect(page.locator(BODY)).to_have_value("Half a thought, and then the phone rang")
        expect(page.locator(BODY)).to_be_focused()
        page.locator(POST).click()
        comment = page.locator("townhall-discussion article", has_text="Half a thought, and then the phone rang")
        expect(comment).to_contain_text("Amal Haddad")
        expect(page.locator(BODY)).to_have_value("")
        assert faults == []
