"""The discussion comes when a reader comes near, moves nothing, and leaves the plain link where it cannot come."""

import contextlib
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, Request, Route, expect

from tests.support.reader import COMMENTS, DISCUSSION, LESSON, READY, ROTA, expect_announced, reading
from tests.support.service import Service

pytestmark = pytest.mark.browser

SHIFTS = """() => new Promise((resolve) => {
  new PerformanceObserver((list) => resolve(list.getEntries().reduce((sum, shift) => sum + shift.value, 0)))
    .observe({ type: "layout-shift", buffered: true });
  // Without any shift the observer is never called.
  requestAnimationFrame(() => requestAnimationFrame(() => resolve(0)));
})"""


def counted(page: Page, kind: str) -> Callable[[], int]:
    seen: list[Request] = []
    page.on("request", lambda request: seen.append(request) if kind in request.url else None)
    return lambda: len(seen)


def test_nothing_is_asked_of_the_service_until_a_reader_comes_near(chromium: Browser, townhall: Service) -> None:
    with reading(chromium, townhall, "/about/") as page:
        asked = counted(page, "/fragment")
        page.goto(ROTA, wait_until="networkidle")
        before = asked()
        page.locator(DISCUSSION).scroll_into_view_if_needed()
        expect(page.locator(READY)).to_be_attached()

        # Once to show it, and once more when the stream of changes has begun: something may have been said in between.
        assert before == 0
        assert 1 <= asked() <= 2


def test_nothing_moves_when_the_discussion_arrives(chromium: Browser, townhall: Service) -> None:
    place = f"document.querySelector('{DISCUSSION}').getBoundingClientRect().top"
    held: list[Route] = []
    with reading(chromium, townhall, LESSON) as page:
        page.route("**/fragment", lambda route: held.append(route))  # noqa: PLW0108 (built-ins cannot be handlers)
        page.mouse.move(200, 400)
        # The reader is there before it is: the plain link stands in the middle of the glass.
        while page.evaluate(place) > 400:
            page.mouse.wheel(0, 200)
            page.evaluate("() => new Promise(requestAnimationFrame)")
        expect(page.locator(f"{DISCUSSION}[state=loading]")).to_be_attached()
        held[0].continue_()
        expect(page.locator(READY)).to_be_attached()
        page.mouse.wheel(0, 700)

        assert page.evaluate(SHIFTS) <= 0.001


def test_room_is_kept_before_it_comes_and_never_given_back(chromium: Browser, townhall: Service) -> None:
    height = f"document.querySelector('{DISCUSSION}').offsetHeight"
    with reading(chromium, townhall, LESSON) as page:
        before = page.evaluate(height)
        page.locator(DISCUSSION).scroll_into_view_if_needed()
        expect(page.locator(READY)).to_be_attached()

        assert before >= 0.75 * 844 - 1
        assert page.evaluate(height) >= before


def test_who_comes_to_write_gets_the_composer_at_once(chromium: Browser, townhall: Service) -> None:
    with reading(chromium, townhall, f"{LESSON}#composer", "amal") as page:
        expect(page.get_by_label("Add to the discussion")).to_be_focused()
        expect(page.locator(f"{DISCUSSION} > a")).to_have_count(0)


def test_it_shows_what_the_service_rendered(chromium: Browser, townhall: Service) -> None:
    with contextlib.closing(townhall.client()) as client:
        fragment = client.get("/t/ccb-5-alarms/fragment").text
    with reading(chromium, townhall, f"{LESSON}#discussion") as page:
        page.wait_for_selector(READY)
        shown = page.locator(COMMENTS).evaluate_all("all => all.map((one) => one.id)")

        assert shown == re.findall(r'<article id="([^"]+)"', fragment)


def test_times_are_in_the_readers_zone_and_the_pages_language(chromium: Browser, townhall: Service) -> None:
    zone = {"locale": "pl-PL", "timezone_id": "Asia/Tokyo"}
    with reading(chromium, townhall, f"{ROTA}#discussion", **zone) as page:
        first = page.locator("article.th-comment .th-comment__when time").first

        expect(first).to_have_text("3 Mar 2026, 15:12")
        expect(first).to_have_attribute("title", re.compile(r"^Tuesday,? 3 March 2026 at 15:12$"))
        expect(first).to_have_attribute("datetime", "2026-03-03T06:12:00+00:00")


def test_the_page_is_told_who_is_here(chromium: Browser, townhall: Service) -> None:
    with reading(chromium, townhall, f"{LESSON}#discussion", "amal") as page:
        expect(page.locator("[data-person]")).to_have_text("Amal Haddad")
    with reading(chromium, townhall, f"{LESSON}#discussion") as page:
        page.wait_for_selector(READY)

        expect(page.locator("[data-person]")).to_have_text("Sign in")


def test_with_the_service_gone_the_link_stays_and_one_button_tries_again(chromium: Browser, townhall: Service) -> None:
    with reading(chromium, townhall, LESSON) as page:
        page.evaluate("window.heard = []; for (const name of ['townhall:error', 'townhall:load'])"
                      " document.addEventListener(name, () => heard.push(name))")  # fmt: skip
        page.route("**/fragment", lambda route: route.abort())
        page.locator(DISCUSSION).scroll_into_view_if_needed()
        again = page.get_by_role("button", name="Try again")

        expect(page.locator(f"{DISCUSSION}[state=error]")).to_contain_text("The discussion is resting.")
        expect(page.locator(f"{DISCUSSION} > a")).to_have_attribute("href", "/t/ccb-5-alarms")
        expect_announced(page, "The discussion is resting.")

        again.click()
        while page.evaluate("heard.length") < 2:
            page.wait_for_timeout(10)
        expect(again).to_be_focused()
        page.unroute("**/fragment")
        again.click()
        expect(page.locator(READY)).to_be_attached()

        expect(page.locator("#th-title")).to_be_focused()
        assert page.evaluate("heard") == ["townhall:error", "townhall:error", "townhall:load"]


def test_what_is_slow_is_said_to_be_slow_and_takes_nobodys_place(chromium: Browser, townhall: Service) -> None:
    held: list[Route] = []
    with reading(chromium, townhall, "/about/") as page:
        page.route("**/fragment", lambda route: held.append(route))  # noqa: PLW0108 (built-ins cannot be handlers)
        page.clock.install()
        page.goto(f"{LESSON}#discussion")
        expect(page.locator(f"{DISCUSSION}[state=loading] > a")).to_be_attached()
        page.wait_for_function("true")
        while not held:
            page.wait_for_timeout(10)
        page.clock.run_for(8_000)

        expect(page.locator(f"{DISCUSSION}[state=loading]")).to_contain_text("slow to arrive")

        page.locator(f"{DISCUSSION} > a").focus()
        held[0].continue_()
        expect(page.locator(READY)).not_to_contain_text("slow to arrive")
        expect(page.locator("#th-title")).to_be_focused()


def test_who_cannot_be_recognised_can_still_read(chromium: Browser, townhall: Service) -> None:
    with reading(chromium, townhall, "/about/", "amal") as page:
        page.route("**/me", lambda route: route.fulfill(status=503, body="{}", content_type="application/json"))
        page.goto(f"{LESSON}#discussion")
        expect(page.locator(READY)).to_contain_text("You can read, but not answer just now.")
        page.unroute("**/me")
        page.get_by_role("button", name="Try again").click()

        expect(page.get_by_label("Add to the discussion")).to_be_visible()
