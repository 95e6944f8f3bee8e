"""On a device that many use: whoever leaves it alone is asked, and then nothing of theirs is on it any more."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.support import site
from tests.support.reader import BODY, POST, READY, begin, reading, write
from tests.support.service import Service, serving

pytestmark = pytest.mark.browser

DOCKS = "/learning/doors-docks-and-airflow/"
QUESTION = "[data-shared-device] > div"
PERSONAL = """async () => {
  const found = [JSON.stringify(localStorage), JSON.stringify(sessionStorage)];
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const { url } of await cache.keys()) found.push(url, await (await cache.match(url)).text());
  }
  return found.join("\\n");
}"""


@pytest.fixture(scope="module")
def tablet(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site for a tablet in a canteen."""
    return site.build(tmp_path_factory.mktemp("tablet") / "output", extra=["SHARED_DEVICE=5"])


@pytest.fixture
def canteen(tablet: Path, own_townhall: Service) -> Iterator[Service]:
    with serving(own_townhall.database_url, site=tablet) as service:
        yield service


def at_the_tablet(page: Page) -> None:
    """Read, write a draft, and leave a comment to wait."""
    page.clock.install()
    page.goto(f"{DOCKS}#discussion")
    expect(page.locator(READY)).to_contain_text("You speak as Amal Haddad")
    page.wait_for_function("() => navigator.serviceWorker.controller")
    page.wait_for_function("async () => (await (await caches.open('townhall-read')).keys()).length")
    begin(page)
    page.context.set_offline(True)
    write(page, "A comment of Amal that waits.")
    page.locator(POST).click()
    expect(page.locator("[data-waiting]")).to_be_visible()
    write(page, "A draft of Amal.")


def test_left_alone_it_asks_a_minute_before_and_any_key_says_that_one_is_there(
    chromium: Browser, canteen: Service
) -> None:
    with reading(chromium, canteen, "/about/", "amal", service_workers="allow") as page:
        at_the_tablet(page)
        question = page.locator(QUESTION)
        page.clock.fast_forward("03:50")
        expect(question).to_be_hidden()
        page.clock.fast_forward("00:15")
        expect(question).to_be_visible()
        expect(page.get_by_role("alert")).to_contain_text("Still there? In one minute you are signed out")
        page.keyboard.press("Shift")
        expect(question).to_be_hidden()

        page.clock.fast_forward("04:05")
        expect(question).to_be_visible()
        # Whatever is pressed or moved says it: the question is gone before a click has come to its end.
        page.get_by_role("button", name="I am still here").focus()
        page.keyboard.press("Enter")
        expect(question).to_be_hidden()
        expect(page.locator(BODY)).to_have_value("A draft of Amal.")


def test_then_nothing_of_theirs_is_on_it_and_the_session_has_ended(chromium: Browser, canteen: Service) -> None:
    with reading(chromium, canteen, "/about/", "amal", service_workers="allow") as page:
        at_the_tablet(page)
        cookies = page.context.cookies()
        page.context.set_offline(False)
        page.route("**/api/v1/comments/*", lambda route: route.abort())
        page.clock.fast_forward("05:05")
        page.wait_for_url(f"{canteen.address}/")
        page.wait_for_function("() => !localStorage.getItem('townhall:leaving')")

        kept = page.evaluate(PERSONAL)
        assert [word for word in ("Amal Haddad", "of Amal", ":amal", "ccb-4-docks") if word in kept] == []
        page.context.clear_cookies()
        page.context.add_cookies(cookies)
        assert page.request.get("/api/v1/me").status == 401
        page.goto(f"{DOCKS}#discussion")
        expect(page.locator(READY)).to_contain_text("Sign in")


def test_what_comes_after_it_was_cleared_is_written_down_nowhere(chromium: Browser, canteen: Service) -> None:
    late = "() => localStorage.setItem('townhall:seen:amal:ccb-4-docks', 'what was on its way')"
    held: list[Route] = []
    with reading(chromium, canteen, "/about/", "amal", service_workers="allow") as page:
        at_the_tablet(page)
        page.route("**/api/v1/comments/*", lambda route: route.abort())
        page.route("**/auth/*", lambda route: held.append(route))  # noqa: PLW0108 (built-ins cannot be handlers)
        page.context.set_offline(False)
        with page.expect_request("**/auth/*"):
            page.clock.fast_forward("05:05")
        # The page is still there: its session is just being ended.
        page.evaluate(late)
        assert [word for word in ("of Amal", ":amal") if word in page.evaluate(PERSONAL)] == []
        held[0].continue_()
        page.wait_for_url(f"{canteen.address}/")


def test_without_a_connection_the_session_ends_as_soon_as_there_is_one(chromium: Browser, canteen: Service) -> None:
    with reading(chromium, canteen, "/about/", "amal", service_workers="allow") as page:
        at_the_tablet(page)
        page.clock.fast_forward("05:05")
        page.wait_for_function("() => !JSON.stringify(localStorage).includes('Amal')")
        page.context.set_offline(False)
        page.goto("/about/")
        page.wait_for_function("() => !localStorage.getItem('townhall:end-session')")

        assert page.request.get("/api/v1/me").status == 401
