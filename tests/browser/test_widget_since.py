"""What is new since the last visit, in a browser: marked, and the way to the first; known by this browser alone."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.support.reader import BODY, PHONE, POST, READY, expect_announced, reading, say, sign_in, write
from tests.support.service import Service

pytestmark = pytest.mark.browser

LESSON = "/learning/what-cold-does/"
UID = "ccb-1-what-cold-does"
HERE = f"{LESSON}#discussion"
SIZES = [PHONE, {"width": 1280, "height": 900}]
NEW = "townhall-discussion .th-badge--new"


def come_back(page: Page) -> None:
    page.goto("/")
    page.goto(HERE)
    page.wait_for_selector(READY)


@pytest.mark.parametrize("size", SIZES)
def test_at_the_first_visit_nothing_is_new_and_then_what_came_since(
    chromium: Browser, own_townhall: Service, size: dict[str, int]
) -> None:
    first = say(own_townhall, "ben", UID, "Before the first visit.")
    with reading(chromium, own_townhall, HERE, viewport=size) as page:
        expect(page.locator(f"#comment-{first}")).to_be_attached()
        expect(page.locator(NEW)).to_have_count(0)

        reply = say(own_townhall, "kasia", UID, "Since then, a reply.", first)
        last = say(own_townhall, "kasia", UID, "Since then.")
        come_back(page)
        expect(page.locator(NEW)).to_have_count(2)
        expect(page.get_by_text("2 new comments since you were last here.")).to_be_visible()
        page.get_by_role("button", name="Go to the first").click()
        expect(page.locator(f"#comment-{reply}")).to_be_focused()
        expect(page.locator(f"#comment-{reply}")).to_be_in_viewport()
        page.locator(f"#comment-{last}").scroll_into_view_if_needed()
        expect(page.locator("[data-new=seen]")).to_have_count(2)

        come_back(page)
        expect(page.locator(NEW)).to_have_count(0)


def test_what_waited_and_is_public_since_is_new_though_it_is_older(chromium: Browser, own_townhall: Service) -> None:
    held = say(own_townhall, "ben", UID, "Ask about MCC-123456.")
    last = say(own_townhall, "ben", UID, "Said after it.")
    with reading(chromium, own_townhall, HERE) as page:
        expect(page.locator(f"#comment-{last}")).to_be_attached()
        decision = {"comment": held, "version": 1, "action": "approve"}
        answer = own_townhall.client("dana").post("/admin/api/decisions", json=[decision])
        assert answer.json()["results"][0]["status"] == 200
        come_back(page)

        expect(page.locator(NEW)).to_have_count(1)
        expect(page.locator(f"#comment-{held} .th-badge--new")).to_have_count(1)


def test_what_one_said_oneself_is_not_new(chromium: Browser, own_townhall: Service) -> None:
    with reading(chromium, own_townhall, HERE, "amal") as page:
        write(page, "From my other browser, as it were.")
        page.locator(POST).click()
        expect_announced(page, "Your comment is published.")
        say(own_townhall, "amal", UID, "And from a third.")
        come_back(page)

        expect(page.get_by_text("And from a third.")).to_be_visible()
        expect(page.locator(NEW)).to_have_count(0)


def test_it_is_each_persons_own_and_says_nothing_to_the_service(chromium: Browser, own_townhall: Service) -> None:
    say(own_townhall, "ben", UID, "Before the first visit.")
    with reading(chromium, own_townhall, HERE, "amal") as page:
        page.wait_for_selector(READY)
        say(own_townhall, "kasia", UID, "Since then.")
        sign_in(page.request, own_townhall, "ben")
        come_back(page)
        expect(page.locator(BODY)).to_be_visible()
        expect(page.locator(NEW)).to_have_count(0)

        sign_in(page.request, own_townhall, "amal")
        asked: list[str] = []
        page.on("request", lambda request: asked.append(f"{request.method} {request.url} {request.post_data or ''}"))
        come_back(page)
        expect(page.locator(NEW)).to_have_count(1)
        assert [one for one in asked if "seen" in one or one.startswith(("PUT", "POST"))] == []


def test_what_is_new_on_a_later_page_is_gone_to(chromium: Browser, own_townhall: Service) -> None:
    client = own_townhall.client("ben")
    for number in range(101):
        about = {"thread": UID, "body": f"Reading number {number}."}
        one = f"0197a000-0000-7000-8000-0000000{number:05d}"
        assert client.put(f"/api/v1/comments/{one}", json=about).status_code == 201
    with reading(chromium, own_townhall, HERE) as page:
        page.wait_for_selector(READY)
        count = page.locator("townhall-discussion .th-count")
        before = int((count.text_content() or "").split()[0])
        last = say(own_townhall, "kasia", UID, "Since then.")
        # The visit hears of it, and does not show it.
        expect(count).to_contain_text(str(before + 1))
        come_back(page)
        expect(page.get_by_text("1 new comment since you were last here.")).to_be_visible()
        page.get_by_role("button", name="Go to the first").click()

        expect(page.locator(f"#comment-{last}")).to_be_focused()
        expect(page.locator(NEW)).to_have_count(1)
