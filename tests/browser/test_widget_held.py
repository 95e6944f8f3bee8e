"""Whoever only reads fetches only what reading takes; and whoever writes before the rest has come loses nothing."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.support.reader import (
    BODY,
    COMMENTS,
    HELD,
    POST,
    READY,
    begin,
    drafts,
    expect_announced,
    reading,
    say,
    write,
)
from tests.support.service import Service

pytestmark = pytest.mark.browser

DOCKS = "/learning/doors-docks-and-airflow/"
UID = "ccb-4-docks-airflow"
PART = re.compile(r"/embed/v1/posting\.[0-9a-f]{16}\.js$")
# All that moves from now on, whoever presses something meanwhile.
WATCH_SHIFTS = """() => {
  window.shifts = 0;
  const seen = new PerformanceObserver((list) => { for (const shift of list.getEntries()) shifts += shift.value; });
  seen.observe({ type: "layout-shift" });
}"""
KEPT = "That did not get through. Your text is kept here."


def late(page: Page) -> Callable[[], None]:
    """What it takes to post comes once this is called."""
    held: list[Route] = []
    is_here = False

    def hold(route: Route) -> None:
        if is_here:
            route.continue_()
        else:
            held.append(route)

    def let_come() -> None:
        nonlocal is_here
        is_here = True
        for route in held:
            route.continue_()

    page.route(PART, hold)
    return let_come


@pytest.mark.parametrize("person", [None, "amal"])
def test_whoever_only_reads_fetches_what_reading_takes(
    chromium: Browser, townhall: Service, person: str | None
) -> None:
    with reading(chromium, townhall, "/about/", person) as page:
        fetched: list[str] = []
        page.on("request", lambda request: fetched.append(request.url.rpartition("/")[2]))
        page.goto(DOCKS)
        page.locator("townhall-discussion").scroll_into_view_if_needed()
        expect(page.locator(READY)).to_be_visible()
        page.wait_for_load_state("networkidle")

        scripts = [name.partition(".")[0] for name in fetched if re.search(r"\.[0-9a-f]{16}\.js$", name)]
        assert "townhall.js" in fetched
        assert sorted(scripts) == ["asking", "reading"]


def test_what_is_typed_at_once_stays_and_is_posted_once(chromium: Browser, townhall: Service) -> None:
    with reading(chromium, townhall, "/about/", "amal") as page:
        let_come = late(page)
        page.goto(f"{DOCKS}#discussion")
        page.locator(BODY).focus()
        page.keyboard.type("Typed before it came,")
        expect(page.locator(HELD)).to_have_count(1)
        assert drafts(page) == ["Typed before it came,"]
        for _ in range(5):
            page.keyboard.press("ArrowLeft")
        let_come()
        expect(page.locator(HELD)).to_have_count(0)
        page.keyboard.type("all ")
        expect(page.locator(BODY)).to_have_value("Typed before it all came,")
        page.keyboard.press("End")
        page.keyboard.type(" and after.")
        assert drafts(page) == ["Typed before it all came, and after."]
        page.locator(POST).click()

        expect(page.locator(COMMENTS).filter(has_text="Typed before it all came, and after.")).to_have_count(1)
        assert drafts(page) == []


def test_a_page_that_goes_before_it_has_come_takes_nothing_along(chromium: Browser, townhall: Service) -> None:
    with reading(chromium, townhall, "/about/", "ben") as page:
        late(page)
        page.goto(f"{DOCKS}#discussion")
        write(page, "Typed, and the phone went dark.")
        expect(page.locator(HELD)).to_have_count(1)
        page.unroute(PART)
        page.reload()

        expect(page.locator(BODY)).to_have_value("Typed, and the phone went dark.")
        write(page, "")
        assert drafts(page) == []


def test_what_is_typed_at_once_goes_below_what_was_begun_before(chromium: Browser, townhall: Service) -> None:
    with reading(chromium, townhall, f"{DOCKS}#discussion", "kasia") as page:
        begin(page)
        write(page, "Begun yesterday.")
        let_come = late(page)
        page.reload()
        write(page, "Typed at once.")
        let_come()

        expect(page.locator(BODY)).to_have_value("Begun yesterday.\n\nTyped at once.")
        assert drafts(page) == ["Begun yesterday.\n\nTyped at once."]
        page.reload()
        expect(page.locator(BODY)).to_have_value("Begun yesterday.\n\nTyped at once.")


def test_a_press_on_post_waits_for_it(chromium: Browser, townhall: Service) -> None:
    with reading(chromium, townhall, "/about/", "zofia") as page:
        let_come = late(page)
        page.goto(f"{DOCKS}#discussion")
        write(page, "Posted before it came.")
        page.locator(POST).click()
        expect(page.locator(HELD)).to_have_count(1)
        let_come()

        expect(page.locator(COMMENTS).filter(has_text="Posted before it came.")).to_be_focused()


def test_without_it_that_is_said_and_the_second_press_sends_the_plain_form(
    chromium: Browser, townhall: Service
) -> None:
    text = "Sent as in the old days."
    with reading(chromium, townhall, "/about/", "joost") as page:
        page.route(PART, lambda route: route.abort())
        page.goto(f"{DOCKS}#discussion")
        write(page, text)
        page.locator(POST).click()
        expect(page.locator("[data-missing]")).to_have_text(KEPT)
        expect_announced(page, KEPT)
        expect(page.locator(BODY)).to_have_value(text)
        assert drafts(page) == [text]
        page.locator(POST).click()
        page.wait_for_url(f"**/t/{UID}**")
        expect(page.locator("article").filter(has_text=text)).to_have_count(1)
        page.unroute(PART)
        page.goto(f"{DOCKS}#discussion")

        # It is the same comment as the draft was, so nobody is asked to say it twice.
        expect(page.locator(COMMENTS).filter(has_text=text)).to_have_count(1)
        expect(page.locator(HELD)).to_have_count(0)
        expect(page.locator(BODY)).to_have_value("")
        assert drafts(page) == []


def test_where_the_connection_went_before_it_came_nothing_is_sent_until_it_is_back(
    chromium: Browser, townhall: Service
) -> None:
    text = "Typed where there is no signal."
    with reading(chromium, townhall, f"{DOCKS}#discussion", "marek") as page:
        expect(page.locator(BODY)).to_be_visible()
        page.context.set_offline(True)
        write(page, text)
        for _ in range(2):
            page.locator(POST).click()
            expect(page.locator("[data-missing]")).to_have_text(KEPT)
        expect(page.locator(BODY)).to_have_value(text)
        assert drafts(page) == [text]
        page.context.set_offline(False)
        page.locator(POST).click()

        expect(page.locator(COMMENTS).filter(has_text=text)).to_be_focused()


def test_a_reply_without_it_is_written_on_the_plain_page_or_said_to_be_out_of_reach(
    chromium: Browser, townhall: Service
) -> None:
    asked = say(townhall, "ben", UID, "Who has the key of bay seven?")
    with reading(chromium, townhall, f"{DOCKS}#comment-{asked}", "amal") as page:
        reply = page.locator(f"[id='comment-{asked}']").get_by_role("link", name="Reply")
        page.context.set_offline(True)
        reply.click()
        expect(page.locator(".th-notice")).to_have_text("That could not be fetched just now.")
        page.context.set_offline(False)
        page.route(PART, lambda route: route.abort())
        reply.click()
        page.wait_for_url(f"**/t/{UID}?**")
        page.get_by_label("Reply to Ben Carter").fill("I have it, as ever.")
        page.get_by_role("button", name="Post reply").click()

        expect(page.locator("article").filter(has_text="I have it, as ever.")).to_be_visible()


def test_nothing_moves_when_it_comes(chromium: Browser, townhall: Service) -> None:
    with reading(chromium, townhall, "/about/", "zofia") as page:
        let_come = late(page)
        page.goto(f"{DOCKS}#discussion")
        write(page, "One line.")
        below = "(post) => post.getBoundingClientRect().top - post.form.body.getBoundingClientRect().top"
        before = page.locator(POST).evaluate(below)
        page.evaluate(WATCH_SHIFTS)
        let_come()
        expect(page.get_by_role("toolbar")).to_be_visible()

        assert page.locator(POST).evaluate(below) == before
        assert page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
                             ".then(() => shifts)") == 0  # fmt: skip


def test_what_another_tab_leaves_to_wait_is_shown_where_nobody_has_written(
    chromium: Browser, townhall: Service
) -> None:
    with reading(chromium, townhall, f"{DOCKS}#discussion", "ben") as page:
        other = page.context.new_page()
        other.goto(f"{townhall.address}{DOCKS}#discussion")
        expect(other.locator(READY)).to_be_visible()
        page.route("**/api/v1/comments/*", lambda route: route.abort())
        other.route("**/api/v1/comments/*", lambda route: route.abort())
        write(page, "Left to wait by the first.")
        page.locator(POST).click()
        page.get_by_role("button", name="Send it when I am back").click()

        expect(other.locator("[data-waiting]")).to_contain_text("Left to wait by the first.")
